import { z } from "zod";

import { includedFileSchema } from "./member-schema";
import { organizationFileSchema } from "./organization-schema";

/** JSON Schema of organization.yaml or of a file that it includes, with which editors complete and check it. */
export function jsonSchema(kind: "organization" | "included"): string {
  const schema = kind === "organization" ? organizationFileSchema : includedFileSchema;
  const title = kind === "organization" ? "Secretwatch organization" : "Secretwatch members";
  // As the user writes it, before defaults are filled in.
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: "input" }) }, null, 2)}\n`;
}
