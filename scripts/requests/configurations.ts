import { readdirSync } from "node:fs";
import path from "node:path";

import type { Configuration } from "./configuration";

/** Everything that is judged. */
export function configurations(): readonly Configuration[] {
  return [...files()];
}

function files(): readonly Configuration[] {
  const examples = readdirSync("examples")
    .map((name) => path.join("examples", name, "organization.yaml"))
    .filter((file) => readdirSync(path.dirname(file)).includes("organization.yaml"));
  return ["organization.yaml", ...examples].map((file) => ({ name: file, source: file }));
}
