import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/**
 * Copies what git knows of the project, as it is in the working copy, into an empty directory, and has git know it there, too: tests ask
 * git which files there are.
 *
 * @returns the files, from the project's root
 */
export function copyProject(copy: string): readonly string[] {
  const files = execFileSync("git", ["ls-files"], { encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((file) => existsSync(file));
  for (const file of files) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    cpSync(file, path.join(copy, file));
  }
  execFileSync("git", ["init", "--quiet"], { cwd: copy });
  execFileSync("git", ["add", "."], { cwd: copy });
  return files;
}
