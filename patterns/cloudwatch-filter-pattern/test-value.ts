import { isAnything } from "./filter-pattern";
import type { Comparison, IsTest, NumberValue, Operator, RegexValue, TextValue, Value } from "./filter-pattern";
import { compileRegex } from "./regex";
import { not } from "./truth";
import type { Truth } from "./truth";

/**
 * Whether one value, `undefined` if there is none, passes a test. The README has each case with its source.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function testValue(test: Comparison | IsTest, value: unknown): Truth {
  if (test.kind === "is") return isValue(test.value, value);
  // Seen: nothing but texts and numbers is compared, whether the test is = or != or of order.
  if (typeof value !== "string" && typeof value !== "number") return testOther(test, value);

  switch (test.operator) {
    case "=":
      return equals(test.value, value);
    case "!=":
      return not(equals(test.value, value));
    default:
      return typeof value === "number" && isInOrder(value, test.operator, limitOf(test));
  }
}

/** IS NULL was seen to match a list that holds null as well; whether IS TRUE and IS FALSE do likewise was not seen. */
function isValue(expected: true | false | null, value: unknown): Truth {
  if (!Array.isArray(value) || !value.includes(expected)) return value === expected;
  return expected === null ? true : "undefined";
}

/** Nothing was seen of regexes that fit the word of what is no text, nor of texts that fit the word null. */
function testOther({ operator, value: literal }: Comparison, value: unknown): Truth {
  if (typeof value === "object" && value !== null) return false;
  if (literal.kind === "regex") {
    if (operator === "!=") return "undefined";
    return value !== undefined && matchesRegex(literal, JSON.stringify(value)) ? "undefined" : false;
  }
  if (value !== null || operator !== "=" || literal.kind === "number" || isAnything(literal)) return false;
  return matchesWildcards(literal, "null") === false ? false : "undefined";
}

function equals(literal: Value, value: string | number): Truth {
  if (isAnything(literal)) return true;
  if (typeof value === "number") return equalsNumber(literal, value);
  if (literal.kind === "regex") return matchesRegex(literal, value);
  // Whether a backslash is an escape is not documented.
  return literal.text.includes("\\") ? "undefined" : matchesWildcards(literal, value);
}

function equalsNumber(literal: Value, value: number): Truth {
  if (literal.kind === "number" && !literal.wildcardStart && !literal.wildcardEnd)
    return value === Number(literal.text);
  const digits = String(value);
  // A number is held against a text as it stands in the event, and 1e+21 may stand there in other ways.
  if (digits.includes("e")) return "undefined";
  if (literal.kind === "regex") return matchesRegex(literal, digits) ? "undefined" : false;
  // An asterisk in the middle was seen to keep != from matching a number.
  if (literal.text.includes("*")) return "undefined";
  return matchesWildcards(literal.kind === "number" ? unsigned(literal) : literal, digits);
}

function unsigned(literal: NumberValue): NumberValue {
  return { ...literal, text: literal.text.replace("+", "") };
}

/**
 * A text that has the end more than once may not match: a test suite that asks AWS found *111.111.111 not to match
 * 111.111.111.111, where it stands at the start, too.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html
 */
function matchesWildcards({ text, wildcardStart, wildcardEnd }: TextValue | NumberValue, value: string): Truth {
  if (wildcardStart && wildcardEnd) return value.includes(text);
  if (wildcardEnd) return value.startsWith(text);
  if (!wildcardStart) return value === text;
  if (!value.endsWith(text)) return false;
  return value.indexOf(text) === value.length - text.length ? true : "undefined";
}

function matchesRegex({ source }: RegexValue, value: string): boolean {
  const compiled = compileRegex(source);
  if ("problem" in compiled) throw new TypeError(`%${source}% is not a regex that CloudWatch Logs takes.`);
  return compiled.finds(value);
}

function limitOf({ operator, value }: Comparison): number {
  if (value.kind !== "number") throw new TypeError(`${operator} compares numbers only.`);
  return Number(value.text);
}

/** Whether a number is on the right side of a limit. */
export function isInOrder(value: number, operator: Exclude<Operator, "=" | "!=">, limit: number): boolean {
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
