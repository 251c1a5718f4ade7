import { lstatSync, mkdirSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { joined, terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

/**
 * Writes files that are not there yet: all of them, or none.
 *
 * @param files content by path from the directory
 * @throws UsageError with every file that is there already, or with why one can't be written
 */
export function writeNew(directory: string, files: ReadonlyMap<string, string>): void {
  const there = [...files.keys()].filter((file) => isThere(path.join(directory, file)));
  if (there.length > 0) {
    throw new UsageError(
      joined(
        [
          ...there.map((file) => terminal`${file} is there already, and stays as it is.`),
          terminal`Nothing was written. Move ${there.length === 1 ? "it" : "them"} away, or begin in another directory.`,
        ],
        "\n",
      ),
    );
  }
  const undo: (() => void)[] = [];
  try {
    for (const [file, content] of files) write(directory, file, content, undo);
  } catch (error) {
    const { code, path: place = directory } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    for (const each of undo) each();
    throw new UsageError(terminal`${path.relative(directory, place)} can't be written (${code}). Nothing was written.`);
  }
}

function write(directory: string, file: string, content: string, undo: (() => void)[]): void {
  const place = path.join(directory, file);
  const folder = path.dirname(place);
  const made = mkdirSync(folder, { recursive: true });
  if (made !== undefined) {
    undo.unshift(() => {
      // What is in them was taken away before; made is the first of them.
      for (let each = folder; each.length >= made.length; each = path.dirname(each)) rmdirSync(each);
    });
  }
  // Not over one that somebody has made meanwhile.
  writeFileSync(place, content, { flag: "wx" });
  undo.unshift(() => {
    rmSync(place);
  });
}

/** A link is there, too, wherever it leads. What can't be asked can't be written either, and is told then. */
function isThere(place: string): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
