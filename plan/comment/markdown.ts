import { LONGEST_COMMENT, fit } from "../../text/fit";
import { code, escaped } from "../../text/markdown";
import { plural } from "../../text/plural";
import { shortened } from "../../text/shortened";
import { exitCode, type PlanSummary, type Verb } from "../plan-summary";
import { sectionsOf } from "./sections";

/** By which a workflow finds the comment again to update it. */
export const MARKER = "<!-- secretwatch plan-summary -->";
const MOST_PROBLEMS = 20;
const LONGEST_NAME = 100;
const LONGEST_PROBLEM = 300;
const MOST_STACKS = 12;
const DONE: Readonly<Record<Verb, string>> = {
  create: "created",
  update: "changed",
  replace: "replaced",
  destroy: "destroyed",
};

/** One comment for a pull request, what is dangerous first. */
export function asMarkdown(summary: PlanSummary): string {
  const head = [MARKER, `## ${title(summary)}`, "", counts(summary), "", ...problems(summary), ""].join("\n");
  const body = fit(sectionsOf(summary), {
    bytes: LONGEST_COMMENT - Buffer.byteLength(head),
    heading: "###",
    whole: "All of it is what `secretwatch plan-summary --json` prints.",
  });
  return `${`${head}${body}`.replace(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}

function title(summary: PlanSummary): string {
  const { stacks, dangers } = summary;
  if (dangers.length > 0) return "Terraform plan: dangerous, read this first";
  if (stacks.some(({ changes }) => changes)) return "Terraform plan: changes, none of them dangerous";
  return exitCode(summary) === 1 ? "Terraform plan: can't be read" : "Terraform plan: nothing changes";
}

function counts({ stacks }: PlanSummary): string {
  const changed = stacks.filter(({ changes }) => changes);
  if (changed.length === 0) return `${plural(stacks.length, "stack")}, no changes.`;
  const sum = (verb: Verb) => changed.reduce((total, each) => total + each.counts[verb], 0);
  const sums = (["destroy", "replace", "update", "create"] as const).map((verb) => [sum(verb), DONE[verb]] as const);
  const resources = sums.flatMap(([count, done]) => (count === 0 ? [] : [`${count} ${done}`]));
  const names =
    changed.length > MOST_STACKS
      ? ""
      : `: ${changed.map(({ stack }) => code(shortened(stack, LONGEST_NAME))).join(", ")}`;
  const stacksText = `**${changed.length} of ${plural(stacks.length, "stack")} ${changed.length === 1 ? "changes" : "change"}**${names}.`;
  return `${stacksText} Resources: ${resources.length === 0 ? "as they are" : resources.join(", ")}.`;
}

function problems({ unreadable }: PlanSummary): readonly string[] {
  if (unreadable.length === 0) return [];
  const lines = unreadable
    .slice(0, MOST_PROBLEMS)
    .map(({ file, problem }) => `- ${code(ending(file))}: ${escaped(shortened(problem, LONGEST_PROBLEM))}`);
  const more = unreadable.length - lines.length;
  return [
    `### ⛔ ${plural(unreadable.length, "plan")} not read`,
    "",
    ...lines,
    ...(more > 0 ? [`- … ${more} more`] : []),
    "",
    "",
  ];
}

/** The end of a path tells files apart. */
function ending(file: string): string {
  const characters = Array.from(file);
  return characters.length <= LONGEST_NAME ? file : `…${characters.slice(1 - LONGEST_NAME).join("")}`;
}
