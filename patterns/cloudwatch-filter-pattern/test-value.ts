import { isAnything } from "./filter-pattern";
import type { Comparison, IsTest, NumberValue, Operator, TextValue, Value } from "./filter-pattern";
import { compileRegex } from "./regex";
import { not } from "./truth";
import type { Truth } from "./truth";

/**
 * Whether one value, `undefined` if there is none, passes a test. The README has each case with its source.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function testValue(test: Comparison | IsTest, value: unknown): Truth {
  if (test.kind === "is") return value === test.value;
  if (value === undefined) return test.operator === "!=" ? "undefined" : false;
  if (value === null) return testNull(test);
  // AWS: the selector has to point at a text or a number; otherwise both = and != fail.
  if (typeof value === "object") return false;

  switch (test.operator) {
    case "=":
      return equals(test.value, value);
    case "!=":
      return not(equals(test.value, value));
    default:
      return typeof value === "number" ? isInOrder(value, test.operator, test.value) : "undefined";
  }
}

/** Nothing in the documentation makes null equal to "abc"; whether it equals "null" or "*" is open. */
function testNull({ operator, value }: Comparison): Truth {
  if (operator !== "=") return "undefined";
  return value.kind === "number" || equals(value, "null") === false ? false : "undefined";
}

function equals(literal: Value, value: unknown): Truth {
  if (isAnything(literal)) return true;
  if (literal.kind === "regex") return typeof value === "string" ? matchesRegex(literal.source, value) : "undefined";
  if (literal.kind === "text") return typeof value === "string" ? equalsText(literal, value) : "undefined";
  return equalsNumber(literal, value);
}

/** Whether a backslash is an escape is not documented. */
function equalsText(literal: TextValue, value: string): Truth {
  return literal.text.includes("\\") ? "undefined" : matchesWildcards(literal, value);
}

function equalsNumber(literal: NumberValue, value: unknown): Truth {
  if (!literal.wildcardStart && !literal.wildcardEnd) {
    return typeof value === "number" ? value === Number(literal.text) : "undefined";
  }
  // 10.* is both a number and a text with a wildcard; AWS's own 123.123.* is tested against a text.
  if (typeof value === "string") return matchesWildcards(literal, value);
  if (typeof value !== "number") return "undefined";
  const digits = String(value);
  // 1e+21 has no documented text to hold against a wildcard.
  if (digits.includes("e")) return "undefined";
  return matchesWildcards({ ...literal, text: literal.text.replace("+", "") }, digits);
}

function matchesWildcards(literal: TextValue | NumberValue, value: string): boolean {
  const { text, wildcardStart, wildcardEnd } = literal;
  if (wildcardStart && wildcardEnd) return value.includes(text);
  if (wildcardStart) return value.endsWith(text);
  return wildcardEnd ? value.startsWith(text) : value === text;
}

function matchesRegex(source: string, value: string): boolean {
  const compiled = compileRegex(source);
  if ("problem" in compiled) throw new TypeError(`%${source}% is not a regex that CloudWatch Logs takes.`);
  return compiled.regex.test(value);
}

function isInOrder(value: number, operator: Exclude<Operator, "=" | "!=">, literal: Value): boolean {
  if (literal.kind !== "number") throw new TypeError(`${operator} compares numbers only.`);
  const limit = Number(literal.text);
  switch (operator) {
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
  }
}
