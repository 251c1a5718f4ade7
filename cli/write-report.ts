import { closeSync, lstatSync, openSync, readSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { Csv } from "../text/csv";
import type { PageText } from "../text/page";
import { terminal, type TerminalText } from "../text/terminal";
import { uninterrupted } from "./uninterrupted";
import { UsageError } from "./usage-error";

/** A file that a command makes of what it found. */
export interface Report {
  readonly file: string;
  /** The option that names it, as it was typed. */
  readonly option: string;
  /** How every such file begins. */
  readonly beginning: string;
}

/**
 * That a report can be written where it is to be: over nothing, or over an earlier one. To be asked before the work.
 *
 * @throws UsageError that says what is in the way
 */
export function assertWritable({ file, option, beginning }: Report): void {
  const refuse = (why: string) => new UsageError(terminal`${option}: ${JSON.stringify(file)} ${why}`);
  const stats = attempt(() => lstatSync(file, { throwIfNoEntry: false }), refuse);
  if (stats === undefined) {
    const directory = path.dirname(path.resolve(file));
    const isThere = attempt(() => lstatSync(directory, { throwIfNoEntry: false }), refuse) !== undefined;
    if (!isThere) throw refuse("is in no directory that is there. Make it first.");
    return;
  }
  if (stats.isDirectory()) throw refuse("is a directory. Name a file.");
  if (stats.isSymbolicLink()) throw refuse("is a symbolic link. Name the file itself.");
  if (!stats.isFile()) throw refuse("is no file.");
  if (!attempt(() => beginningOf(file, beginning.length), refuse).equals(Buffer.from(beginning))) {
    throw refuse("is there already, and is no report of this kind, so it stays. Name another file.");
  }
}

/**
 * Writes a report, all of it or nothing: beside the place first, for its owner alone to read, as it says who reads which secrets.
 *
 * @throws UsageError if something is in the way, or the disk does not take it
 */
export function writeReport(report: Report, text: TerminalText | PageText | Csv): void {
  assertWritable(report);
  const { file, option } = report;
  const staging = `${path.resolve(file)}.${process.pid}.new`;
  const refuse = (why: string) => new UsageError(terminal`${option}: ${JSON.stringify(file)} ${why}`);
  try {
    attempt(() => {
      uninterrupted(() => {
        writeFileSync(staging, text.toString(), { flag: "wx", mode: 0o600 });
        renameSync(staging, file);
      });
    }, refuse);
  } finally {
    rmSync(staging, { force: true });
  }
}

function beginningOf(file: string, length: number): Buffer {
  const opened = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(opened, buffer, 0, length, 0));
  } finally {
    closeSync(opened);
  }
}

function attempt<Result>(act: () => Result, refuse: (why: string) => UsageError): Result {
  try {
    return act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw refuse(`can't be written (${code}). It is as it was before.`);
  }
}
