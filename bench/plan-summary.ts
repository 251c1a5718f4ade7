import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import Table from "cli-table3";

import { generatePlans } from "./generate-plans";
import { readUsage } from "./read-usage";

/**
 * Time and memory of `secretwatch plan-summary` for the plans of 1,000 stacks, and for one plan of 100 MB, beside the
 * floor: JSON.parse of the same bytes. Every figure is of a process of its own, start-up included: the best time and the
 * highest memory of three runs. The goal for 1,000 stacks: 5 s and 300 MB.
 */
const STACKS = 1000;
const LARGE_BYTES = 100_000_000;
const RUNS = 3;

const root = path.resolve(__dirname, "..");
const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-bench-"));

interface Measurement {
  readonly milliseconds: number;
  readonly megabytes: number;
}

try {
  const many = path.join(workspace, "many");
  const bytes = generatePlans(path.join(root, "__tests__/plan/recorded"), many, STACKS);
  const large = path.join(workspace, "large");
  generatePlans(path.join(root, "__tests__/plan/recorded"), large, 1);
  enlarge(path.join(large, "member-account-0.json"));

  const table = new Table({
    head: ["plans", "MB", "summary s", "peak MB", "JSON.parse s", "peak MB", "÷ JSON.parse", "comment kB"],
    style: { head: [], border: [] },
    colAligns: Array.from({ length: 8 }, () => "right"),
  });
  table.push(row(String(STACKS), many, bytes), row("1, streamed", large, LARGE_BYTES));
  console.log(table.toString());
  console.log("Goals: at most 5 s and 300 MB for 1,000 plans, and a comment under 65.536 kB.");
} finally {
  rmSync(workspace, { recursive: true });
}

function row(name: string, directory: string, bytes: number): string[] {
  const ours = best(["cli/secretwatch.mjs", "plan-summary", directory], 20);
  const floor = best(["bench/parse-plans.ts", directory], 0);
  return [
    name,
    (bytes / 1e6).toFixed(0),
    seconds(ours.milliseconds),
    ours.megabytes.toFixed(0),
    seconds(floor.milliseconds),
    floor.megabytes.toFixed(0),
    (ours.milliseconds / floor.milliseconds).toFixed(1),
    (ours.output / 1000).toFixed(1),
  ];
}

/** The same resources again and again, until the plan is as large as it should be. */
function enlarge(file: string): void {
  const plan = JSON.parse(readFileSync(file, "utf8")) as { planned_values: unknown; resource_changes: object[] };
  const size = JSON.stringify(plan).length;
  plan.resource_changes = Array.from({ length: Math.ceil(LARGE_BYTES / size) }, () => plan.resource_changes).flat();
  const rest = LARGE_BYTES - JSON.stringify(plan.resource_changes).length;
  plan.planned_values = Array.from({ length: Math.ceil(rest / size) }, () => plan.planned_values);
  writeFileSync(file, JSON.stringify(plan));
}

function best(args: readonly string[], status: number): Measurement & { readonly output: number } {
  const runs = Array.from({ length: RUNS }, () => measure(args, status));
  return {
    milliseconds: Math.min(...runs.map((run) => run.milliseconds)),
    megabytes: Math.max(...runs.map((run) => run.megabytes)),
    output: runs[0]!.output,
  };
}

function measure(args: readonly string[], expected: number): Measurement & { readonly output: number } {
  const usageFile = path.join(workspace, "usage");
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    // The command brings tsx itself, and can't be imported twice.
    ["--import", "./bench/report-usage.mjs", ...(args[0]!.endsWith(".ts") ? ["--import", "tsx"] : []), ...args],
    { cwd: root, env: { ...process.env, USAGE_FILE: usageFile }, encoding: "utf8" },
  );
  const milliseconds = performance.now() - start;
  if (status !== expected && !(expected === 20 && status === 10))
    throw new Error(`${args.join(" ")} failed:\n${stderr}`);
  return { milliseconds, megabytes: readUsage(usageFile).megabytes, output: Buffer.byteLength(stdout) };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2);
}
