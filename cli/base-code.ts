import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { FilesBelow } from "../config/files/files-below";
import { stacksIn, type StackJson } from "../review/stack-json";
import { lines, terminal } from "../text/terminal";
import type { Base } from "./base-configuration";
import { deciding, isSameCode, lockOf, runningLock, type Lock } from "./package-lock";
import { UsageError } from "./usage-error";

/** What another version of Secretwatch made of the base. */
export interface MadeByBase {
  readonly version: string;
  readonly stacks: ReadonlyMap<string, StackJson>;
}

const LOCK = "package-lock.json";
/** An own package of somebody has megabytes. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Synthesizes a base with the Secretwatch that its package-lock.json pins, where that is not the one that runs: it is installed
 * anew, as it is pinned, into the workspace. No script of a package runs at that.
 *
 * @param workspace an existing directory
 * @returns nothing if it is the same code, or if nothing is pinned
 * @throws UsageError if it can't be installed, or finds problems in the base
 */
export function madeByBase(base: Base, workspace: string): MadeByBase | undefined {
  const running = runningLock();
  const pinned = running === undefined ? undefined : pinnedIn(base);
  if (running === undefined || pinned === undefined || isSameCode(running, pinned.lock)) return undefined;
  const { version } = pinned.lock.packages[deciding[0]]!;
  const directory = path.join(workspace, "code");
  mkdirSync(directory);
  prepare(base, pinned, directory);
  install(directory, version);
  return { version, stacks: synthesize(base, directory, path.join(workspace, "made")) };
}

interface Pinned {
  readonly lock: Lock;
  /** Where it lies, from the root of the base. */
  readonly directory: string;
}

/** The nearest package-lock.json above the configuration that pins Secretwatch. */
function pinnedIn(base: Base): Pinned | undefined {
  if (base.root === undefined) return undefined;
  for (let directory = path.relative(base.root, path.dirname(base.file)); ; directory = path.dirname(directory)) {
    const lock = lockOf(read(base, path.join(directory, LOCK)));
    if (lock !== undefined) return { lock, directory };
    if (directory === "" || directory === "." || directory.startsWith("..")) return undefined;
  }
}

/** What a base has in a file of its own, behind no link that leads out of it. */
function read(base: Base, file: string): string | undefined {
  base.fetch(file);
  const place = path.join(base.root!, file);
  if (!existsSync(place) || new FilesBelow(base.root!).whyNot(place, MOST_BYTES) !== undefined) return undefined;
  return readFileSync(place, "utf8");
}

/** Writes what npm needs to install Secretwatch as it was pinned, and nothing else that is. */
function prepare(base: Base, { lock, directory: from }: Pinned, directory: string): void {
  const key = deciding[0];
  const entry = lock.packages[key]!;
  const packed = /^file:(.*)$/.exec(entry.resolved ?? "")?.[1];
  if (packed !== undefined) cpSync(packedFile(base, path.join(from, packed)), path.join(directory, "secretwatch.tgz"));
  const resolved = packed === undefined ? entry.resolved : "file:secretwatch.tgz";
  const wanted = { ...lock.packages[""]?.devDependencies, ...lock.packages[""]?.dependencies }.secretwatch;
  const dependencies = { secretwatch: packed === undefined ? (wanted ?? entry.version) : resolved };
  const write = (name: string, content: object) => {
    writeFileSync(path.join(directory, name), JSON.stringify(content));
  };
  write("package.json", { private: true, dependencies });
  write(LOCK, { ...lock, packages: { ...lock.packages, "": { dependencies }, [key]: { ...entry, resolved } } });
  const settings = read(base, path.join(from, ".npmrc"));
  if (settings !== undefined) writeFileSync(path.join(directory, ".npmrc"), settings);
}

/** A packed file in the base; if it was beside the repository, what is there now, which npm holds against the pinned digest. */
function packedFile(base: Base, file: string): string {
  base.fetch(file);
  const places = [path.join(base.root!, file), path.resolve(base.project!, file)];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new UsageError(
    terminal`The base has Secretwatch from ${file}, which is not there. Keep the packed file in the repository, so that changes can be compared with it.`,
  );
}

function install(directory: string, version: string): void {
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const { status, stderr, error } = spawnSync("npm", ["ci", ...options], { cwd: directory, encoding: "utf8" });
  if (status === 0) return;
  throw new UsageError(
    terminal`Secretwatch ${version}, which the base has, can't be installed with npm ci:\n${lines(error?.message ?? stderr.trim())}`,
  );
}

function synthesize(base: Base, directory: string, outdir: string): ReadonlyMap<string, StackJson> {
  const home = path.join(directory, "node_modules", "secretwatch");
  const { bin } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(home, bin.secretwatch!), "synth", "--output", outdir],
    { cwd: directory, env: { ...process.env, ORGANIZATION: base.file }, encoding: "utf8" },
  );
  if (status === 0) return stacksIn(outdir);
  throw new UsageError(
    terminal`The Secretwatch that the base has can't read it:\n${lines(stderr.trim().replaceAll(`${base.root!}${path.sep}`, ""))}`,
  );
}
