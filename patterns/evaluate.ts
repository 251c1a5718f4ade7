import type { Condition } from "./condition";

/** Whether a CloudTrail record meets a condition: the reference meaning that every compiled form has to share. */
export function evaluate(condition: Condition, event: unknown): boolean {
  if ("all" in condition) return condition.all.every((each) => evaluate(each, event));
  if ("any" in condition) return condition.any.some((each) => evaluate(each, event));
  if ("not" in condition) return !evaluate(condition.not, event);

  const value = valueAt(event, condition.field);
  if ("exists" in condition) return (value !== undefined) === condition.exists;
  if (typeof value !== "string") return false;
  if ("equals" in condition) return value === condition.equals;
  if ("oneOf" in condition) return condition.oneOf.includes(value);
  return value.startsWith(condition.startsWith);
}

function valueAt(event: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      event,
    );
}
