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
  const there = [...files.keys()].filter((file) => lstatSync(path.join(directory, file), { throwIfNoEntry: false }));
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
    for (const [file, content] of files) {
      makeDirectory(directory, path.dirname(file), undo);
      const place = path.join(directory, file);
      // Not over one that somebody has made meanwhile.
      writeFileSync(place, content, { flag: "wx" });
      undo.unshift(() => {
        rmSync(place);
      });
    }
  } catch (error) {
    const { code, path: place = directory } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    for (const each of undo) each();
    throw new UsageError(terminal`${path.relative(directory, place)} can't be written (${code}). Nothing was written.`);
  }
}

function makeDirectory(directory: string, inside: string, undo: (() => void)[]): void {
  const made = mkdirSync(path.join(directory, inside), { recursive: true });
  if (made === undefined) return;
  for (let place = path.join(directory, inside); place.length >= made.length; place = path.dirname(place)) {
    undo.unshift(() => {
      rmdirSync(place);
    });
  }
}
