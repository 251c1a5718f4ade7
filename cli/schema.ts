import { jsonSchema } from "../config/json-schema";

export function schema(included: boolean): void {
  process.stdout.write(jsonSchema(included ? "included" : "organization"));
}
