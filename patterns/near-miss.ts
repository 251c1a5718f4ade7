import { evaluate, pathOf, valuesAt } from "./evaluate";
import type { Condition, FieldTest, Operator, Test } from "./condition";
import { normalize, requiredValues, type NormalForm } from "./compile/normal-form";

/**
 * Why a condition that is about an event of this name and source does not hold: a line for each test that fails, as in
 * `errorCode is "AccessDenied", has to be absent`. Undefined if it holds, or is about other events.
 */
export function nearMiss(condition: Condition, event: unknown): readonly string[] | undefined {
  if (evaluate(condition, event)) return undefined;
  const form = normalize(condition);
  const named = requiredValues(form, "eventName") ?? requiredValues(form, "eventSource");
  return isAbout(form, event) && named !== undefined ? reasons(form, event) : undefined;
}

/** What keeps a form from holding: every failing part of an "all"; of an "any" the alternative that comes closest. */
function reasons(form: NormalForm, event: unknown): readonly string[] {
  if (form.kind === "test") {
    return evaluate(form.test, event) !== form.negated ? [] : [reason(form.test, form.negated, event)];
  }
  const parts = form.parts.map((part) => reasons(part, event));
  if (form.kind === "all") return [...new Set(parts.flat())];
  // Alternatives about other events come last, however little they ask for.
  const near = parts.filter((_, index) => isAbout(form.parts[index]!, event));
  return (near.length > 0 ? near : parts).reduce((closest, part) => (part.length < closest.length ? part : closest));
}

function isAbout(form: NormalForm, event: unknown): boolean {
  return ["eventName", "eventSource"].every((field) => {
    const values = requiredValues(form, field);
    return values === undefined || values.includes(String(valuesAt(event, pathOf(field))[0]));
  });
}

function reason(test: FieldTest, negated: boolean, event: unknown): string {
  const values = valuesAt(event, pathOf(test.field));
  const found = values.length === 0 ? "is absent" : `is ${values.map((value) => JSON.stringify(value)).join(", ")}`;
  return `${test.field} ${found}, ${negated ? "must not" : "has to"} ${wanted(test)}`;
}

const words: Readonly<Record<Exclude<Operator, "exists">, string>> = {
  equals: "be",
  oneOf: "be one of",
  noneOf: "have an element other than",
  startsWith: "start with",
  endsWith: "end with",
  contains: "contain",
  matches: "match",
  is: "be",
  lessThan: "be less than",
  atMost: "be at most",
  greaterThan: "be greater than",
  atLeast: "be at least",
};

function wanted(test: Test): string {
  if ("exists" in test) return test.exists ? "be there" : "be absent";
  const [name, value] = Object.entries<unknown>(test).find(([key]) => key in words) as [keyof typeof words, unknown];
  const shown = Array.isArray(value) ? value.map((each) => JSON.stringify(each)).join(", ") : JSON.stringify(value);
  return `${words[name]} ${shown}`;
}
