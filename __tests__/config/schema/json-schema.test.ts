import { readFileSync } from "node:fs";
import path from "node:path";

import Ajv from "ajv/dist/2020";
import { parse } from "yaml";

import { catalogue } from "../../../detections/catalogue/catalogue";
import { jsonSchema } from "../../../config/schema/json-schema";
import { exampleText, root } from "../../support/synthesized";
import { broken, correct } from "../checks/problems-of";

const validate = new Ajv({ strict: true }).compile(
  JSON.parse(jsonSchema("organization")) as object,
);

test.each([
  ["schema/organization.schema.json", "organization"],
  ["schema/members.schema.json", "included"],
] as const)("%s is up to date", (file, kind) => {
  expect(readFileSync(path.join(root, file), "utf8")).toBe(jsonSchema(kind));
});

test("a validator as strict as there is takes the schema of included files, too", () => {
  const included = new Ajv({ strict: true }).compile(JSON.parse(jsonSchema("included")) as object);

  expect(included({ members: [] })).toBe(true);
  expect(included({ memberz: [] })).toBe(false);
});

test("keys that begin with x- are everybody's own, at the top of a file", () => {
  expect(validate(parse(`${correct}x-readers: &readers [role/rotation]\n`))).toBe(true);
  expect(validate(parse(broken("owner:", "x-note: 1\n    owner:")))).toBe(false);
});

describe("editors offer", () => {
  const schema = JSON.parse(jsonSchema("organization")) as {
    properties: Record<string, { title?: string; type?: string; properties: object; items: { examples: string[] } }>;
  };

  test("every detection of the catalogue, with its title", () => {
    expect(schema.properties.detections!.properties).toEqual(
      Object.fromEntries(catalogue.map(({ id, title }) => [id, { title, $ref: "#/$defs/detectionSettings" }])),
    );
    expect(validate(parse(`${correct}detections: { secret-read: { threshold: 10 } }\n`))).toBe(true);
    expect(validate(parse(`${correct}detections: { secret-read: { treshold: 10 } }\n`))).toBe(false);
  });

  test("every region, and take one that is newer", () => {
    expect(schema.properties.governedRegions!.items.examples).toEqual(expect.arrayContaining(["eu-west-1", "cn-north-1"]));
    expect(validate(parse(broken("eu-central-1", "eu-north-7")))).toBe(true);
  });

  test("a title for each section", () => {
    const sections = Object.values(schema.properties).filter(({ type }) => type === "object");

    expect(sections.filter(({ title }) => title === undefined)).toEqual([]);
    expect(schema.properties.logGroup!.title).toBe("Log group");
  });
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
