import type { EventField } from "./event-fields";

/**
 * A condition on one CloudTrail record, as plain data.
 *
 * Its meaning on missing fields is the same in every engine: a test on an absent field is false (except `absent`),
 * and `not` of it is true.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | FieldTest;

/** A test of one field of the record. Comparison is exact and case-sensitive, as in CloudWatch Logs. */
export type FieldTest =
  | { readonly field: EventField; readonly equals: string }
  | { readonly field: EventField; readonly oneOf: readonly string[] }
  | { readonly field: EventField; readonly startsWith: string }
  | { readonly field: EventField; readonly exists: boolean };

/** True if every condition is; true for no condition. */
export const all = (...conditions: readonly Condition[]): Condition => ({ all: conditions });

/** True if at least one condition is; false for no condition. */
export const any = (...conditions: readonly Condition[]): Condition => ({ any: conditions });

export const not = (condition: Condition): Condition => ({ not: condition });

/** Starts a test that reads like a sentence: `field("eventName").equals("GetSecretValue")`. */
export function field(name: EventField) {
  return {
    equals: (value: string): Condition => ({ field: name, equals: value }),
    isOneOf: (...values: readonly string[]): Condition => ({ field: name, oneOf: values }),
    startsWith: (prefix: string): Condition => ({ field: name, startsWith: prefix }),
    exists: (): Condition => ({ field: name, exists: true }),
    isAbsent: (): Condition => ({ field: name, exists: false }),
  };
}
