import {
  accessSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
} from "node:fs";
import path from "node:path";

import { Manifest } from "cdktf";

import { isStackName } from "../stacks/deployments";
import { joined, terminal } from "../text/terminal";
import { uninterrupted } from "./uninterrupted";
import { UsageError } from "./usage-error";

/** All that synth writes into the directory of a stack. What else is there is Terraform's or the user's, and is kept. */
const STACK_FILE = "cdk.tf.json";

/** Where a synth writes until all of it is there. One that was killed leaves it behind, for a later one to remove. */
const STAGING = ".synth-";

/** Longer than any synth takes, in milliseconds: what is older belongs to none that runs. */
const ABANDONED_AFTER = 3_600_000;

/** What stands at a place; a link is never followed. */
type Kind = "nothing" | "file" | "directory" | "link" | "other";

/**
 * Replaces what an earlier synth wrote to a directory: all of it is written beside the old first, and takes its place when it is
 * complete, which nothing interrupts. Of stacks that are no longer made the file goes, and their directory if nothing else is in it.
 *
 * @param stacks names of the stacks
 * @param write gets an existing, empty directory to write to; what it returns is returned
 * @throws UsageError if something is in the way that no synth wrote, or the disk does not take it
 */
export function replaceOutput<Result>(
  outdir: string,
  stacks: readonly string[],
  write: (staging: string) => Result,
): Result {
  const directory = path.resolve(outdir);
  const [before, staging] = refusing(outdir, "is no directory that can be written", () => {
    if (kindOf(directory) === "nothing") mkdirSync(directory, { recursive: true });
    const found = stacksBefore(directory);
    const obstacles = found.obstacles.length > 0 ? found.obstacles : obstaclesIn(directory, stacks);
    if (obstacles.length > 0) {
      throw new UsageError(
        joined(
          obstacles.map((each) => terminal`The output directory ${JSON.stringify(outdir)} ${each}`),
          "\n",
        ),
      );
    }
    removeAbandoned(directory);
    return [found.stacks, mkdtempSync(path.join(directory, STAGING))];
  });
  try {
    const result = refusing(outdir, "could not be written to, and is as it was before", () => write(staging));
    refusing(outdir, "could not be written to as a whole: synthesize again", () => {
      uninterrupted(() => {
        publish(staging, directory, stacks, before);
      });
    });
    return result;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** What synths that were killed left behind. */
function removeAbandoned(directory: string): void {
  for (const name of readdirSync(directory).filter((each) => each.startsWith(STAGING))) {
    const place = path.join(directory, name);
    const isOld = lstatSync(place).mtimeMs < Date.now() - ABANDONED_AFTER;
    if (isOld && kindOf(place) === "directory") rmSync(place, { recursive: true, force: true });
  }
}

/** The stacks that an earlier synth wrote, or why it is not for a synth to write here. */
function stacksBefore(directory: string): {
  readonly stacks: readonly string[];
  readonly obstacles: readonly string[];
} {
  const kind = kindOf(directory);
  if (kind === "link") return { stacks: [], obstacles: ["is a symbolic link. Name the directory itself."] };
  const entries = readdirSync(directory).filter((name) => !name.startsWith(STAGING));
  if (entries.length === 0) return { stacks: [], obstacles: [] };
  const stacks = manifestIn(directory);
  if (stacks !== undefined) return { stacks, obstacles: [] };
  const what = entries.includes(Manifest.fileName)
    ? `has a ${Manifest.fileName} that no synth wrote.`
    : `is not empty, and no synth wrote what is in it.`;
  return { stacks: [], obstacles: [`${what} Name a new directory, an empty one, or that of an earlier synth.`] };
}

/** The stacks that a manifest lists; nothing if it is none of ours. */
function manifestIn(directory: string): readonly string[] | undefined {
  const file = path.join(directory, Manifest.fileName);
  if (kindOf(file) !== "file") return undefined;
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof manifest !== "object" || manifest === null || !Object.hasOwn(manifest, "stacks")) return undefined;
  const { stacks } = manifest as { readonly stacks: unknown };
  if (typeof stacks !== "object" || stacks === null || Array.isArray(stacks)) return undefined;
  const names = Object.keys(stacks);
  return names.every(isStackName) ? names : undefined;
}

/** What stands where the stacks have to be, and is nothing that a synth makes. */
function obstaclesIn(directory: string, stacks: readonly string[]): readonly string[] {
  const folder = Manifest.stacksFolder;
  if (kindOf(path.join(directory, folder)) !== "directory") return obstacleAt(directory, folder, "directory");
  return stacks.flatMap((stack) => {
    const place = path.join(folder, stack);
    const inTheWay = obstacleAt(directory, place, "directory");
    if (inTheWay.length > 0 || kindOf(path.join(directory, place)) === "nothing") return inTheWay;
    return obstacleAt(directory, path.join(place, STACK_FILE), "file");
  });
}

function obstacleAt(directory: string, place: string, kind: Kind): readonly string[] {
  const whole = path.join(directory, place);
  const found = kindOf(whole);
  if (found === "nothing") return [];
  if (found !== kind) return [`has ${place}, which is no ${kind} that a synth made. Move it away.`];
  return kind === "file" || isWritable(whole) ? [] : [`has ${place}, which can't be written.`];
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function publish(staging: string, directory: string, stacks: readonly string[], before: readonly string[]): void {
  const places = stacks.map((stack) => path.join(Manifest.stacksFolder, stack));
  // What needs room on the disk comes first: to rename is to exchange one file for another.
  for (const place of places) mkdirSync(path.join(directory, place), { recursive: true });
  for (const place of places) {
    renameSync(path.join(staging, place, STACK_FILE), path.join(directory, place, STACK_FILE));
  }
  for (const stack of before.filter((each) => !stacks.includes(each))) removeStale(directory, stack);
  renameSync(path.join(staging, Manifest.fileName), path.join(directory, Manifest.fileName));
}

/** A stack of an account that is no longer configured. Its state is kept elsewhere. */
function removeStale(directory: string, stack: string): void {
  const place = path.join(directory, Manifest.stacksFolder, stack);
  const file = path.join(place, STACK_FILE);
  if (kindOf(place) !== "directory") return;
  if (kindOf(file) === "file") rmSync(file);
  if (readdirSync(place).length === 0) rmdirSync(place);
}

function kindOf(place: string): Kind {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (stats === undefined) return "nothing";
  if (stats.isSymbolicLink()) return "link";
  if (stats.isDirectory()) return "directory";
  return stats.isFile() ? "file" : "other";
}

/** Says in a line what the file system refused. */
function refusing<Result>(outdir: string, what: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(terminal`The output directory ${JSON.stringify(outdir)} ${what} (${code}).`);
  }
}
