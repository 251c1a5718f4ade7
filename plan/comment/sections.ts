import { lossOf, plannedTypes } from "../../resources/resource-types";
import type { Block, Section } from "../../text/fit";
import { code, codeBlock, joinedMarkdown, inMarkdown, markdownList, type Markdown } from "../../text/markdown";
import { plural } from "../../text/plural";
import { shortened } from "../../text/shortened";
import { MASK } from "../masked";
import { attachmentBlocks } from "./attachment-blocks";
import { patternLines, policyLines } from "./difference-lines";
import { stacksOf, type Group } from "./groups";
import { VERBS, block, tableBlocks } from "./tables";
import { nameList, placeList, stackText, typeText, where } from "./place-text";
import type { Danger, Note, OtherChange, PatternChange, PlanSummary, PolicyChange } from "../plan-summary";

/** Of words that a plan has a part in. */
const MOST_CHARACTERS = 300;
/** Attributes that force a replacement. */
const MOST_ATTRIBUTES = 10;

/** The comment's sections, from what matters most to what matters least. */
export function sectionsOf(summary: PlanSummary): readonly Section[] {
  const { dangers, policies: all, attachments, patterns, others, notes, stacks } = summary;
  const of = (...kinds: Note["kind"][]) => notes.filter(({ value }) => kinds.includes(value.kind)).map(noteBlock);
  const [guardrails, policies] = split(all, isOfOrganization);
  const [bound, attached] = split(attachments, isOfOrganization);
  const kept = policies.filter(({ value }) => value.verb === "update" || value.verb === "replace");
  const [fresh, gone] = (["create", "destroy"] as const).map((verb) =>
    policies.filter(({ value }) => value.verb === verb),
  );
  const updates = others.filter(({ value }) => value.attributes.length > 0);
  const wholes = others.filter(({ value }) => value.attributes.length === 0);
  const sections: readonly Section[] = [
    { title: "⛔ Dangerous", blocks: [...dangers].sort(byDanger).map(dangerBlock) },
    { title: "Checks that do not pass", blocks: of("check") },
    { title: "What has to be there first", blocks: of("first") },
    {
      title: "Policies of the organization",
      blocks: [...attachmentBlocks(bound, stacks), ...guardrails.map(policyBlock)],
    },
    { title: "Who may do what", blocks: [...attachmentBlocks(attached, stacks), ...kept.map(policyBlock)] },
    { title: "What is reported", blocks: patterns.map(patternBlock) },
    { title: "Changed outside of Terraform", blocks: of("drift") },
    foldedUp("Policies of new resources", fresh!, policyBlock),
    { title: "Other changes", blocks: updates.map(updateBlock) },
    { title: "Created and destroyed as a whole", blocks: tableBlocks(wholes) },
    { title: "In the state only", blocks: of("moved", "imported", "forgotten", "output") },
    foldedUp("Policies that go with their resources", gone!, policyBlock),
  ];
  return sections.filter(({ blocks }) => blocks.length > 0);
}

/** Policies that bind accounts as a whole, whoever acts there. */
export function isOfOrganization({ value }: Group<{ readonly type: string }>): boolean {
  return value.type.startsWith("aws_organizations_");
}

function split<Value>(
  all: readonly Value[],
  isFirst: (each: Value) => boolean,
): readonly [readonly Value[], readonly Value[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}

function foldedUp<Value>(
  title: string,
  groups: readonly Group<Value>[],
  block: (group: Group<Value>) => Block,
): Section {
  const resources = groups.reduce((sum, { occurrences }) => sum + occurrences.length, 0);
  return { title, folded: `${title} (${resources})`, blocks: groups.map(block) };
}

const DANGERS: readonly Danger["kind"][] = ["stateful", "blinding", "secret-access", "open-policy", "secret-value"];

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
  const attributes = markdownList(because.map(attributeText), MOST_ATTRIBUTES);
  const reason = because.length === 0 ? "" : inMarkdown`, because ${attributes} changes`;
  const head =
    kind === "stateful"
      ? inMarkdown`- **${VERBS[verb!]} ${counted(count, lossOf(type)!.noun)}**${reason}. Lost: ${what}`
      : inMarkdown`- **${shortened(`${what.slice(0, 1).toUpperCase()}${what.slice(1)}`, MOST_CHARACTERS)}**${type === "stack" ? "" : inMarkdown` (${typeText(type)})`}`;
  const places = placeList(group).map((line) => inMarkdown`  ${line}`);
  // Whoever chooses names and types must not be able to crowd a danger out.
  return { ...block(group, joinedMarkdown([head, ...places], "\n")), short: inMarkdown`${head}\n  - ${where(group)}` };
}

function policyBlock(group: Group<PolicyChange>): Block {
  const { type, difference, hidden } = group.value;
  const head = inMarkdown`${typeText(type)} ${nameList(group.occurrences)}, ${where(group)}`;
  if (difference === undefined) return block(group, inMarkdown`- ${head}: the policy is ${hidden ?? "not shown"}.\n`);
  return block(group, inMarkdown`${head}\n\n${codeBlock("diff", policyLines(difference))}\n`);
}

function patternBlock(group: Group<PatternChange>): Block {
  const { difference, hidden } = group.value;
  const head = inMarkdown`Rule ${nameList(group.occurrences)}, ${where(group)}`;
  if (difference === undefined)
    return block(group, inMarkdown`- ${head}: what they report together changes, and is ${hidden ?? "not shown"}.\n`);
  const lines = patternLines(difference);
  if (lines.length === 0) return block(group, inMarkdown`- ${head}: split differently, reports the same.\n`);
  return block(group, inMarkdown`${head}\n\n${codeBlock("diff", lines)}\n`);
}

function updateBlock(group: Group<OtherChange>): Block {
  const { type, verb, attributes } = group.value;
  const lines = attributes.map(({ attribute, before, after }) =>
    before === MASK && after === MASK
      ? inMarkdown`  - ${attributeText(attribute)} ${MASK}`
      : inMarkdown`  - ${attributeText(attribute)}: ${code(before, 300)} → ${code(after, 300)}`,
  );
  const head = inMarkdown`- **${VERBS[verb]}** ${typeText(type)}, ${where(group)}: ${nameList(group.occurrences)}`;
  const stacks = stacksOf(group.occurrences);
  const places = [...new Map(group.occurrences.map((each) => [each.stack, stackText(each)])).values()];
  const list = inMarkdown`  ${joinedMarkdown(places.slice(0, 250), ", ")}${places.length > 250 ? ", …" : ""}`;
  const accounts =
    stacks.length < 2 ? [] : [inMarkdown`  <details><summary>Accounts</summary>\n\n${list}\n\n  </details>`];
  return block(group, joinedMarkdown([head, ...lines, ...accounts], "\n"));
}

function noteBlock(group: Group<Note>): Block {
  const { kind, what } = group.value;
  // What was made elsewhere is known by its name there.
  const subjects = group.occurrences.map(({ address, name }) => (kind === "imported" ? (name ?? address) : address));
  const prefix = kind === "check" || kind === "drift" || kind === "first" ? "" : `${kind} `;
  const list = markdownList(
    [...new Set(subjects)].map((subject) => code(subject, 160)),
    5,
  );
  return block(group, inMarkdown`- ${prefix}${list} ${where(group)}: ${shortened(what, MOST_CHARACTERS)}`);
}

function attributeText(attribute: string): Markdown {
  return code(attribute, 120);
}
