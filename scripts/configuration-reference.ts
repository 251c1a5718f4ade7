import { inCell } from "../text/markdown";
import { schemaWithKinds } from "../config/schema/json-schema";
import { textKinds } from "../config/schema/value-kinds";

interface Schema {
  readonly type?: string;
  /** What it stands for. */
  readonly kind?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  /** What the keys of a mapping stand for. */
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  /** A text, or a section in its place. */
  readonly anyOf?: readonly Schema[];
}

/** docs/configuration.md: every key of organization.yaml, from the schema that checks it. */
export function configurationReference(): string {
  const schema: Schema = schemaWithKinds();
  return [
    "<!-- Made by npm run generate from the schemas in config/. Do not edit. -->",
    "",
    "# Configuration",
    "",
    "Every key of `organization.yaml`. Keys without a default and without *optional* are required; unknown keys are",
    "errors. Editors with a YAML language server complete and check the file through the comment in its first line:",
    "",
    "```yaml",
    "# yaml-language-server: $schema=./schema/organization.schema.json",
    "```",
    "",
    "A file named by `include` has `members` and `include` only, and the schema `schema/members.schema.json`. It is in the same git",
    "repository, or, where there is none, in the directory of `organization.yaml` or below; what links lead to is, too. Nothing else is read.",
    "",
    "Each file is one YAML document in UTF-8. What several places have in common can be written once: keys at the top of a file that begin with",
    "`x-` are yours, and nothing looks at them but aliases of their anchors.",
    "",
    "```yaml",
    "x-readers: &readers [role/secret-rotation, role/backup/nightly]",
    "members:",
    "  - { name: payments-prod, expectedReaders: *readers }",
    "```",
    "",
    "| key | value | default | meaning |",
    "| --- | --- | --- | --- |",
    ...rows(schema, ""),
    "",
  ].join("\n");
}

function rows(schema: Schema, prefix: string): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const path = `${prefix}${key}`;
    const optional = !(schema.required ?? []).includes(key);
    return [row(path, child, optional), ...nested(path, child)];
  });
}

function nested(path: string, schema: Schema): readonly string[] {
  if (schema.items !== undefined)
    return (schema.items.anyOf ?? [schema.items]).flatMap((each) => rows(each, `${path}[].`));
  // Alternatives are told apart by their type, which the row of each shows.
  if (schema.oneOf !== undefined) return schema.oneOf.flatMap((each) => rows(each, `${path}.`));
  const { additionalProperties: each } = schema;
  if (typeof each !== "object") return rows(schema, `${path}.`);
  const inside = `${path}.<${keyOf(schema)}>`;
  // What is not said of the mapping itself.
  return [...(each.description === undefined ? [] : [row(inside, each, false)]), ...nested(inside, each)];
}

/** What a key of a mapping is, in a word. */
function keyOf({ propertyNames }: Schema): string {
  const kind = propertyNames?.kind;
  return kind === undefined || kind === textKinds.text ? "name" : kind;
}

function row(path: string, schema: Schema, optional: boolean): string {
  const fallback =
    schema.default !== undefined && !isSection(schema)
      ? `\`${JSON.stringify(schema.default)}\``
      : optional
        ? "*optional*"
        : "";
  return `| ${[`\`${path}\``, valueOf(schema), fallback, schema.description ?? ""].map(inCell).join(" | ")} |`;
}

function isSection({ properties, oneOf }: Schema): boolean {
  return properties !== undefined || oneOf !== undefined;
}

function valueOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.items !== undefined)
    return schema.items.properties === undefined ? `list of ${several(schema.items)}` : "list";
  if (isSection(schema)) return "section";
  if (typeof schema.additionalProperties === "object") {
    return `mapping of ${keyOf(schema)}s to ${several(schema.additionalProperties)}`;
  }
  if (schema.minimum !== undefined && schema.maximum !== undefined) return `${schema.minimum} to ${schema.maximum}`;
  // Text that may be anything else, too: no type is given.
  if (schema.kind === textKinds.text) return schema.type ?? "value";
  return schema.kind ?? schema.type ?? "value";
}

function several(schema: Schema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(several).join(" or ");
  const one = valueOf(schema);
  if (schema.enum !== undefined) return one;
  return `${one}${one.endsWith("s") ? "es" : "s"}`;
}
