import type { FieldTest, FilterPattern } from "./filter-pattern";
import { parse } from "./parse";
import { select } from "./select";
import { testValue } from "./test-value";
import { allOf, anyOf } from "./truth";
import type { Truth } from "./truth";

/**
 * Whether a filter pattern matches an event, a parsed JSON object. Anything else is not a JSON event and never matches.
 *
 * The answer is `"undefined"` if it depends on something that AWS neither documents nor was seen to do.
 *
 * @throws FilterPatternSyntaxError if the pattern is a text with a mistake in it
 */
export function match(pattern: string | FilterPattern, event: unknown): Truth {
  const tree = typeof pattern === "string" ? parse(pattern) : pattern;
  if (typeof event !== "object" || event === null || Array.isArray(event)) return false;
  return evaluate(tree, event);
}

function evaluate(pattern: FilterPattern, event: object): Truth {
  if (!("conditions" in pattern)) return evaluateTest(pattern, event);
  const truths = pattern.conditions.map((each) => evaluate(each, event));
  return pattern.kind === "and" ? allOf(truths) : anyOf(truths);
}

function evaluateTest(test: FieldTest, event: object): Truth {
  const values = select(test.selector, event);
  if (test.kind === "notExists") return areAbsent(values);
  return anyOf(values.map((value) => testValue(test, value)));
}

/** With a wildcard, "none has it" and "one lacks it" are both possible readings: an answer has to hold in both. */
function areAbsent(values: readonly unknown[]): Truth {
  // Only a wildcard over an empty array or object leads nowhere at all.
  if (values.length === 0) return "undefined";
  if (values.every((value) => value === undefined)) return true;
  return values.includes(undefined) ? "undefined" : false;
}
