import { readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { HEAD } from "./runs";
import { repository, script, type Outcome } from "./stage";
import { step } from "./verdicts";

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
export interface Matrix {
  readonly include: readonly { readonly id: string; readonly name: string; readonly stacks: string }[];
}

export interface Situation {
  readonly base?: string;
  readonly matrix?: Matrix["include"][number];
  readonly result?: string;
  readonly runId?: string;
  readonly pins?: string;
}

/** Finds, pins and sorts the plans and then runs every wave, as apply.yml does. */
export function applyWaves(situation: Situation): readonly string[] {
  const found = job("apply.yml", "find", situation);
  step("plans are found, pinned and put in waves", found.outcome);
  const waves = JSON.parse(found.outputs.waves ?? "[]") as { name: string; matrix: Matrix }[];
  for (const { name, matrix } of waves) {
    for (const each of matrix.include) {
      const pins = found.outputs.pins ?? "";
      step(`wave ${name}: ${each.name}`, job("apply-wave.yml", "apply", { matrix: each, pins }).outcome);
    }
  }
  return waves.map(({ name }) => name);
}

/** The shell steps of a job in their order, each with what GitHub would put into it. */
export function job(
  workflow: string,
  name: string,
  situation: Situation = {},
): { outcome: Outcome; outputs: Record<string, string> } {
  const { jobs } = parse(readFileSync(path.join(repository, ".github/workflows", workflow), "utf8")) as {
    jobs: Record<string, { steps: Step[] }>;
  };
  let outcome: Outcome = { status: 0, output: "" };
  const outputs: Record<string, string> = {};
  for (const each of jobs[name]!.steps) {
    if (each.run === undefined || each.run === "npm ci") continue;
    if (outcome.status !== 0 && each.if?.includes("!cancelled()") !== true) continue;
    if (each.if === "steps.run.outputs.run-id != ''" && outputs["run-id"] === undefined) continue;
    if (each.if?.includes("dangerous") === true && outputs.result !== "dangerous") continue;
    const env = Object.fromEntries(
      Object.entries(each.env ?? {}).map(([key, value]) => [key, filledIn(value, situation, outputs)]),
    );
    const done = script(["-e", "-o", "pipefail", "-c", each.run], env);
    Object.assign(outputs, done.outputs);
    outcome = {
      status: Math.max(outcome.status, done.outcome.status),
      output: outcome.output + done.outcome.output,
    };
  }
  return { outcome, outputs };
}

function filledIn(text: string, { base, matrix, runId, pins }: Situation, outputs: Record<string, string>): string {
  const values: Readonly<Record<string, string | undefined>> = {
    "github.event.pull_request.base.sha": base,
    "github.event.pull_request.number": "7",
    "github.event.pull_request.head.sha": HEAD,
    "github.event.repository.default_branch": "main",
    "github.event.before": base ?? "",
    "inputs.run-id": runId,
    "inputs.pins": pins,
    "steps.run.outputs.head": outputs.head ?? "",
    "steps.run.outputs.pins": outputs.pins ?? "",
    "github.token": "token",
    "github.server_url": "https://github.com",
    "github.repository": "acorn/cloud",
    "github.run_id": "99",
    "matrix.stacks": matrix?.stacks,
    "steps.plans.outputs.result": outputs.result,
    "vars.SECRETWATCH_PLAN_ENTRY_ROLE_ARN": "arn:aws:iam::222222222222:role/SecretwatchPipelinePlan",
    "vars.SECRETWATCH_APPLY_ENTRY_ROLE_ARN": "arn:aws:iam::222222222222:role/SecretwatchPipelineApply",
    "vars.SECRETWATCH_REGION": "eu-west-1",
  };
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`This test does not know ${expression}.`);
    return value;
  });
}
