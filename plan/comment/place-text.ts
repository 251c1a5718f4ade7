import { andMore } from "../../text/and-more";
import { code } from "../../text/markdown";
import { plural } from "../../text/plural";
import { shortened } from "../../text/shortened";
import { stacksOf, type Group, type Occurrence } from "./groups";

const MOST_PLACES = 30;
const MOST_NAMES = 12;

/** Where a group is: one stack with its account, or in how many accounts the same happens. */
export function where({ occurrences }: Pick<Group<unknown>, "occurrences">): string {
  const stacks = stacksOf(occurrences);
  if (stacks.length > 1) return `the same in ${plural(stacks.length, "account")}`;
  return `in ${stackText(occurrences[0]!)}`;
}

export function stackText({ stack, account }: Occurrence): string {
  return `${code(stack)}${account === undefined ? "" : ` (${account})`}`;
}

/** A list of stacks, each with what it is about. */
export function placeList({ occurrences }: Pick<Group<unknown>, "occurrences">): readonly string[] {
  const byStack = new Map<string, Occurrence[]>();
  for (const each of occurrences) byStack.set(each.stack, [...(byStack.get(each.stack) ?? []), each]);
  const shown = [...byStack.values()].slice(0, MOST_PLACES);
  const lines = shown.map((each) => `- ${stackText(each[0]!)}: ${nameList(each)}`);
  const more = byStack.size - shown.length;
  return more > 0 ? [...lines, `- … and ${plural(more, "other account")}`] : lines;
}

export function nameList(occurrences: readonly Occurrence[], most = MOST_NAMES): string {
  const counts = new Map<string, number>();
  for (const each of occurrences) {
    const name = code(shortened(each.name ?? shortAddress(each.address), 120));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const all = [...counts].map(([name, count]) => (count === 1 ? name : `${name} × ${count}`));
  return andMore(all, most);
}

/** Without the type, which stands beside it. */
function shortAddress(address: string): string {
  return address.replace(/^aws_\w+\./, "");
}
