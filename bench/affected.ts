import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import Table from "cli-table3";

import { generateOrganization } from "./generate-organization";

/**
 * Time of `diff` and `affected` for 1,000 members against one synth of the same organization, each a process of its own,
 * start-up included: the better of two runs, which take turns.
 */
const MEMBERS = 1000;
const RUNS = 2;
const GOAL = 1.5;

const root = path.resolve(__dirname, "..");
const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-bench-"));
const organization = path.join(workspace, "organization.yaml");
const text = generateOrganization(MEMBERS);

/** Changes to one member. What changes every stack is synthesized twice, so it takes as long as two of them. */
const changes: Readonly<Record<string, (text: string) => string>> = {
  "one member: a reader": (base) => base.replace("role/service/account-500", "role/service/account-500-new"),
  "one member: its name": (base) => base.replace("name: account-500\n", "name: renamed-500\n"),
};

try {
  writeFileSync(organization, text);
  const table = new Table({
    head: ["change", "stacks", "synth s", "affected s", "diff s", "affected ÷ synth", "diff ÷ synth"],
    style: { head: [], border: [] },
    colAligns: ["left", ...Array.from({ length: 6 }, () => "right" as const)],
  });
  for (const [name, change] of Object.entries(changes)) table.push(row(name, change(text)));
  console.log(table.toString());
  console.log(`Goal for one member: at most ${GOAL}.`);
} finally {
  rmSync(workspace, { recursive: true });
}

function row(name: string, base: string): string[] {
  if (name !== "nothing" && base === text) throw new Error(`${name}: the base is no other`);
  const baseFile = path.join(workspace, "base", "organization.yaml");
  mkdirSync(path.dirname(baseFile), { recursive: true });
  writeFileSync(baseFile, base);

  const best = { synth: Infinity, affected: Infinity, diff: Infinity };
  let stacks = 0;
  for (let run = 0; run < RUNS; run++) {
    best.synth = Math.min(best.synth, measure(["synth", "--output", path.join(workspace, "out")]).milliseconds);
    const affected = measure(["affected", "--base", baseFile, "--format", "github"]);
    best.affected = Math.min(best.affected, affected.milliseconds);
    stacks = (JSON.parse(affected.stdout) as { include: unknown[] }).include.length;
    best.diff = Math.min(best.diff, measure(["diff", baseFile]).milliseconds);
  }
  return [
    name,
    String(stacks),
    ...[best.synth, best.affected, best.diff].map((milliseconds) => (milliseconds / 1000).toFixed(2)),
    (best.affected / best.synth).toFixed(2),
    (best.diff / best.synth).toFixed(2),
  ];
}

function measure(args: readonly string[]): { readonly milliseconds: number; readonly stdout: string } {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/secretwatch.mjs", ...args], {
    cwd: root,
    env: { ...process.env, ORGANIZATION: organization },
    encoding: "utf8",
    maxBuffer: 1024 ** 3,
  });
  // A changed name is not acknowledged here.
  if (status !== 0 && status !== 3) throw new Error(`${args.join(" ")} failed:\n${stderr}`);
  return { milliseconds: performance.now() - start, stdout };
}
