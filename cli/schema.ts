import { jsonSchema } from "../config/schema/json-schema";

export function schema(included: boolean): void {
  process.stdout.write(jsonSchema(included ? "included" : "organization"));
}
