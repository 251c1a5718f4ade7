import { readdirSync } from "node:fs";
import path from "node:path";

import { asking, isDirectory, UnreadableFile } from "../config/files/regular-file";

/** By its name. */
export function isEventFile(name: string): boolean {
  return /\.(json|jsonl|ndjson)(\.gz)?$/.test(name);
}

/** Said of a directory. */
export const NO_EVENT_FILES = "there is no .json, .jsonl or .ndjson file in it";

/**
 * The file itself, or of a directory its event files and links to them, by name. Directories behind links are left out: they may
 * lead back up.
 *
 * @throws UnreadableFile
 */
export function eventFiles(location: string): readonly string[] {
  const files = eachEventFile(location, (_, error) => {
    throw error;
  });
  return [...files].sort();
}

/**
 * The same one by one, in the order of the file system: an archive may have millions, whose names nobody has to hold.
 *
 * @param refused is told of each directory that can't be read, and goes on with the rest
 */
export function* eachEventFile(
  location: string,
  refused: (place: string, error: UnreadableFile) => void,
): Generator<string> {
  const directory = asked(location, refused, () => isDirectory(location));
  if (directory === true) yield* eventFilesBelow(location, refused);
  else if (directory === false) yield location;
}

/** Not by readdir's own recursion, which goes behind links from Node 24 on, for ever where they lead back up. */
function* eventFilesBelow(
  directory: string,
  refused: (place: string, error: UnreadableFile) => void,
): Generator<string> {
  for (const entry of asked(directory, refused, () => readdirSync(directory, { withFileTypes: true })) ?? []) {
    const place = path.join(directory, entry.name);
    if (entry.isDirectory()) yield* eventFilesBelow(place, refused);
    else if (isEventFile(entry.name)) yield place;
  }
}

function asked<Entries>(
  place: string,
  refused: (place: string, error: UnreadableFile) => void,
  ask: () => Entries,
): Entries | undefined {
  try {
    return asking(ask);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    refused(place, error);
    return undefined;
  }
}
