import { closeSync, copyFileSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

import { PlanCollector } from "../plan/plan-collector";
import { PlanProblem } from "../plan/plan-shape";
import { StackFindings } from "../plan/stack-findings";
import { painted, terminal, type TerminalText } from "../text/terminal";
import { Destruction } from "./destruction";
import { diagnosticsText, Messages } from "./diagnostics";
import { inOrder } from "./in-order";
import type { Processes } from "./processes";
import { PlannedChanges } from "./reviewed/planned-changes";
import type { ReviewedPlans } from "./reviewed-plans";
import { ShownPlan } from "./shown-plan";
import type { Stack } from "./stack";
import type { Terraform } from "./terraform";
import type { Voice } from "./voice";

/** A stack that could be planned. */
export interface Planned {
  readonly stack: Stack;
  /** The plan file. */
  readonly file: string;
  readonly findings: Findings;
  /** Why it is not the one that was reviewed. @default - it is, or none was asked for */
  readonly refusal?: TerminalText;
}

type Findings = StackFindings & Partial<Pick<Destruction, "refused" | "first">>;

export interface Planning {
  readonly planned: readonly Planned[];
  readonly failed: readonly { readonly stack: Stack; readonly messages: Messages }[];
}

/** What a rollout does with Terraform. */
export type Commands = Pick<Terraform, "init" | "plan" | "show" | "apply" | "lockFileOf">;

export interface PlanProps {
  readonly terraform: Commands;
  readonly processes: Processes;
  readonly voice: Voice;
  /** How many at the same time. */
  readonly parallel: number;
  /** Directory for plan files: <stack>/plan. */
  readonly plans: string;
  /** Whether they are kept, each with its JSON and the lock file of the provider. */
  readonly keep: boolean;
  /** Whether the state is locked meanwhile. */
  readonly lock: boolean;
  readonly destroy?: boolean;
  /** Plans that these have to say the same as. @default - any plan will do */
  readonly reviewed?: ReviewedPlans;
}

/** Plans stacks: that depends on nothing, not even on what others of them apply. */
export async function planAll(stacks: readonly Stack[], what: string, props: PlanProps): Promise<Planning> {
  const planned = new Map<string, Planned>();
  const failed = new Map<string, Messages>();
  const progress = props.voice.progress(what, stacks.length);
  const act = async (stack: Stack) => {
    const outcome = await planOne(stack, props);
    const isPlanned = !(outcome instanceof Messages);
    if (isPlanned) planned.set(stack.stack, outcome);
    else failed.set(stack.stack, outcome);
    progress.advance();
    props.voice.say(isPlanned ? plannedLine(outcome) : failedLine(stack, "could not be planned"));
    return isPlanned;
  };
  const free = stacks.map((each) => ({ ...each, dependsOn: [] }));
  try {
    await inOrder(free, { parallel: props.parallel, act, isStopped: () => props.processes.isStopped() });
  } finally {
    progress.end();
  }
  return {
    planned: stacks.flatMap(({ stack }) => planned.get(stack) ?? []),
    failed: stacks.flatMap((stack) => {
      const messages = failed.get(stack.stack);
      return messages === undefined ? [] : [{ stack, messages }];
    }),
  };
}

/** The findings of several plans as plan-summary puts them together. */
export function summaryOf(planned: readonly Planned[]) {
  const collector = new PlanCollector();
  for (const { file, findings } of planned) collector.add(file, findings);
  return collector.summary();
}

export function failedLine({ stack }: Pick<Stack, "stack">, what: string): TerminalText {
  return terminal`${painted("red", "failed")}  ${stack}: ${what}`;
}

function plannedLine({ stack: { stack }, findings: { changes, counts }, refusal }: Planned): TerminalText {
  if (refusal !== undefined) return terminal`${painted("red", "refused")} ${stack}: it is not as it was reviewed`;
  const numbers = (["create", "update", "replace", "destroy"] as const).flatMap((verb) =>
    counts[verb] === 0 ? [] : [`${counts[verb]} to ${verb}`],
  );
  const what = !changes ? "no changes" : numbers.length === 0 ? "changes nothing in AWS" : numbers.join(", ");
  return terminal`planned ${stack}: ${what}`;
}

async function planOne(stack: Stack, props: PlanProps): Promise<Planned | Messages> {
  const directory = path.join(props.plans, stack.stack);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // What an earlier run left is not to be taken for this one's, nor half of a plan for one.
  const clear = () => {
    for (const each of ["plan", "plan.json", "lock.hcl"]) rmSync(path.join(directory, each), { force: true });
  };
  clear();
  const outcome = await planInto(path.join(directory, "plan"), stack, props);
  if (outcome instanceof Messages) clear();
  return outcome;
}

async function planInto(file: string, stack: Stack, props: PlanProps): Promise<Planned | Messages> {
  const { terraform, lock, destroy, keep, reviewed } = props;
  const name = stack.stack;
  const init = await terraform.init(name, reviewed?.lockFileOf(name));
  if (init.status !== 0) return init.messages;
  const plan = await terraform.plan(name, file, { destroy, lock });
  if (plan.status !== 0 && plan.status !== 2) return plan.messages;
  const changes = reviewed === undefined ? undefined : new PlannedChanges();
  const findings = await findingsOf(name, file, { ...props, changes });
  if (!(findings instanceof StackFindings)) return findings;
  // OpenTofu's JSON does not say whether there is anything to apply, and what the resources show may not be all.
  if (plan.status === 2) findings.applyable();
  if (keep && findings.changes) copyFileSync(terraform.lockFileOf(name), path.join(path.dirname(file), "lock.hcl"));
  else if (keep) rmSync(file);
  if (plan.messages.diagnostics.length > 0) props.voice.complain(diagnosticsText(name, plan.messages));
  const refusal = changes === undefined ? undefined : await reviewed?.refusal(name, { file, changes }, terraform);
  if (refusal instanceof Messages) return refusal;
  return { stack, file, findings, ...(refusal === undefined ? {} : { refusal }) };
}

/** Reads the plan as Terraform shows it, and keeps the JSON where plans are kept. */
async function findingsOf(
  stack: string,
  file: string,
  { terraform, keep, destroy = false, changes }: PlanProps & { readonly changes: PlannedChanges | undefined },
): Promise<StackFindings | Messages> {
  const findings = destroy ? new Destruction(stack) : new StackFindings(stack);
  const shown = new ShownPlan(findings, ...(changes === undefined ? [] : [changes]));
  const kept = keep ? openSync(`${file}.json`, "w", 0o600) : undefined;
  try {
    const show = await terraform.show(stack, file, (chunk) => {
      if (kept !== undefined) writeSync(kept, chunk);
      shown.write(chunk);
    });
    if (show.status !== 0) return show.messages;
    shown.end();
    return findings;
  } catch (error) {
    if (!(error instanceof PlanProblem)) throw error;
    return Messages.of([`The plan can't be read: ${error.message}.`]);
  } finally {
    if (kept !== undefined) closeSync(kept);
  }
}
