import { LONGEST_COMMENT, fit } from "../../text/fit";
import { code, joinedMarkdown, inMarkdown, tidied, type Markdown } from "../../text/markdown";
import { plural } from "../../text/plural";
import { shortened } from "../../text/shortened";
import { exitCode, type PlanSummary, type Verb } from "../plan-summary";
import { stackCode } from "./place-text";
import { isOfOrganization, sectionsOf } from "./sections";

/** By which a workflow finds the comment again to update it. */
export const MARKER = inMarkdown`<!-- secretwatch plan-summary -->`;
const MOST_PROBLEMS = 20;
/** Of a file's name, and of what is wrong with it. */
const MOST_CHARACTERS = 200;
const MOST_STACKS = 12;
const DONE: Readonly<Record<Verb, string>> = {
  create: "created",
  update: "changed",
  replace: "replaced",
  destroy: "destroyed",
};

/** One comment for a pull request, what is dangerous first. */
export function asMarkdown(summary: PlanSummary): Markdown {
  const head = joinedMarkdown(
    [MARKER, inMarkdown`## ${title(summary)}`, "", counts(summary), "", ...problems(summary), ""],
    "\n",
  );
  const body = fit(sectionsOf(summary), {
    bytes: LONGEST_COMMENT - Buffer.byteLength(head.toString()),
    heading: "###",
    whole: inMarkdown`All of it is what \`secretwatch plan-summary --json\` prints.`,
  });
  return tidied(inMarkdown`${head}${body}`);
}

function title(summary: PlanSummary): string {
  const { stacks, dangers, attachments, policies } = summary;
  if (dangers.length > 0) return "Terraform plan: dangerous, read this first";
  if ([...attachments, ...policies].some(isOfOrganization)) return "Terraform plan: the organization's policies change";
  if (stacks.some(({ changes }) => changes)) return "Terraform plan: changes, none of them dangerous";
  return exitCode(summary) === 1 ? "Terraform plan: can't be read" : "Terraform plan: nothing changes";
}

function counts({ stacks }: PlanSummary): Markdown {
  const changed = stacks.filter(({ changes }) => changes);
  if (changed.length === 0) return inMarkdown`${plural(stacks.length, "stack")}, no changes.`;
  const sum = (verb: Verb) => changed.reduce((total, each) => total + each.counts[verb], 0);
  const sums = (["destroy", "replace", "update", "create"] as const).map((verb) => [sum(verb), DONE[verb]] as const);
  const resources = sums.flatMap(([count, done]) => (count === 0 ? [] : [`${count} ${done}`]));
  const list = joinedMarkdown(
    changed.map(({ stack }) => stackCode(stack)),
    ", ",
  );
  const names = changed.length > MOST_STACKS ? "" : inMarkdown`: ${list}`;
  const stacksText = inMarkdown`**${changed.length} of ${plural(stacks.length, "stack")} ${changed.length === 1 ? "changes" : "change"}**${names}.`;
  return inMarkdown`${stacksText} Resources: ${resources.length === 0 ? "as they are" : resources.join(", ")}.`;
}

function problems({ unreadable }: PlanSummary): readonly (Markdown | string)[] {
  if (unreadable.length === 0) return [];
  const lines = unreadable
    .slice(0, MOST_PROBLEMS)
    .map(({ file, problem }) => inMarkdown`- ${code(ending(file))}: ${shortened(problem, MOST_CHARACTERS)}`);
  const more = unreadable.length - lines.length;
  return [
    inMarkdown`### ⛔ ${plural(unreadable.length, "plan")} not read`,
    "",
    ...lines,
    ...(more > 0 ? [inMarkdown`- … ${more} more`] : []),
    "",
    "",
  ];
}

/** The end of a path tells files apart. */
function ending(file: string): string {
  return file.length <= MOST_CHARACTERS ? file : `…${file.slice(1 - MOST_CHARACTERS)}`;
}
