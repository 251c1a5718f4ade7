import { isAnything, type Comparison, type NumberValue, type TextValue } from "../filter-pattern";
import { regexExpression, textBefore, textExpression, type Expression } from "./expression";
import type { TextConstraints } from "./find-text";

/** Whether a comparison has to hold, or must not. */
export interface Demand {
  readonly test: Comparison;
  readonly holds: boolean;
}

const NOTHING_SAID: TextConstraints = [];
const IMPOSSIBLE: TextConstraints = [[]];

/**
 * What a text has to be so that a comparison holds, or does not: every text that may do so, those of which it is not known
 * among them.
 */
export function constraintsOnText({ test, holds }: Demand): TextConstraints {
  if (test.operator !== "=" && test.operator !== "!=") return holds ? IMPOSSIBLE : NOTHING_SAID;
  return constraintsOnEqual(test.value, (test.operator === "=") === holds);
}

/** The same for how a number is written: a regex that fits it is not known to match, and an asterisk in the middle is not known. */
export function constraintsOnDigits({ test, holds }: Demand): TextConstraints {
  const { operator, value } = test;
  if (operator !== "=" && operator !== "!=") return NOTHING_SAID;
  const isEqual = (operator === "=") === holds;
  if (value.kind === "regex") return isEqual ? constraintsOnEqual(value, true) : NOTHING_SAID;
  if (isPlainNumber(value) || value.text.includes("*")) return NOTHING_SAID;
  const digits = value.kind === "number" ? { ...value, text: value.text.replace("+", "") } : value;
  return constraintsOnEqual(digits, isEqual);
}

type PlainNumber = NumberValue & { readonly wildcardStart: false; readonly wildcardEnd: false };

/** A number without an asterisk, which numbers are compared with as numbers. */
export function isPlainNumber(value: Comparison["value"]): value is PlainNumber {
  return value.kind === "number" && !value.wildcardStart && !value.wildcardEnd;
}

function constraintsOnEqual(value: Comparison["value"], isFound: boolean): TextConstraints {
  if (isAnything(value)) return isFound ? NOTHING_SAID : IMPOSSIBLE;
  if (value.kind === "regex") {
    const expression = regexExpression(value.source);
    return expression === undefined ? NOTHING_SAID : [[{ expression, isFound }]];
  }
  // Whether a backslash is an escape is not documented; half a character is not looked into.
  if (value.text.includes("\\") || /\p{Surrogate}/u.test(value.text)) return NOTHING_SAID;
  const expression = expressionOf(value);
  if (isFound || !value.wildcardStart || value.wildcardEnd) return [[{ expression, isFound }]];
  // An end that stands in the text before its end as well may not be seen.
  return [
    [
      { expression, isFound: false },
      { expression: textBefore(value.text), isFound: true },
    ],
  ];
}

function expressionOf({ text, wildcardStart, wildcardEnd }: TextValue | NumberValue): Expression {
  return textExpression(text, { start: !wildcardStart, end: !wildcardEnd });
}
