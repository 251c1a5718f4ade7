import { existsSync, realpathSync } from "node:fs";
import path from "node:path";

import { configurationFile } from "../config/files/configuration-file";
import { isDirectory, UnreadableFile } from "../config/files/regular-file";
import { loadOrganization } from "../config/load-organization";
import type { Organization } from "../organization/organization";
import { ConfigError, type Problem } from "../config/files/problem";
import { Commit } from "./git-commit";
import { terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

/** Another version of the configuration. */
export interface Base {
  readonly organization: Organization;
  /** Its file on the disk. */
  readonly file: string;
  /** Directory on the disk that the base is in. @default - the base is a single file */
  readonly root?: string;
  /** The same directory as it is now, or where the base is a directory, that. */
  readonly project?: string;
  /** Brings a file of the base, by its path from the root, to the disk if it is there. */
  readonly fetch: (file: string) => void;
}

/**
 * The configuration of a base: a directory that stands for the working directory, a file, or a commit of the
 * repository that the configuration is in. Nothing where the base has no such file.
 *
 * @param workspace an existing directory for the files of a commit
 * @throws ConfigError with the problems of the base
 * @throws UsageError if there is no such base
 */
export function loadBase(base: string, workspace: string): Base | undefined {
  const file = configurationFile();
  const place = placeOf(base);
  const commit = Commit.find(path.dirname(file), base);
  if (place !== undefined && commit !== undefined) {
    throw new UsageError(
      terminal`${JSON.stringify(base)} is a git ref and a path. Write ./${base} for the path, refs/heads/${base} for the branch.`,
    );
  }
  if (commit !== undefined) return loadCommit(commit, base, file, workspace);
  if (place === undefined) {
    throw new UsageError(
      terminal`${JSON.stringify(base)} is neither a git ref nor a directory nor a file. In a shallow clone fetch it first: git fetch origin <branch>`,
    );
  }
  const baseFile = place === "directory" ? path.join(base, withinProject(file)) : base;
  if (!existsSync(baseFile)) return undefined;
  const root = place === "directory" ? path.resolve(base) : undefined;
  return {
    organization: loadOrganization(baseFile),
    file: path.resolve(baseFile),
    root,
    project: root,
    // All that it has is there.
    fetch: () => undefined,
  };
}

/** What a path leads to; nothing if to nothing, or if no file can be called so. */
function placeOf(base: string): "directory" | "file" | undefined {
  try {
    return isDirectory(base) ? "directory" : "file";
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

function loadCommit(commit: Commit, base: string, file: string, workspace: string): Base | undefined {
  const inside = path.relative(
    commit.root,
    path.join(realpathSync(path.dirname(path.resolve(file))), path.basename(file)),
  );
  if (!commit.extractConfiguration(inside.split(path.sep).join("/"), workspace)) return undefined;
  try {
    return {
      organization: loadOrganization(path.join(workspace, inside), undefined, { project: workspace }),
      file: path.join(workspace, inside),
      root: workspace,
      project: commit.root,
      fetch: (wanted) => void commit.extract(wanted.split(path.sep).join("/"), workspace),
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.problems.map((problem) => ofCommit(problem, base, workspace)));
  }
}

/** A problem as if git had opened the file: `main:organization.yaml`. */
function ofCommit(problem: Problem, base: string, workspace: string): Problem {
  const named = (text: string) => text.replaceAll(`${workspace}${path.sep}`, `${base}:`);
  return { ...problem, file: named(problem.file), message: named(problem.message), remedy: named(problem.remedy) };
}

function withinProject(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  return relative.startsWith("..") || path.isAbsolute(relative) ? path.basename(file) : relative;
}
