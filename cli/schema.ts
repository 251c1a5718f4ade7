import { jsonSchema } from "../config/schema/json-schema";
import { lines } from "../text/terminal";
import { print } from "../text/print";

export function schema(included: boolean): void {
  print(lines(jsonSchema(included ? "included" : "organization")));
}
