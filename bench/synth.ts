import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import Table from "cli-table3";

import { generateOrganization } from "./generate-organization";
import { readUsage } from "./read-usage";

/**
 * Time and memory of `cdktf synth`'s program for 10, 100 and 1,000 members, beside the floor (JSON.stringify and write
 * of the same content) and beside a naive one-file program with as many stacks and resources. Every figure is of a
 * process of its own, start-up included: the best time and the highest memory of three runs.
 */
const SIZES = [10, 100, 1000];
const RUNS = 3;
const MEMBER_RESOURCES = 29;

const root = path.resolve(__dirname, "..");
const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-bench-"));

interface Measurement {
  readonly milliseconds: number;
  readonly megabytes: number;
}

try {
  const table = new Table({
    head: [
      "members",
      "resources",
      "synth s",
      "ms a stack",
      "peak MB",
      "kB a stack",
      "naive s",
      "naive MB",
      "floor s",
      "÷ naive",
      "÷ floor",
    ],
    style: { head: [], border: [] },
    colAligns: Array.from({ length: 11 }, () => "right"),
  });
  for (const members of SIZES) table.push(row(members));
  console.log(table.toString());
  console.log(
    "÷ naive: wall time over that of the naive program (goal: at most 1.3 at 1,000). Peak: goal under 300 MB.",
  );
} finally {
  rmSync(workspace, { recursive: true });
}

function row(members: number): string[] {
  const organization = path.join(workspace, `organization-${members}.yaml`);
  writeFileSync(organization, generateOrganization(members));
  const out = path.join(workspace, `synth-${members}`);
  const naiveOut = path.join(workspace, `naive-${members}`);

  const ours = best(["main.ts"], { ORGANIZATION: organization, CDKTF_OUTDIR: out });
  const resources = countResources(out);
  const central = resources - members * MEMBER_RESOURCES;
  const naive = best(["bench/naive-program.ts", String(members), String(central)], { CDKTF_OUTDIR: naiveOut });
  const naiveResources = countResources(naiveOut);
  if (naiveResources !== resources) throw new Error(`naive program: ${naiveResources} resources, not ${resources}`);
  const floor = Math.min(...Array.from({ length: RUNS }, () => measureFloor(out)));

  return [
    String(members),
    String(resources),
    seconds(ours.milliseconds),
    (ours.milliseconds / (members + 2)).toFixed(1),
    ours.megabytes.toFixed(0),
    ((ours.megabytes * 1000) / (members + 2)).toFixed(0),
    seconds(naive.milliseconds),
    naive.megabytes.toFixed(0),
    seconds(floor),
    (ours.milliseconds / naive.milliseconds).toFixed(2),
    (ours.milliseconds / floor).toFixed(1),
  ];
}

function best(args: readonly string[], env: NodeJS.ProcessEnv): Measurement {
  const runs = Array.from({ length: RUNS }, () => measure(args, env));
  return {
    milliseconds: Math.min(...runs.map((run) => run.milliseconds)),
    megabytes: Math.max(...runs.map((run) => run.megabytes)),
  };
}

function measure(args: readonly string[], env: NodeJS.ProcessEnv): Measurement {
  const usageFile = path.join(workspace, "usage");
  const start = performance.now();
  runNode(["--import", "./bench/report-usage.mjs", ...args], { ...env, USAGE_FILE: usageFile });
  return { milliseconds: performance.now() - start, megabytes: readUsage(usageFile).megabytes };
}

function measureFloor(out: string): number {
  const { milliseconds } = JSON.parse(runNode(["bench/floor.ts", out, path.join(workspace, "floor")], {})) as {
    milliseconds: number;
  };
  return milliseconds;
}

function runNode(args: readonly string[], env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args.join(" ")} failed:\n${stderr}`);
  return stdout;
}

function countResources(out: string): number {
  const stacks = path.join(out, "stacks");
  return readdirSync(stacks)
    .map((stack) => JSON.parse(readFileSync(path.join(stacks, stack, "cdk.tf.json"), "utf8")) as Synthesized)
    .flatMap(({ resource }) => Object.values(resource ?? {}))
    .reduce((count, byName) => count + Object.keys(byName).length, 0);
}

interface Synthesized {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2);
}
