import { z } from "zod";

import type { Path } from "../files/config-document";
import { kindOf, type Kind } from "./value-kinds";

/** A value of a known kind, where it stands. */
export interface Found {
  readonly kind: Kind;
  readonly path: Path;
  readonly value: unknown;
  /** It is a key, the last one of the path. */
  readonly isKey: boolean;
}

/**
 * Every text and list in a value that a schema describes, whether or not the value fits the schema: what is of another
 * type than it should be is left out, for the schema to report.
 */
export function walk(schema: z.core.$ZodType, value: unknown): readonly Found[] {
  const found: Found[] = [];
  visit(schema, value, [], found);
  return found;
}

// Large organizations have hundreds of thousands of values: all go into one list, instead of through a generator at each level.
function visit(schema: z.core.$ZodType, value: unknown, path: Path, found: Found[]): void {
  const inner = unwrap(schema, value);
  const kind = kindOf(inner);
  const isAnything = inner instanceof z.ZodCustom || inner instanceof z.ZodUnknown;
  if (kind !== undefined && isAnything) addTexts(kind, value, path, found);
  else if (kind !== undefined && (inner instanceof z.ZodArray ? Array.isArray(value) : typeof value === "string")) {
    found.push({ kind, path, value, isKey: false });
  }
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    for (const [index, each] of value.entries()) visit(inner.element, each, [...path, index], found);
  }
  if (inner instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = inner.shape;
    for (const [key, child] of Object.entries(shape)) {
      if (has(value, key)) visit(child, value[key], [...path, key], found);
    }
  }
  if (inner instanceof z.ZodRecord && isMapping(value)) {
    const keyKind = kindOf(inner.keyType);
    for (const [key, each] of Object.entries(value)) {
      if (keyKind !== undefined) found.push({ kind: keyKind, path: [...path, key], value: key, isKey: true });
      visit(inner.valueType, each, [...path, key], found);
    }
  }
}

/** A schema without what makes it optional; of alternatives the one that the value names by its type, or by being a mapping or a text. */
export function unwrap(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const type = has(value, "type") ? value.type : undefined;
    const branch = (schema.options as z.ZodObject[]).find((each) => {
      const tag: unknown = each.shape.type;
      return tag instanceof z.ZodLiteral && tag.value === type;
    });
    return branch ?? schema;
  }
  if (schema instanceof z.ZodUnion) {
    const branch = (schema.options as z.ZodType[]).find((each) => each instanceof z.ZodObject === isMapping(value));
    return branch ?? schema;
  }
  return schema;
}

/** All texts in what the schema takes as it is. */
function addTexts(kind: Kind, value: unknown, path: Path, found: Found[]): void {
  if (typeof value === "string") found.push({ kind, path, value, isKey: false });
  if (Array.isArray(value)) for (const [index, each] of value.entries()) addTexts(kind, each, [...path, index], found);
  else if (isMapping(value)) {
    for (const [key, each] of Object.entries(value)) addTexts(kind, each, [...path, key], found);
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function has(value: unknown, key: string): value is Readonly<Record<string, unknown>> {
  return isMapping(value) && Object.hasOwn(value, key);
}
