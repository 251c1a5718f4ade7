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
    properties: Record<string, { properties: object; items: { examples: string[] } }>;
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

  test("a title of its own for each section, also in lists and mappings", () => {
    const titles = sections(JSON.parse(jsonSchema("organization")) as Schema).map(({ title }) => title);

    expect(titles.length).toBeGreaterThan(30);
    expect(titles).not.toContain(undefined);
    expect(titles.filter((title) => title === "Secretwatch organization")).toHaveLength(1);
    expect(titles).toEqual(
      expect.arrayContaining(["Log group", "Member account", "Expected reader", "Slack channel", "State"]),
    );
    expect(sections(JSON.parse(jsonSchema("included")) as Schema).map(({ title }) => title)).not.toContain(undefined);
  });
});

describe("what is offered in the place of a value", () => {
  test.each([
    ["homeRegion", "eu-west-1"],
    ["governedRegions[]", "us-gov-west-1"],
    ["members[].regions[]", "eu-west-1"],
    ["members[].secrets[].region", "eu-west-1"],
    ["members[].secrets[].replicaRegions[]", "eu-west-1"],
    ["members[].watchedSecrets[].region", "eu-west-1"],
    ["deployment.state.region", "eu-west-1"],
    ["trail.existing.logGroupRegion", "eu-west-1"],
    ["partition", "aws-cn"],
    ["deployment.state.type", "s3"],
    ["alerts.routes[].minimumSeverity", "critical"],
    ["alerts.owners.notify", true],
    ["trail.insights[]", "ApiErrorRateInsight"],
    ["logGroup.retentionDays", 365],
    ["archive.objectLock.mode", "compliance"],
    ["modes.*", "quiet"],
    ["detections.*.severity", "info"],
    ["detections.*.enabled", false],
    ["ownDetections[].severity", "info"],
  ])("of %s: %j among others", (place, value) => {
    const schema = JSON.parse(jsonSchema("organization")) as Schema;

    const steps = place.split(/(?=\[\])|\./);
    const found = steps.reduce<readonly Schema[]>((schemas, step) => within(schemas, step, schema), [schema]);

    expect(found.flatMap(offered)).toContain(value);
  });

  test("is everywhere what may be there", () => {
    const schema = JSON.parse(jsonSchema("organization")) as Schema;
    const texts = everything(schema).filter(({ type, pattern }) => type === "string" && pattern !== undefined);
    const wrong = texts.flatMap(({ pattern, examples = [] }) =>
      examples.filter((example) => !new RegExp(pattern!, "u").test(String(example))),
    );

    expect(texts.some(({ examples }) => examples !== undefined)).toBe(true);
    expect(wrong).toEqual([]);
  });
});

interface Schema {
  readonly title?: string;
  readonly type?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** All parts of a schema; what it refers to stands among its definitions. */
function everything(schema: Schema): readonly Schema[] {
  const { properties = {}, additionalProperties, items, anyOf = [], oneOf = [], $defs = {} } = schema;
  const parts = [...Object.values(properties), ...anyOf, ...oneOf, ...Object.values($defs)];
  const others = [items, additionalProperties].filter((each) => typeof each === "object");
  return [schema, ...[...parts, ...others].flatMap(everything)];
}

// A condition is called by its key.
function sections(schema: Schema): readonly Schema[] {
  return everything(schema).filter(({ properties }) => properties !== undefined && !("field" in properties));
}

/** What editors offer of a value: enumerations, constants, examples, and the two of yes and no. */
function offered({ type, enum: values = [], const: only, examples = [] }: Schema): readonly unknown[] {
  return [...values, ...(only === undefined ? [] : [only]), ...examples, ...(type === "boolean" ? [true, false] : [])];
}

function within(schemas: readonly Schema[], step: string, { $defs = {} }: Schema): readonly Schema[] {
  const alternatives = schemas.flatMap((each) => [each, ...(each.anyOf ?? []), ...(each.oneOf ?? [])]);
  return alternatives
    .map(({ items, properties, additionalProperties }) => {
      if (step === "[]") return items;
      return step === "*" ? additionalProperties : properties?.[step];
    })
    .filter((each) => typeof each === "object")
    .map((each) => (each.$ref === undefined ? each : $defs[each.$ref.replace("#/$defs/", "")]!));
}

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
