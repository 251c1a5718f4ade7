import { lossOf, plannedTypes } from "../../resources/resource-types";
import { andMore } from "../../text/and-more";
import type { Block, Section } from "../../text/fit";
import { code, codeBlock, escaped } from "../../text/markdown";
import { plural } from "../../text/plural";
import { shortened } from "../../text/shortened";
import { patternLines, policyLines } from "./difference-lines";
import { stacksOf, type Group } from "./groups";
import { VERBS, block, tableBlocks } from "./tables";
import { nameList, placeList, stackText, where } from "./place-text";
import type { Danger, Note, OtherChange, PatternChange, PlanSummary, PolicyChange } from "../plan-summary";

/** The comment's sections, from what matters most to what matters least. */
export function sectionsOf(summary: PlanSummary): readonly Section[] {
  const { dangers, policies, patterns, others, notes } = summary;
  const of = (...kinds: Note["kind"][]) => notes.filter(({ value }) => kinds.includes(value.kind)).map(noteBlock);
  const kept = policies.filter(({ value }) => value.verb === "update" || value.verb === "replace");
  const [fresh, gone] = (["create", "destroy"] as const).map((verb) =>
    policies.filter(({ value }) => value.verb === verb),
  );
  const updates = others.filter(({ value }) => value.attributes.length > 0);
  const wholes = others.filter(({ value }) => value.attributes.length === 0);
  const all: readonly Section[] = [
    { title: "⛔ Dangerous", blocks: [...dangers].sort(byDanger).map(dangerBlock) },
    { title: "Checks that do not pass", blocks: of("check") },
    { title: "Who may do what", blocks: kept.map(policyBlock) },
    { title: "What is reported", blocks: patterns.map(patternBlock) },
    { title: "Changed outside of Terraform", blocks: of("drift") },
    folded("Policies of new resources", fresh!, policyBlock),
    { title: "Other changes", blocks: updates.map(updateBlock) },
    { title: "Created and destroyed as a whole", blocks: tableBlocks(wholes) },
    { title: "In the state only", blocks: of("moved", "imported", "forgotten", "output") },
    folded("Policies that go with their resources", gone!, policyBlock),
  ];
  return all.filter(({ blocks }) => blocks.length > 0);
}

const LONGEST_DANGER = 1000;
const MOST_ATTRIBUTES = 10;

function folded<Value>(title: string, groups: readonly Group<Value>[], block: (group: Group<Value>) => Block): Section {
  const resources = groups.reduce((sum, { occurrences }) => sum + occurrences.length, 0);
  return { title, folded: `${title} (${resources})`, blocks: groups.map(block) };
}

const DANGERS: readonly Danger["kind"][] = ["stateful", "open-policy", "secret-value"];

function byDanger({ value: a }: Group<Danger>, { value: b }: Group<Danger>): number {
  const types = Object.keys(plannedTypes);
  return DANGERS.indexOf(a.kind) - DANGERS.indexOf(b.kind) || types.indexOf(a.type) - types.indexOf(b.type);
}

function counted(count: number, noun: string): string {
  return count === 1 ? `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}` : plural(count, noun);
}

function dangerBlock(group: Group<Danger>): Block {
  const { kind, verb, type, what, because = [] } = group.value;
  const count = group.occurrences.length;
  const reason = because.length === 0 ? "" : `, because ${andMore(because.map(code), MOST_ATTRIBUTES)} changes`;
  const head =
    kind === "stateful"
      ? `- **${VERBS[verb!]} ${counted(count, lossOf(type)!.noun)}**${reason}. Lost: ${what}`
      : `- **${what.slice(0, 1).toUpperCase()}${escaped(shortened(what.slice(1), LONGEST_DANGER))}** (${code(type)})`;
  const places = placeList(group).map((line) => `  ${line}`);
  // A danger that is too long to be told is told in short.
  return block(group, [head, ...places].join("\n"), `${head}\n  - ${where(group)}`);
}

function policyBlock(group: Group<PolicyChange>): Block {
  const { type, difference, hidden } = group.value;
  const head = `${code(type)} ${nameList(group.occurrences)}, ${where(group)}`;
  if (difference === undefined) return block(group, `- ${head}: the policy is ${hidden ?? "not shown"}.\n`);
  return block(group, `${head}\n\n${codeBlock("diff", policyLines(difference))}\n`);
}

function patternBlock(group: Group<PatternChange>): Block {
  const { difference, hidden } = group.value;
  const head = `Rule ${nameList(group.occurrences)}, ${where(group)}`;
  if (difference === undefined)
    return block(
      group,
      `- ${head}: the pattern changes; what it then says is ${hidden ?? "not shown"}. It may take over what other rules of the account no longer have.\n`,
    );
  const lines = patternLines(difference);
  if (lines.length === 0) return block(group, `- ${head}: the pattern is put differently and names the same values.\n`);
  return block(group, `${head}\n\n${codeBlock("diff", lines)}\n`);
}

function updateBlock(group: Group<OtherChange>): Block {
  const { type, verb, attributes } = group.value;
  const lines = attributes.map(
    ({ attribute, before, after }) =>
      `  - ${code(attribute)}: ${code(shortened(before, 300))} → ${code(shortened(after, 300))}`,
  );
  const head = `- **${VERBS[verb]}** ${code(type)}, ${where(group)}: ${nameList(group.occurrences)}`;
  const stacks = stacksOf(group.occurrences);
  const places = [...new Map(group.occurrences.map((each) => [each.stack, stackText(each)])).values()];
  const list =
    stacks.length < 2
      ? []
      : [
          `  <details><summary>Accounts</summary>\n\n  ${places.slice(0, 250).join(", ")}${places.length > 250 ? ", …" : ""}\n\n  </details>`,
        ];
  return block(group, [head, ...lines, ...list].join("\n"));
}

function noteBlock(group: Group<Note>): Block {
  const { kind, what } = group.value;
  const text = kind === "check" ? escaped(what) : what;
  const subject = [...new Set(group.occurrences.map(({ address }) => code(shortened(address, 160))))];
  const name = kind === "check" || kind === "drift" ? "" : `${kind} `;
  return block(group, `- ${name}${andMore(subject, 5)} ${where(group)}: ${text}`);
}
