import { z } from "zod";

import type { Path } from "../../config/files/config-document";
import { kindOf, type Kind } from "../../config/schema/value-kinds";

/** Something in a specimen whose kind the schema tells. */
export interface Place {
  readonly kind: Kind | undefined;
  readonly path: Path;
  /** It is a key, the last one of the path. */
  readonly isKey: boolean;
}

/** What a specimen has of what a schema leaves open. */
export interface Choices {
  has(): boolean;
  option<Option>(options: readonly Option[]): Option;
  /** A text of a kind that the schema accepts, but perhaps not the checks across keys. */
  text(kind: Kind | undefined, schema: z.core.$ZodType): string;
}

/** Every key, and of alternatives the one at a position. */
export const all = (position: number): Omit<Choices, "text"> => ({
  has: () => true,
  option: (options) => options[position % options.length]!,
});

/** As many as there are alternatives anywhere. */
export const positions = [0, 1];

/** In each list and mapping. */
const ITEMS = 2;

/**
 * A value that a schema describes, and where in it there are texts and lists.
 *
 * @throws Error for a type of schema that nobody has met yet: teach it to schema-walk.ts first
 */
export function specimenOf(
  schema: z.core.$ZodType,
  choices: Choices,
): { readonly value: unknown; readonly places: readonly Place[] } {
  const places: Place[] = [];
  let words = 0;
  return { value: make(schema, []), places };

  function make(each: z.core.$ZodType, path: Path): unknown {
    if (each instanceof z.ZodOptional || each instanceof z.ZodDefault || each instanceof z.ZodPrefault) {
      return choices.has() ? make(each.unwrap(), path) : undefined;
    }
    if (each instanceof z.ZodUnion) return make(choices.option(each.options), path);
    if (each instanceof z.ZodObject) {
      const shape: Readonly<Record<string, z.core.$ZodType>> = each.shape;
      const entries = Object.entries(shape).map(([key, child]) => [key, make(child, [...path, key])] as const);
      return Object.fromEntries(entries.filter(([, child]) => child !== undefined));
    }
    if (each instanceof z.ZodRecord) return record(each, path);
    if (each instanceof z.ZodArray) {
      places.push({ kind: kindOf(each), path, isKey: false });
      return Array.from({ length: ITEMS }, (_, index) => make(each.element, [...path, index]));
    }
    return leaf(each, path);
  }

  function record(each: z.ZodRecord, path: Path): unknown {
    const keys = Array.from({ length: ITEMS }, () => choices.text(kindOf(each.keyType), each.keyType));
    const entries = [...new Set(keys)].map((key) => {
      places.push({ kind: kindOf(each.keyType), path: [...path, key], isKey: true });
      return [key, make(each.valueType, [...path, key])] as const;
    });
    return Object.fromEntries(entries);
  }

  function leaf(each: z.core.$ZodType, path: Path): unknown {
    if (each instanceof z.ZodBoolean) return true;
    if (each instanceof z.ZodNumber) return each.minValue;
    // In turn, so that no list has one twice.
    if (each instanceof z.ZodEnum) return each.options[words++ % each.options.length];
    if (each instanceof z.ZodLiteral) return [...each.values][0];
    if (each instanceof z.ZodString || each instanceof z.ZodEmail || each instanceof z.ZodUnknown) {
      places.push({ kind: kindOf(each), path, isKey: false });
      return choices.text(kindOf(each), each);
    }
    if (each instanceof z.ZodCustom) {
      const test = [...path, "all", 0];
      for (const key of ["field", "equals"]) places.push({ kind: kindOf(each), path: [...test, key], isKey: false });
      return { all: [{ field: "eventName", equals: choices.text(kindOf(each), z.string()) }] };
    }
    throw new Error(`${each._zod.def.type} at ${path.join(".")} is a type of schema that nothing here knows`);
  }
}
