import { readFileSync } from "node:fs";
import path from "node:path";

import Ajv from "ajv/dist/2020";
import { parse } from "yaml";

import { jsonSchema } from "../../../config/schema/json-schema";
import { exampleText, root } from "../../support/synthesized";
import { broken, correct } from "../checks/problems-of";

const validate = new Ajv({ strict: false, formats: { email: true } }).compile(
  JSON.parse(jsonSchema("organization")) as object,
);

test.each([
  ["schema/organization.schema.json", "organization"],
  ["schema/members.schema.json", "included"],
] as const)("%s is up to date", (file, kind) => {
  expect(readFileSync(path.join(root, file), "utf8")).toBe(jsonSchema(kind));
});

test("editors find the schema through the example's first line, and accept the example", () => {
  const example = exampleText();

  expect(example.split("\n")[0]).toBe("# yaml-language-server: $schema=../../schema/organization.schema.json");
  expect(validate(parse(example))).toBe(true);
});

test.each([
  ["an account id that is a number", 'id: "901234567803"', "id: 901234567803"],
  ["an unknown key", "owner:", "ownr:"],
  ["a missing key", "    owner: payments@secretwatch.dev\n", ""],
])("editors refuse %s", (_, piece, by) => {
  expect(validate(parse(correct))).toBe(true);
  expect(validate(parse(broken(piece, by)))).toBe(false);
});
