import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

/** The example that tests, documents and benchmarks are about. organization.yaml beside package.json is the user's, and none of theirs. */
export const exampleFile = path.join("examples", "acorn", "organization.yaml");

/** Every organization.yaml that the project shows, from its root. */
export function exampleFiles(root = "."): readonly string[] {
  return readdirSync(path.join(root, "examples"))
    .sort()
    .map((name) => path.join("examples", name, "organization.yaml"))
    .filter((file) => existsSync(path.join(root, file)));
}
