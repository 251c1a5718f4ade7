import { readFileSync, writeFileSync } from "node:fs";

import { configurationReference } from "./configuration-reference";
import { jsonSchema } from "../config/schema/json-schema";
import { detectionReference } from "./detection-reference";
import { withKinds } from "./doctor-kinds";
import { drillRoleTemplate } from "../pipeline/drill-role-template";
import { planRoleTemplate } from "../pipeline/plan-role-template";
import { readRoleTemplate } from "../pipeline/read-role-template";
import { withAlarms } from "./health-alarms";
import { messagesReference } from "./messages/reference";
import { readmeFigures, withFigures } from "./readme-figures";

/** Files made from the sources. With --check nothing is written, and a file that is not up to date is an error. */
const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  // Written by hand but for its figures.
  "README.md": () => withFigures(readFileSync("README.md", "utf8"), readmeFigures()),
  "docs/health.md": () => withAlarms(readFileSync("docs/health.md", "utf8")),
  "docs/doctor.md": () => withKinds(readFileSync("docs/doctor.md", "utf8")),
  "docs/configuration.md": configurationReference,
  "docs/detections.md": detectionReference,
  "docs/messages.md": messagesReference,
  "examples/drill-role/template.yaml": drillRoleTemplate,
  "examples/plan-role/template.yaml": planRoleTemplate,
  "examples/read-role/template.yaml": readRoleTemplate,
  "schema/organization.schema.json": () => jsonSchema("organization"),
  "schema/members.schema.json": () => jsonSchema("included"),
};

const check = process.argv.includes("--check");
void generate();

async function generate(): Promise<void> {
  for (const [file, content] of Object.entries(generated)) {
    const text = await content();
    if (!check) writeFileSync(file, text);
    else if (read(file) !== text) {
      console.error(`${file} is not up to date. Run: npm run generate`);
      process.exitCode = 1;
    }
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
