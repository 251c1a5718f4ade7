import type { Block } from "../../text/fit";
import { code, inMarkdown, joinedMarkdown, markdownList, type Markdown } from "../../text/markdown";
import type { AttachmentChange, StackSummary } from "../plan-summary";
import { stacksOf, type Group } from "./groups";
import { accountText, MOST_CHARACTERS, stackCode, where } from "./place-text";

const MOST_TARGETS = 30;
const KINDS: Readonly<Record<string, string>> = {
  SERVICE_CONTROL_POLICY: " (service control policy)",
  RESOURCE_CONTROL_POLICY: " (resource control policy)",
};
const VERBS = { attach: ["Puts", "on"], detach: ["Takes", "off"] } as const;

/** A line for each policy, with all that it is put on or taken off. */
export function attachmentBlocks(
  groups: readonly Group<AttachmentChange>[],
  stacks: readonly StackSummary[],
): readonly Block[] {
  const named = new Map(
    stacks.flatMap(({ account, stack }) => (account === undefined ? [] : [[account, stack] as const])),
  );
  const byPolicy = new Map<string, Group<AttachmentChange>[]>();
  for (const group of groups) {
    const { verb, policy } = group.value;
    const key = JSON.stringify([verb, policy, stacksOf(group.occurrences)]);
    byPolicy.set(key, [...(byPolicy.get(key) ?? []), group]);
  }
  return [...byPolicy.values()].map((all, index) => {
    const { verb, policy, kind = "" } = all[0]!.value;
    const [does, preposition] = VERBS[verb];
    // What stands below a list is not of its last entry.
    const end = index === byPolicy.size - 1 ? inMarkdown`\n` : "";
    const targets = all.map(({ value }) => targetText(value.target, named));
    const list = markdownList(targets, MOST_TARGETS);
    const known = Object.hasOwn(KINDS, kind) ? KINDS[kind]! : "";
    const occurrences = all.flatMap((each) => each.occurrences);
    return {
      text: inMarkdown`- **${does}** ${code(policy, MOST_CHARACTERS)}${known} ${preposition} ${list}, ${where({ occurrences })}${end}`,
      stacks: stacksOf(occurrences),
    };
  });
}

/** An account of which there is a plan has the name of its stack. */
function targetText(target: string, stacks: ReadonlyMap<string, string>): Markdown {
  const stack = stacks.get(target);
  return stack === undefined
    ? code(target, MOST_CHARACTERS)
    : joinedMarkdown([stackCode(stack), inMarkdown`(${accountText(target)})`], " ");
}
