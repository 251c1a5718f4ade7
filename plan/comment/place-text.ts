import { code, inMarkdown, markdownList, type Markdown } from "../../text/markdown";
import { plural } from "../../text/plural";
import { shortened } from "../../text/shortened";
import { stacksOf, type Group, type Occurrence } from "./groups";

const MOST_PLACES = 30;
const MOST_NAMES = 12;
/** Stacks with the same names that stand on one line. */
const MANY = 4;
/** Of a name. */
export const MOST_CHARACTERS = 120;

/** Where a group is: one stack with its account, or in how many accounts the same happens. */
export function where({ occurrences }: Pick<Group<unknown>, "occurrences">): Markdown {
  const stacks = stacksOf(occurrences);
  if (stacks.length > 1) return inMarkdown`the same in ${plural(stacks.length, "account")}`;
  return inMarkdown`in ${stackText(occurrences[0]!)}`;
}

export function stackText({ stack, account }: Occurrence): Markdown {
  return inMarkdown`${stackCode(stack)}${account === undefined ? "" : inMarkdown` (${accountText(account)})`}`;
}

export function stackCode(stack: string): Markdown {
  return code(stack, MOST_CHARACTERS);
}

export function typeText(type: string): Markdown {
  return code(type, MOST_CHARACTERS);
}

/** Ids have twelve digits, but a plan may have anything. */
export function accountText(account: string): string {
  return shortened(account, 20);
}

/** A list of stacks, each with what it is about; those with the same together. */
export function placeList({ occurrences }: Pick<Group<unknown>, "occurrences">): readonly Markdown[] {
  const byStack = new Map<string, Occurrence[]>();
  for (const each of occurrences) byStack.set(each.stack, [...(byStack.get(each.stack) ?? []), each]);
  const byNames = new Map<string, Occurrence[][]>();
  for (const each of byStack.values()) {
    const names = nameList(each).toString();
    byNames.set(names, [...(byNames.get(names) ?? []), each]);
  }
  const lines = [...byNames.values()].flatMap((same) => {
    const stacks = same.map((each) => stackText(each[0]!));
    if (stacks.length < MANY) return same.map((each, index) => inMarkdown`- ${stacks[index]!}: ${nameList(each)}`);
    const list = markdownList(stacks, MOST_NAMES);
    return [inMarkdown`- ${nameList(same[0]!)} in each of ${plural(stacks.length, "account")}: ${list}`];
  });
  const shown = lines.slice(0, MOST_PLACES);
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, inMarkdown`- … and ${plural(more, "other account")}`] : shown;
}

export function nameList(occurrences: readonly Occurrence[], most = MOST_NAMES): Markdown {
  const counts = new Map<string, number>();
  for (const each of occurrences) {
    const name = each.name ?? shortAddress(each.address);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const all = [...counts].map(
    ([name, count]) => inMarkdown`${code(name, MOST_CHARACTERS)}${count === 1 ? "" : inMarkdown` × ${count}`}`,
  );
  return markdownList(all, most);
}

/** Without the type, which stands beside it. */
function shortAddress(address: string): string {
  return address.replace(/^aws_\w+\./, "");
}
