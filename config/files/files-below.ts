import { existsSync, readdirSync, realpathSync } from "node:fs";
import path from "node:path";

import { asking, sizeOfFile, UnreadableFile } from "./regular-file";

/** What is said of a place that is not below the directory; nothing of what is there. */
export const LEADS_OUT = "leads out of the project";

/** What git keeps of a repository, credentials of CI among it. */
const GIT = ".git";

/** Directory of the repository that a file is in, and where it is in none, its own. */
export function projectOf(file: string): string {
  const own = identityOf(path.dirname(file));
  for (let directory = own; ; directory = path.dirname(directory)) {
    if (existsSync(path.join(directory, GIT))) return directory;
    if (directory === path.dirname(directory)) return own;
  }
}

/** The files that are really below a directory, wherever links on the way lead, and are none of git's own. */
export class FilesBelow {
  private readonly directory: string;
  /** Directories that were asked for their entries, and are elsewhere. */
  private readonly outside = new Set<string>();

  constructor(directory: string) {
    this.directory = identityOf(directory);
  }

  /** For a search: the node:fs of a world that ends with the directory. */
  readonly fileSystem = {
    readdirSync: ((place: string, options: { withFileTypes: true }) => {
      if (this.has(place)) return readdirSync(place, options);
      this.outside.add(place);
      return [];
    }) as typeof readdirSync,
  };

  /** Directories that a search came upon and that are elsewhere, each told once. */
  takeOutside(): readonly string[] {
    const found = [...this.outside];
    this.outside.clear();
    return found;
  }

  /** @throws UnreadableFile if there is nothing */
  has(place: string): boolean {
    return isInside(
      this.directory,
      asking(() => realpathSync(place)),
    );
  }

  /** Why a file can't be read, in words that follow its name; nothing if it can. */
  whyNot(file: string, mostBytes: number): string | undefined {
    try {
      if (!this.has(file)) return LEADS_OUT;
      sizeOfFile(file, mostBytes);
      return undefined;
    } catch (error) {
      if (error instanceof UnreadableFile) return error.message;
      throw error;
    }
  }
}

/** What is the same for all paths of a file. */
export function identityOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}

function isInside(directory: string, place: string): boolean {
  const relative = path.relative(directory, place);
  const names = relative.split(path.sep);
  return names[0] !== ".." && !names.includes(GIT) && !path.isAbsolute(relative);
}
