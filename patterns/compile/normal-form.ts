import type { Condition, FieldTest, Test, TestBy } from "../condition";

/** A condition in which only single tests are negated. */
export type NormalForm =
  | { readonly kind: "all"; readonly parts: readonly NormalForm[] }
  | { readonly kind: "any"; readonly parts: readonly NormalForm[] }
  | Literal;

export interface Literal {
  readonly kind: "test";
  readonly test: FieldTest;
  readonly negated: boolean;
}

/** A condition that an engine has no faithful form for; its message says why, as a sentence. */
export class NotExpressibleError extends Error {
  override readonly name = "NotExpressibleError";
}

/**
 * Pushes negations down to the tests by De Morgan's laws, and flattens nested lists of the same kind. What `noneOf`
 * tests becomes other tests, except on a list, where none says the same.
 *
 * @throws NotExpressibleError for a list without conditions, which no engine has
 */
export function normalize(condition: Condition, negated = false): NormalForm {
  if ("not" in condition) return normalize(condition.not, !negated);
  if ("all" in condition) return list(negated ? "any" : "all", condition.all, negated);
  if ("any" in condition) return list(negated ? "all" : "any", condition.any, negated);
  if ("noneOf" in condition && condition.noneOf.length === 0) {
    return normalize({ field: condition.field, exists: true }, negated);
  }
  if ("noneOf" in condition && !condition.field.includes("[]")) {
    const { field, noneOf } = condition;
    return normalize({ all: [{ field, exists: true }, { not: { field, oneOf: noneOf } }] }, negated);
  }
  return { kind: "test", test: condition, negated };
}

/** A test of a field that is no list: `normalize` has replaced what tests `noneOf` there. */
export function replaced<Each extends Test>(test: Each): Exclude<Each, TestBy<"noneOf">> {
  if ("noneOf" in test) throw new Error("normalize leaves noneOf on lists alone.");
  return test as Exclude<Each, TestBy<"noneOf">>;
}

function list(kind: "all" | "any", conditions: readonly Condition[], negated: boolean): NormalForm {
  const parts = conditions
    .map((each) => normalize(each, negated))
    .flatMap((part) => (part.kind === kind ? part.parts : [part]));
  if (parts.length === 0)
    throw new NotExpressibleError("A list without conditions can't be compiled. Add a condition.");
  return parts.length === 1 ? parts[0]! : { kind, parts };
}

/** The texts that a test wants a field to be one of; undefined if it wants anything else. */
export function textsOf(test: Test): readonly string[] | undefined {
  if ("oneOf" in test) return test.oneOf;
  return "equals" in test && typeof test.equals === "string" ? [test.equals] : undefined;
}

/** The values that a field has to have for the condition to be true; undefined if it may have others. */
export function requiredValues(form: NormalForm, field: string): readonly string[] | undefined {
  if (form.kind === "test") {
    if (form.negated || form.test.field !== field) return undefined;
    return textsOf(form.test);
  }
  const values = form.parts.map((part) => requiredValues(part, field));
  if (form.kind === "all") {
    const known = values.filter((each) => each !== undefined);
    return known.length === 0 ? undefined : known.reduce((some, more) => some.filter((value) => more.includes(value)));
  }
  return values.includes(undefined) ? undefined : [...new Set(values.flatMap((each) => each ?? []))];
}
