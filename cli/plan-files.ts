import path from "node:path";

import { globSync } from "tinyglobby";

import { isDirectory, LONGEST_PATH, UnreadableFile } from "../config/files/regular-file";
import { joined, terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

/**
 * The plans that arguments name, in the order of their names: a file, every .json file below a directory, or a glob.
 *
 * @throws UsageError with every argument that names none
 */
export function planFiles(locations: readonly string[]): readonly string[] {
  const found = locations.map((location) => [location, filesOf(location)] as const);
  const empty = found.filter(([, files]) => files.length === 0);
  if (empty.length > 0) {
    throw new UsageError(
      joined(
        empty.map(
          ([location]) =>
            terminal`${JSON.stringify(location)} names no plan: a .json file, a directory with some, or a glob.`,
        ),
        "\n",
      ),
    );
  }
  return [...new Set(found.flatMap(([, files]) => files))].sort();
}

function filesOf(location: string): readonly string[] {
  try {
    if (!isDirectory(location)) return [path.normalize(location)];
    return globSync("**/*.json", { cwd: location, dot: true }).map((file) => path.join(location, file));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    // What is no file may be a glob.
    if (location.length > LONGEST_PATH || location.includes("\0")) return [];
    return globSync(location, { dot: true }).map((file) => path.normalize(file));
  }
}
