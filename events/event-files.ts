import { readdirSync } from "node:fs";
import path from "node:path";

import { asking, isDirectory } from "../config/files/regular-file";

/** By its name. */
export function isEventFile(name: string): boolean {
  return /\.(json|jsonl|ndjson)(\.gz)?$/.test(name);
}

/**
 * The file itself, or of a directory its event files and links to them, by name. Directories behind links are left out: they may
 * lead back up.
 *
 * @throws UnreadableFile
 */
export function eventFiles(location: string): readonly string[] {
  return isDirectory(location) ? eventFilesBelow(location).sort() : [location];
}

/** Not by readdir's own recursion, which goes behind links from Node 24 on, for ever where they lead back up. */
function eventFilesBelow(directory: string): string[] {
  return asking(() => readdirSync(directory, { withFileTypes: true })).flatMap((entry) => {
    const place = path.join(directory, entry.name);
    if (entry.isDirectory()) return eventFilesBelow(place);
    return isEventFile(entry.name) ? [place] : [];
  });
}
