import type { Condition, FieldTest, Test, TestBy } from "./condition";
import { matchesWildcards } from "./wildcards";

/** Whether a CloudTrail record meets a condition: the reference meaning that every compiled form has to share. */
export function evaluate(condition: Condition, event: unknown): boolean {
  if ("all" in condition) return condition.all.every((each) => evaluate(each, event));
  if ("any" in condition) return condition.any.some((each) => evaluate(each, event));
  if ("not" in condition) return !evaluate(condition.not, event);
  return evaluateTest(condition, event);
}

function evaluateTest(test: FieldTest, event: unknown): boolean {
  const values = valuesAt(event, pathOf(test.field));
  if ("exists" in test) return values.length > 0 === test.exists;
  return values.some((value) => holds(test, value));
}

/** Whether a value that is there meets a test. */
export function holds(test: Exclude<Test, TestBy<"exists">>, value: unknown): boolean {
  if ("equals" in test) return value === test.equals;
  if ("is" in test) return value === test.is;
  if ("noneOf" in test) return !test.noneOf.some((text) => text === value);
  if ("lessThan" in test) return typeof value === "number" && value < test.lessThan;
  if ("atMost" in test) return typeof value === "number" && value <= test.atMost;
  if ("greaterThan" in test) return typeof value === "number" && value > test.greaterThan;
  if ("atLeast" in test) return typeof value === "number" && value >= test.atLeast;
  return typeof value === "string" && holdsForText(test, value);
}

function holdsForText(
  test: TestBy<"oneOf" | "startsWith" | "endsWith" | "contains" | "matches">,
  value: string,
): boolean {
  if ("oneOf" in test) return test.oneOf.includes(value);
  if ("startsWith" in test) return value.startsWith(test.startsWith);
  if ("endsWith" in test) return value.endsWith(test.endsWith);
  if ("contains" in test) return value.includes(test.contains);
  return matchesWildcards(test.matches, value);
}

export interface PathStep {
  readonly key: string;
  /** Goes on with every element of the list. */
  readonly each: boolean;
}

export function pathOf(field: string): readonly PathStep[] {
  return field.split(".").map((part) => ({ key: part.replace(/\[\]$/, ""), each: part.endsWith("[]") }));
}

/** Every value at a path; none if it is absent, several if the path goes through lists. */
export function valuesAt(event: unknown, path: readonly PathStep[]): readonly unknown[] {
  return path.reduce<readonly unknown[]>(
    (values, { key, each }) =>
      values.flatMap((value) => {
        if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return [];
        const child = (value as Record<string, unknown>)[key];
        if (!each) return [child];
        return Array.isArray(child) ? (child as unknown[]) : [];
      }),
    [event],
  );
}
