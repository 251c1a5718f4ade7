import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";

import { terminal } from "../text/terminal";
import { uninterrupted } from "./uninterrupted";
import { UsageError } from "./usage-error";

/** A file that is there, and what it is to have. */
export interface Replacement {
  /** Path with links followed. */
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Replaces the content of files: of all, or of none. What is new is written beside each file first, and takes its place when all of it is
 * on the disk, which no signal interrupts.
 *
 * @param isRight asked when all files have their new content; if not, they get back what they had
 * @returns whether they have it now
 * @throws UsageError if a file is not as it was read, or can't be written
 */
export function replaceFiles(files: readonly Replacement[], isRight: () => boolean): boolean {
  const outcome = { isRight: false };
  uninterrupted(() => {
    const staged: string[] = [];
    const replaced: Replacement[] = [];
    try {
      for (const file of files) {
        if (readFileSync(file.place, "utf8") !== file.before) {
          throw new UsageError(terminal`${shown(file.place)} was changed meanwhile. Nothing was written.`);
        }
        staged.push(stage(file.place, file.after));
      }
      for (const [index, file] of files.entries()) {
        renameSync(staged[index]!, file.place);
        replaced.push(file);
      }
      outcome.isRight = isRight();
    } catch (error) {
      const { code, path: place = "" } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw new UsageError(terminal`${shown(place)} can't be written (${code}). Nothing was written.`);
    } finally {
      if (!outcome.isRight) for (const { place, before } of replaced) renameSync(stage(place, before), place);
      for (const each of staged) rmSync(each, { force: true });
    }
  });
  return outcome.isRight;
}

/** A file beside another one, with the rights of that. */
function stage(place: string, content: string): string {
  const beside = path.join(path.dirname(place), `.${path.basename(place)}.${process.pid}.new`);
  const descriptor = openSync(beside, "wx");
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  chmodSync(beside, statSync(place).mode);
  return beside;
}

function shown(place: string): string {
  return path.relative(process.cwd(), place);
}
