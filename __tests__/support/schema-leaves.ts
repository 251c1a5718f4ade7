import { z } from "zod";

import { organizationFileSchema } from "../../config/schema/organization-file";

interface Schema {
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/**
 * Every key of organization.yaml that has a value and no keys of its own, as `alerts.routes[].name`. `{}` stands for the
 * keys that a user chooses, `(s3)` for the type of an alternative, and `(mapping)` for the one that is no text.
 */
export function schemaLeaves(): readonly string[] {
  return leavesOf(z.toJSONSchema(organizationFileSchema, { io: "input", unrepresentable: "any" }) as Schema, "");
}

function leavesOf(schema: Schema, path: string): readonly string[] {
  const { properties, items, additionalProperties, oneOf } = schema;
  if (oneOf !== undefined) {
    return oneOf.flatMap((each) => leavesOf(each, `${path}(${String(each.properties?.type?.const)})`));
  }
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([key, each]) =>
      each.const === undefined ? leavesOf(each, path === "" ? key : `${path}.${key}`) : [],
    );
  }
  const mappings = (items?.anyOf ?? []).filter((each) => each.properties !== undefined);
  if (mappings.length > 0) return [path, ...mappings.flatMap((each) => leavesOf(each, `${path}[](mapping)`))];
  if (items?.properties !== undefined) return leavesOf(items, `${path}[]`);
  if (typeof additionalProperties === "object" && additionalProperties.properties !== undefined) {
    return leavesOf(additionalProperties, `${path}{}`);
  }
  return [path];
}
