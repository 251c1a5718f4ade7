import type { EventField } from "./fields";

/**
 * A condition on one CloudTrail record, as plain data with one meaning in every engine.
 *
 * - A test on an absent field is false, whatever it tests (except `exists: false`); `not` of it is true.
 * - A field with the value null is there: it exists, and equals nothing but null.
 * - Text is compared exactly and case-sensitively; a test for text is false on a number, and the other way round.
 * - A field is taken to have one type in all records, and to be a leaf: `exists` asks for a value, not for an object.
 * - A test on a field with `[]` in its path is true if it is true for any element.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | FieldTest;

/** A test of one field of the record. */
export type FieldTest = { readonly field: EventField } & Test;

/** What each test takes. Whoever handles tests one by one does not compile until a new one has its place. */
export interface Operands {
  readonly equals: string | number;
  readonly oneOf: readonly string[];
  /** There, and none of these texts. Null is there, and none of them; an element of a list is enough. */
  readonly noneOf: readonly string[];
  readonly startsWith: string;
  readonly endsWith: string;
  readonly contains: string;
  /** The whole text, where `*` stands for any run of characters, also none. Nothing else is special. */
  readonly matches: string;
  readonly exists: boolean;
  readonly is: true | false | null;
  readonly lessThan: number;
  readonly atMost: number;
  readonly greaterThan: number;
  readonly atLeast: number;
}

export type Operator = keyof Operands;

/** A test with one of these operators. */
export type TestBy<Name extends Operator> = { [Each in Name]: Pick<Operands, Each> }[Name];

export type Test = TestBy<Operator>;

/** True if every condition is; true for no condition. */
export const all = (...conditions: readonly Condition[]): Condition => ({ all: conditions });

/** True if at least one condition is; false for no condition. */
export const any = (...conditions: readonly Condition[]): Condition => ({ any: conditions });

export const not = (condition: Condition): Condition => ({ not: condition });

/** Starts a test that reads like a sentence: `field("eventName").equals("GetSecretValue")`. */
export function field(name: EventField) {
  const test = (what: Test): Condition => ({ field: name, ...what });
  return {
    equals: (value: string | number) => test({ equals: value }),
    isOneOf: (...values: readonly string[]) => test({ oneOf: values }),
    isNoneOf: (...values: readonly string[]) => test({ noneOf: values }),
    startsWith: (start: string) => test({ startsWith: start }),
    endsWith: (end: string) => test({ endsWith: end }),
    contains: (part: string) => test({ contains: part }),
    matches: (wildcard: string) => test({ matches: wildcard }),
    exists: () => test({ exists: true }),
    isAbsent: () => test({ exists: false }),
    isTrue: () => test({ is: true }),
    isFalse: () => test({ is: false }),
    isNull: () => test({ is: null }),
    isLessThan: (limit: number) => test({ lessThan: limit }),
    isAtMost: (limit: number) => test({ atMost: limit }),
    isGreaterThan: (limit: number) => test({ greaterThan: limit }),
    isAtLeast: (limit: number) => test({ atLeast: limit }),
  };
}
