import { UnreadableFile } from "../config/files/regular-file";
import { asMarkdown } from "../plan/comment/markdown";
import { PlanCollector } from "../plan/plan-collector";
import { exitCode } from "../plan/plan-summary";
import { PlanProblem } from "../plan/plan-shape";
import { StackFindings } from "../plan/stack-findings";
import { stackOfFile } from "../plan/stack-of-file";
import { json, terminal } from "../text/terminal";
import { planFiles } from "./plan-files";
import { readPlanFile } from "./read-plan-file";
import { complain, print } from "../text/print";
import { progressBar } from "./progress-bar";

/** What is said of a plan that no check foresaw; tests at random look for it. */
export const UNFORESEEN = "it has something that no plan of Terraform has";

export interface PlanSummaryOptions {
  readonly json?: boolean;
  /** Id of the own organization. */
  readonly organization?: string;
}

/**
 * Sums up the plans of any number of stacks as one comment.
 *
 * @returns the exit code
 * @throws UsageError if there is no plan where one is named
 */
export async function planSummary(locations: readonly string[], options: PlanSummaryOptions): Promise<number> {
  const files = planFiles(locations);
  const collector = new PlanCollector(options.organization);
  const progress = progressBar("Reading plans", files.length);
  const stacks = new Map<string, string>();
  try {
    for (const file of files) {
      await readInto(collector, stacks, file);
      progress.advance();
    }
  } finally {
    progress.end();
  }

  const summary = collector.summary();
  for (const { file, problem } of summary.unreadable) complain(terminal`${file}: ${problem}`);
  print((options.json ?? false) ? json({ exitCode: exitCode(summary), ...summary }, 2) : asMarkdown(summary));
  return exitCode(summary);
}

async function readInto(collector: PlanCollector, stacks: Map<string, string>, file: string): Promise<void> {
  const stack = stackOfFile(file);
  const findings = new StackFindings(stack);
  try {
    const other = stacks.get(stack);
    if (other !== undefined) throw new PlanProblem(`it is of the stack ${stack}, of which ${other} was read already`);
    stacks.set(stack, file);
    await readPlanFile(file, findings);
    collector.add(file, findings);
  } catch (error) {
    collector.refuse(file, problemOf(error));
  }
}

function problemOf(error: unknown): string {
  if (error instanceof PlanProblem) return error.message;
  if (error instanceof UnreadableFile) return `it ${error.message}`;
  // Of recursion; nothing that Terraform plans is that deep.
  if (error instanceof RangeError) return "it is nested too deeply";
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined) return `it can't be read (${code})`;
  // Whatever is wrong with one file, the others get their comment. The error's message may have a part of the plan.
  return `${UNFORESEEN} (${error instanceof Error ? error.name : typeof error})`;
}
