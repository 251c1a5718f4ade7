import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

/** Every organization.yaml that the project shows: its own, then those of examples/. From the project's root. */
export function exampleFiles(root = "."): readonly string[] {
  const examples = readdirSync(path.join(root, "examples")).map((name) =>
    path.join("examples", name, "organization.yaml"),
  );
  return ["organization.yaml", ...examples.filter((file) => existsSync(path.join(root, file)))];
}
