import { z } from "zod";

import type { Operator } from "../../patterns/condition";
import { catalogue } from "../../detections/catalogue/catalogue";
import { partitionNames, regionsOf } from "../../organization/regions";
import { OWN_KEYS } from "../files/config-document";
import { condition } from "./detection";
import { includedFileSchema } from "./member";
import { organizationFileSchema } from "./organization-file";
import { isTextKind, kindOf, nameOf, textKinds } from "./value-kinds";

/** JSON Schema of organization.yaml or of a file that it includes, with which editors complete and check it. */
export function jsonSchema(file: "organization" | "included"): string {
  const schema = generate(file, (zodSchema, written) => {
    const kind = kindOf(zodSchema);
    // Editors offer them; a region that is newer is none the less right.
    if (kind === "region" || kind === "governedRegion") Object.assign(written, { examples: regionNames });
    // Without one, editors show the title of what is around it.
    const name = nameOf(zodSchema);
    if (name !== undefined) Object.assign(written, { title: capitalized(name.replace(/^(an?|the) /, "")) });
  }) as Written;
  addTitles(schema);
  const detections = schema.properties?.detections;
  if (detections !== undefined) addDetections(schema, detections);
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** A JSON Schema, as far as something is added to it. */
interface Written {
  title?: string;
  type?: unknown;
  properties?: Record<string, Written>;
  additionalProperties?: unknown;
  items?: Written;
  $defs?: Record<string, unknown>;
}

const regionNames = partitionNames.flatMap(regionsOf);

/** Sections that have a key are called after it: logGroup is "Log group". */
function addTitles({ properties = {}, items }: Written): void {
  if (items !== undefined) addTitles(items);
  for (const [key, child] of Object.entries(properties)) {
    if (child.type === "object") {
      child.title = capitalized(key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
    }
    addTitles(child);
  }
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Ids and titles of the catalogue, for editors to offer. */
function addDetections(schema: Written, detections: Written): void {
  schema.$defs = { ...schema.$defs, detectionSettings: detections.additionalProperties };
  const settings = { $ref: "#/$defs/detectionSettings" };
  detections.properties = Object.fromEntries(catalogue.map(({ id, title }) => [id, { title, ...settings }]));
  detections.additionalProperties = settings;
}

/** The same with the kind of each value, for people. */
export function schemaWithKinds(): object {
  return generate("organization", (schema, written) => {
    const kind = kindOf(schema);
    if (kind !== undefined && isTextKind(kind)) Object.assign(written, { kind: textKinds[kind] });
  });
}

function generate(file: "organization" | "included", annotate: (schema: z.core.$ZodType, written: object) => void) {
  const schema = file === "organization" ? organizationFileSchema : includedFileSchema;
  const title = file === "organization" ? "Secretwatch organization" : "Secretwatch members";
  const generated = z.toJSONSchema(schema, {
    // As the user writes it, before defaults are filled in.
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema: written }) => {
      annotate(zodSchema, written);
      if (isCondition(zodSchema)) Object.assign(written, { $ref: "#/$defs/condition" });
      // Its pattern is there as well, and a strict validator knows no formats by itself.
      if (written.pattern !== undefined) delete written.format;
    },
  });
  const definitions = file === "organization" ? { $defs: { condition: conditionSchema } } : {};
  const patternProperties = { [`^${OWN_KEYS}`]: { description: "Your own, for what YAML anchors name; not looked at." } };
  return { ...generated, title, patternProperties, ...definitions };
}

/** `describe` makes a copy that differs in its description alone. */
function isCondition(schema: z.core.$ZodType): boolean {
  return schema._zod.def === condition._zod.def;
}

const text = { type: "string", minLength: 1 };
const itself = { $ref: "#/$defs/condition" };

/** What each test takes. */
const tests: Readonly<Record<Operator, object>> = {
  equals: { anyOf: [{ type: "string" }, { type: "number" }] },
  oneOf: { type: "array", minItems: 1, items: text },
  noneOf: {
    type: "array",
    minItems: 1,
    items: text,
    description: "There, and none of these; in a list, some element.",
  },
  startsWith: text,
  endsWith: text,
  contains: text,
  matches: { ...text, description: "The whole text; * is any run of characters." },
  exists: { type: "boolean" },
  is: { enum: [true, false, null] },
  lessThan: { type: "number" },
  atMost: { type: "number" },
  greaterThan: { type: "number" },
  atLeast: { type: "number" },
};

/** The checks in condition-problems.ts, as far as an editor can make use of them. */
const conditionSchema = {
  type: "object",
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 2,
  properties: {
    all: { type: "array", minItems: 1, items: itself, description: "True if every condition is." },
    any: { type: "array", minItems: 1, items: itself, description: "True if at least one condition is." },
    not: { ...itself, description: "True if the condition is not, also where its field is absent." },
    field: { ...text, description: "Path of a field; [] stands for any element of a list." },
    ...tests,
  },
};
