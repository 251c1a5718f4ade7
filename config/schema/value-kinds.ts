import { z } from "zod";

/**
 * What a text in the configuration stands for, in the words of docs/configuration.md. The checks across keys and files go
 * by it, so that they know a new key from the start.
 */
export const textKinds = {
  accountId: "account id",
  organizationId: "organization id",
  unitId: "unit id",
  /** One of organizationalUnits. */
  unitName: "unit",
  /** Name of one of the accounts. */
  accountName: "account",
  /** One of waves. */
  waveName: "wave",
  /** One of the catalogue. */
  detectionId: "detection",
  arn: "ARN",
  /** A role, a user or a service, by its name or by its ARN. */
  principal: "principal",
  /** Where a read comes from: a VPC endpoint, or a network. */
  place: "place",
  /** A secret by its name or its ARN, or all below a path. */
  secret: "secret",
  /** A parameter by its name or its ARN, or all below a path. */
  parameter: "parameter",
  /** Any region of the partition. */
  region: "region",
  /** One of governedRegions. */
  governedRegion: "governed region",
  mail: "mail address",
  url: "URL",
  /** All texts in a condition. */
  condition: "condition",
  /** Nothing that another key, the partition or AWS has to agree with. */
  text: "string",
} as const;

/** What may be, or may hold, an ARN. */
export const kindsWithArns = ["arn", "principal", "secret", "parameter", "condition"] as const satisfies readonly TextKind[];

export type TextKind = keyof typeof textKinds;

/** A list in which nothing stands twice is a set. */
export type Kind = TextKind | "list" | "set";

// A registry of our own: what is in Zod's own one goes into the JSON Schema, too.
const kinds = z.registry<{ readonly kind: Kind }>();

/** Says what the values of a schema are. Copies with a description or a check are of the same kind. */
export function ofKind<Schema extends z.ZodType>(kind: Kind, schema: Schema): Schema {
  kinds.add(schema, { kind });
  return schema;
}

/** Undefined for what is no text and no list, and for words of which the schema lists all. */
export function kindOf(schema: z.core.$ZodType): Kind | undefined {
  return kinds.get(schema)?.kind;
}

const names = z.registry<{ readonly name: string }>();

/** Says what a section is about, in a few words: "a member account". */
export function called<Schema extends z.ZodType>(name: string, schema: Schema): Schema {
  names.add(schema, { name });
  return schema;
}

export function nameOf(schema: z.core.$ZodType): string | undefined {
  return names.get(schema)?.name;
}

export function isTextKind(kind: string): kind is TextKind {
  return Object.hasOwn(textKinds, kind);
}
