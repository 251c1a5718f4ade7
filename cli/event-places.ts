import path from "node:path";

import { globSync } from "tinyglobby";

import { LONGEST_PATH, UnreadableFile } from "../config/files/regular-file";
import { eventFiles } from "../events/event-files";

/**
 * The event files that arguments name, each once: a file, those of a directory, or a glob. What names none is left as it is, for whoever
 * reads it to say so.
 */
export function eventPlaces(locations: readonly string[]): readonly string[] {
  const found = new Map<string, string>();
  for (const file of locations.flatMap(filesOf)) {
    const whole = path.resolve(file);
    if (!found.has(whole)) found.set(whole, file);
  }
  return [...found.values()];
}

function filesOf(location: string): readonly string[] {
  const files = filesAt(location) ?? globbed(location);
  return files.length === 0 ? [location] : files;
}

/** Nothing where there is neither a file nor a directory that can be read. */
function filesAt(location: string): readonly string[] | undefined {
  try {
    return eventFiles(location);
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

function globbed(location: string): readonly string[] {
  if (location.length > LONGEST_PATH || location.includes("\0")) return [];
  return globSync(location, { dot: true })
    .map((file) => path.normalize(file))
    .sort();
}
