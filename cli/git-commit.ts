import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";

import { readConfigFiles } from "../config/files/config-files";

/** A commit of a repository, read without touching the work tree or the index. */
export class Commit {
  private constructor(
    /** Directory of the repository. */
    readonly root: string,
    private readonly id: string,
  ) {}

  /** The commit that a ref names; nothing if there is none, or no repository, or no git. */
  static find(directory: string, ref: string): Commit | undefined {
    const root = git(["rev-parse", "--show-toplevel"], { cwd: directory })?.trimEnd();
    if (root === undefined) return undefined;
    const id = git(["rev-parse", "--quiet", "--verify", "--end-of-options", `${ref}^{commit}`], { cwd: root });
    return id === undefined ? undefined : new Commit(root, id.trim());
  }

  /**
   * Writes a configuration and what it includes to a directory.
   *
   * @param file path in the repository
   * @param directory where to; beside it, an index is written
   * @returns whether the commit has the file
   */
  extractConfiguration(file: string, directory: string): boolean {
    const done = new Set<string>();
    if (!this.extract(file, directory)) return false;
    for (;;) {
      const { documents } = readConfigFiles(path.join(directory, file), directory);
      const wanted = documents.flatMap((document) =>
        placesOf(document.value, path.dirname(path.relative(directory, document.file))),
      );
      const missing = [...new Set(wanted)].filter((place) => !done.has(place) && !place.startsWith(".."));
      if (missing.length === 0) return true;
      for (const place of missing) {
        done.add(place);
        this.extract(place, directory);
      }
    }
  }

  /** Writes a file, or all that is below a directory; whether there was any. */
  extract(place: string, directory: string): boolean {
    const pathspec = place === "." ? [] : [place];
    const names = git(["ls-tree", "-r", "-z", "--name-only", "--full-tree", this.id, "--", ...pathspec], {
      cwd: this.root,
    });
    if (names === undefined || names === "") return false;
    mkdirSync(directory, { recursive: true });
    // An index of our own: that of the user stays as it is. Beside the files, where no link of the commit can be in its place.
    const options = { cwd: this.root, env: { ...process.env, GIT_INDEX_FILE: `${path.resolve(directory)}.git-index` } };
    git(["read-tree", this.id], options);
    git(["checkout-index", "--force", "-z", "--stdin", `--prefix=${directory}/`], { ...options, input: names });
    return true;
  }
}

/** Directories and files that an `include` may find, up to its first wildcard. */
function placesOf(value: unknown, directory: string): readonly string[] {
  const { include } = (value ?? {}) as { include?: unknown };
  const patterns = Array.isArray(include) ? (include as unknown[]) : [];
  return patterns.flatMap((pattern) => {
    // No such file can be in a commit; reading the configuration tells.
    if (typeof pattern !== "string" || path.isAbsolute(pattern) || pattern.includes("\0")) return [];
    const [fixed = ""] = /^[^*?[\]{}()!]*/.exec(pattern) ?? [];
    const place = fixed === pattern ? fixed : fixed.slice(0, fixed.lastIndexOf("/") + 1);
    return [path.posix.join(directory, place).replace(/\/$/, "")];
  });
}

interface GitOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

function git(args: readonly string[], options: GitOptions): string | undefined {
  const { status, stdout } = spawnSync("git", args, { ...options, encoding: "utf8", maxBuffer: 1024 ** 3 });
  return status === 0 ? stdout : undefined;
}
