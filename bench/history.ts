import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";

import Table from "cli-table3";

import { eventFiles } from "../events/event-files";
import { generateOrganization } from "./generate-organization";
import { EVENTS_A_FILE } from "./generate-trail";
import { readUsage, type Usage } from "./read-usage";
import { MEMBERS } from "./trail-file";

/**
 * `secretwatch history` over a million events of a generated trail, gzipped as CloudTrail delivers them, with the whole catalogue and
 * 60 secrets with expected readers; and over ten times the files. Beside it the floor, gunzip and JSON.parse of the same files on as
 * many threads, and DuckDB with the same questions. Every figure is of a process of its own, start-up included. `--quick` takes a tenth.
 */
const FILES = process.argv.includes("--quick") ? 20 : 200;
const COPIES = 10;
const CORES = availableParallelism();
const MOST_MEGABYTES = 400;
/** Of memory, for ten times the files. */
const GROWTH = 1.2;

const root = path.resolve(__dirname, "..");
const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-bench-"));
const organization = path.join(workspace, "organization.yaml");

void main().finally(() => {
  rmSync(workspace, { recursive: true });
});

interface Measured extends Usage {
  readonly seconds: number;
  readonly output: string;
}

interface Counts {
  readonly events: number;
  readonly reads: number;
  readonly detections: Readonly<Record<string, number>>;
}

async function main(): Promise<void> {
  writeFileSync(organization, generateOrganization(MEMBERS));
  // As it is installed: in a clone each start compiles.
  run(["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"]);
  const once = await trail("once", 1);
  const floor = run(["bench/parse-trail.mjs", once, String(CORES)]);
  const ours = history(once);
  const duckdb = run(["--import", "tsx", "bench/ask-duckdb.ts", once, String(CORES)]);
  compareCounts(countsOf(ours), JSON.parse(duckdb.output) as Counts);
  rmSync(once, { recursive: true });
  const often = await trail("often", COPIES);
  const floorOften = run(["bench/parse-trail.mjs", often, String(CORES)]);
  const oursOften = history(often);

  const table = new Table({
    head: ["", "events", "s", "CPU s", "events/s", "peak MB", "speed ÷ floor", "the same of CPU"],
    style: { head: [] },
    colAligns: ["left", ...Array.from({ length: 7 }, () => "right" as const)],
  });
  const events = FILES * EVENTS_A_FILE;
  table.push(row("gunzip and JSON.parse, the floor", events, floor, floor));
  table.push(row("secretwatch history", events, ours, floor));
  table.push(row("DuckDB, the same counts", events, duckdb, floor));
  table.push(row("the floor, ten times the files", COPIES * events, floorOften, floorOften));
  table.push(row("secretwatch history", COPIES * events, oursOften, floorOften));
  console.log(table.toString());
  sayGoals({ floor, floorOften, ours, oursOften });
}

/** Files of the trail, made by as many processes as there are cores. @returns their directory */
async function trail(name: string, copies: number): Promise<string> {
  const directory = path.join(workspace, name);
  mkdirSync(directory);
  const share = Math.ceil(FILES / CORES);
  await Promise.all(
    Array.from({ length: CORES }, (_, index) => {
      const numbers = [index * share, Math.min(FILES, (index + 1) * share), copies].map(String);
      const child = spawn(process.execPath, ["--import", "tsx", "bench/generate-trail.ts", directory, ...numbers], {
        cwd: root,
        stdio: "inherit",
      });
      return new Promise<void>((resolve, reject) => {
        child.on("exit", (code) => {
          if (code === 0) resolve();
          else reject(new Error(`generate-trail.ts ended with ${code ?? "a signal"}`));
        });
      });
    }),
  );
  const files = eventFiles(directory);
  const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
  console.log(`${files.length} files of ${EVENTS_A_FILE} events, ${megabytes.toFixed(0)} MB gzipped`);
  return directory;
}

function history(directory: string): Measured {
  return run(["dist/cli/bin.js", "history", directory, "--json", "-"]);
}

function run(args: readonly string[]): Measured {
  const usage = path.join(workspace, "usage");
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "./bench/report-usage.mjs", ...args], {
    ...{ cwd: root, encoding: "utf8", maxBuffer: 1024 ** 3 },
    env: { ...process.env, USAGE_FILE: usage, ORGANIZATION: organization },
  });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, output: stdout, ...readUsage(usage) };
}

function countsOf({ output }: Measured): Counts {
  const { seen, reads, detections } = JSON.parse(output) as {
    readonly seen: { readonly events: number };
    readonly reads: readonly { readonly store: string; readonly count: number }[];
    readonly detections: readonly { readonly id: string; readonly events: number }[];
  };
  return {
    events: seen.events,
    reads: reads.filter(({ store }) => store === "secrets").reduce((sum, { count }) => sum + count, 0),
    detections: Object.fromEntries(detections.map(({ id, events }) => [id, events])),
  };
}

/** DuckDB has the catalogue without what the organization adds to it, or leaves out. */
function compareCounts(ours: Counts, theirs: Counts): void {
  const shared = Object.keys(theirs.detections).filter((id) => id in ours.detections);
  const different = shared.filter((id) => ours.detections[id] !== theirs.detections[id]);
  if (ours.events !== theirs.events || ours.reads !== theirs.reads || different.length > 0) {
    throw new Error(`DuckDB counts otherwise: ${JSON.stringify({ ours, theirs, different })}`);
  }
  console.log(`DuckDB counts the same: ${ours.events} events, ${ours.reads} reads, ${shared.length} detections.`);
}

function row(what: string, events: number, measured: Measured, floor: Measured): string[] {
  const { seconds, cpuSeconds, megabytes } = measured;
  return [
    ...[what, events.toLocaleString("en"), seconds.toFixed(1), cpuSeconds.toFixed(1)],
    Math.round(events / seconds).toLocaleString("en"),
    megabytes.toFixed(0),
    (floor.seconds / seconds).toFixed(2),
    (floor.cpuSeconds / cpuSeconds).toFixed(2),
  ];
}

function sayGoals(measured: Readonly<Record<"floor" | "floorOften" | "ours" | "oursOften", Measured>>): void {
  const { floor, floorOften, ours, oursOften } = measured;
  const goal = (what: string, value: string, isMet: boolean) => {
    console.log(`${isMet ? "met    " : "NOT MET"} ${what}: ${value}`);
  };
  const speed = floor.seconds / ours.seconds;
  const cores = ours.cpuSeconds / ours.seconds;
  const longer = oursOften.seconds / ours.seconds;
  goal("at least half of the speed of the floor", speed.toFixed(2), speed >= 0.5);
  goal("all cores are used, mostly", `${cores.toFixed(2)} of ${CORES}`, cores > 0.7 * CORES);
  goal(`under ${MOST_MEGABYTES} MB`, `${ours.megabytes.toFixed(0)} MB`, ours.megabytes < MOST_MEGABYTES);
  goal("ten times the files in at most eleven times the time", longer.toFixed(1), longer <= 1.1 * COPIES);
  // How much a collector of garbage leaves lying about differs from run to run by so much.
  const [growth, ofFloor] = [oursOften.megabytes / ours.megabytes, floorOften.megabytes / floor.megabytes];
  goal(
    "and in as much memory, give or take",
    `${growth.toFixed(2)}, the floor ${ofFloor.toFixed(2)}`,
    growth <= GROWTH,
  );
}
