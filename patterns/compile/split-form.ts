import { MAX_FILTER_PATTERN_LENGTH, MAX_WILDCARD_SELECTORS } from "../cloudwatch-filter-pattern";
import { NotExpressibleError, requiredValues, type Literal, type NormalForm } from "./normal-form";

/**
 * Two forms that together mean the same and never hold at once, so that no event counts twice.
 *
 * @throws NotExpressibleError if there are none; `length` is what the pattern has in characters, for the reason
 */
export function split(form: NormalForm, length: number): readonly NormalForm[] {
  const parts = form.kind === "all" ? form.parts : [form];
  for (const [index, part] of parts.entries()) {
    const halves = halve(part);
    if (halves === undefined) continue;
    return halves.map((half) => allOf(parts.flatMap((each, at) => (at === index ? membersOf(half, "all") : [each]))));
  }
  throw new NotExpressibleError(
    length > MAX_FILTER_PATTERN_LENGTH
      ? `The filter pattern has ${length} characters; CloudWatch Logs takes ${MAX_FILTER_PATTERN_LENGTH}, and it can't be ` +
          "split without counting events twice. Split the condition into several detections."
      : `The filter pattern goes through more than ${MAX_WILDCARD_SELECTORS} lists, which is all that CloudWatch Logs takes, and it can't be ` +
          "split without counting events twice. Split the condition into several detections.",
  );
}

function halve(form: NormalForm): readonly NormalForm[] | undefined {
  if (form.kind === "test") return halveValues(form);
  if (form.kind === "all" || !areDisjoint(form.parts)) return undefined;
  const middle = Math.ceil(form.parts.length / 2);
  return [form.parts.slice(0, middle), form.parts.slice(middle)].map((parts) =>
    parts.length === 1 ? parts[0]! : { kind: "any", parts },
  );
}

/** Not for lists: one event may have an element of either half. */
function halveValues({ test, negated }: Literal): readonly NormalForm[] | undefined {
  if (negated || !("oneOf" in test) || test.field.includes("[]")) return undefined;
  const values = [...new Set(test.oneOf)];
  if (values.length < 2) return undefined;
  const middle = Math.ceil(values.length / 2);
  return [values.slice(0, middle), values.slice(middle)].map((oneOf) => ({
    kind: "test",
    negated: false,
    test: { field: test.field, oneOf },
  }));
}

function membersOf(form: NormalForm, kind: "all" | "any"): readonly NormalForm[] {
  return form.kind === kind ? form.parts : [form];
}

function allOf(parts: readonly NormalForm[]): NormalForm {
  return parts.length === 1 ? parts[0]! : { kind: "all", parts };
}

/** Alternatives that ask for different event names or sources never hold at once. */
function areDisjoint(parts: readonly NormalForm[]): boolean {
  return ["eventName", "eventSource"].some((field) => {
    const values = parts.map((part) => requiredValues(part, field));
    if (values.includes(undefined)) return false;
    const all = values.flatMap((each) => [...new Set(each)]);
    return new Set(all).size === all.length;
  });
}
