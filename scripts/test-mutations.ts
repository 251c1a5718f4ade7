import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { copyProject } from "./project-copy";

/**
 * Breaks the code in small ways and sees whether a test fails: `npm run test:mutations [area...] [--share 10] [--seed 1]`.
 * Stryker does it, in a copy of the project, so that `npm ci` does without it. All of the code would take hours: a share of its
 * lines is drawn, in blocks, by a seed that is printed.
 */
const STRYKER = "9.6.1";
const BLOCK = 8;
/** Killed of all mutants, below which the run fails. */
const LEAST = 0.85;

/** What is broken, and the tests that have to see it. */
const areas: Readonly<Record<string, { readonly code: string; readonly tests: readonly string[] }>> = {
  checks: { code: "config/checks", tests: ["config"] },
  modules: { code: "modules", tests: ["modules"] },
  plan: { code: "plan", tests: ["plan", "cli/plan-summary.test.ts"] },
  review: { code: "review", tests: ["review", "cli/diff.test.ts"] },
};

interface Mutant {
  readonly status: "Killed" | "Timeout" | "Survived" | "NoCoverage" | "RuntimeError" | "CompileError" | "Ignored";
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

main();

function main(): void {
  const { values, positionals } = parseArgs({
    options: {
      share: { type: "string", default: "10" },
      seed: { type: "string", default: String(Date.now() % 10_000) },
    },
    allowPositionals: true,
  });
  const chosen = positionals.length === 0 ? Object.keys(areas) : positionals;
  const unknown = chosen.filter((name) => !(name in areas));
  if (unknown.length > 0) {
    console.error(`There is no area ${unknown.join(", ")}; there are ${Object.keys(areas).join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  console.log(`${values.share} % of the lines, seed ${values.seed}`);
  const copy = copyOfProject();
  try {
    const scores = chosen.map((name) => scoreOf(name, copy, Number(values.share), Number(values.seed)));
    const [killed, all] = [sum(scores.map((each) => each.killed)), sum(scores.map((each) => each.all))];
    console.log(`all: ${percent(killed, all)}`);
    if (killed < LEAST * all) process.exitCode = 1;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function scoreOf(name: string, copy: string, share: number, seed: number) {
  const { files } = broken(name, copy, share, seed);
  const mutants = Object.entries(files).flatMap(([file, each]) => each.mutants.map((mutant) => ({ file, ...mutant })));
  const judged = mutants.filter(({ status }) => ["Killed", "Timeout", "Survived", "NoCoverage"].includes(status));
  const left = judged.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  for (const { file, location, mutatorName, replacement } of left) {
    console.log(
      `${file}:${location.start.line}:${location.start.column}  ${mutatorName}  ${JSON.stringify(replacement)}`,
    );
  }
  const score = { killed: judged.length - left.length, all: judged.length };
  console.log(`${name}: ${percent(score.killed, score.all)}`);
  return score;
}

/** Runs Stryker over a share of an area. */
function broken(name: string, copy: string, share: number, seed: number): Report {
  const { code, tests } = areas[name]!;
  const report = path.join(copy, `mutations-${name}.json`);
  const config = path.join(copy, "stryker.config.json");
  // Relative: Stryker runs tests in a copy of its own, and would find the unbroken code by an absolute path.
  const jestConfig = "jest.mutations.cjs";
  const testMatch = tests.map((each) => `<rootDir>/__tests__/${each.endsWith(".ts") ? each : `${each}/**/*.test.ts`}`);
  writeFileSync(
    path.join(copy, jestConfig),
    `module.exports = { ...require("./jest.config.cjs"), testMatch: ${JSON.stringify(testMatch)} };\n`,
  );
  writeFileSync(
    config,
    JSON.stringify({
      testRunner: "jest",
      coverageAnalysis: "perTest",
      ignoreStatic: true,
      concurrency: 2,
      reporters: process.stdout.isTTY ? ["json", "progress"] : ["json"],
      jsonReporter: { fileName: report },
      mutate: drawn(path.join(copy, code), share, random(seed)).map((range) => path.relative(copy, range)),
      jest: { configFile: jestConfig, enableFindRelatedTests: false },
    }),
  );
  const { status, stdout, stderr } = spawnSync("npx", ["stryker", "run", config], {
    cwd: copy,
    encoding: "utf8",
    stdio: process.stdout.isTTY ? "inherit" : "pipe",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`Stryker failed.\n${stdout}\n${stderr}`);
  return JSON.parse(readFileSync(report, "utf8")) as Report;
}

/** Blocks of lines, as Stryker takes them: file:from-to. */
function drawn(directory: string, share: number, next: () => number): readonly string[] {
  const files = execFileSync("git", ["ls-files", "*.ts"], { cwd: directory, encoding: "utf8" }).trim().split("\n");
  return files.flatMap((file) => {
    const whole = path.join(directory, file);
    const lines = readFileSync(whole, "utf8").split("\n").length;
    return Array.from({ length: Math.ceil(lines / BLOCK) }, (_, index) => index * BLOCK + 1).flatMap((from) =>
      next() * 100 < share ? [`${whole}:${from}-${Math.min(from + BLOCK, lines)}`] : [],
    );
  });
}

function copyOfProject(): string {
  const copy = mkdtempSync(path.join(tmpdir(), "secretwatch-mutations-"));
  copyProject(copy);
  const options = { cwd: copy, stdio: "ignore" } as const;
  execFileSync("npm", ["ci", "--ignore-scripts"], options);
  const packages = ["core", "jest-runner"].map((name) => `@stryker-mutator/${name}@${STRYKER}`);
  execFileSync("npm", ["install", "--no-save", "--ignore-scripts", ...packages], options);
  return copy;
}

/** Numbers from 0 to 1, the same for the same seed. https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function random(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

function percent(killed: number, all: number): string {
  return `${killed} of ${all} killed, ${((100 * killed) / all).toFixed(0)} %`;
}
