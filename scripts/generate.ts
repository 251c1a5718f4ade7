import { readFileSync, writeFileSync } from "node:fs";

import { configurationReference } from "../config/configuration-reference";
import { jsonSchema } from "../config/json-schema";
import { detectionReference } from "../detections/reference";

/** Files made from the sources. With --check nothing is written, and a file that is not up to date is an error. */
const generated: Readonly<Record<string, () => string>> = {
  "docs/configuration.md": configurationReference,
  "docs/detections.md": detectionReference,
  "schema/organization.schema.json": () => jsonSchema("organization"),
  "schema/members.schema.json": () => jsonSchema("included"),
};

const check = process.argv.includes("--check");
for (const [file, content] of Object.entries(generated)) {
  if (!check) writeFileSync(file, content());
  else if (read(file) !== content()) {
    console.error(`${file} is not up to date. Run: npm run generate`);
    process.exitCode = 1;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
