import type { Operator } from "../filter-pattern";
import { isInOrder } from "../test-value";
import type { Budget } from "./budget";
import { regexExpression } from "./expression";
import { findText, meets, type TextConstraints } from "./find-text";
import { constraintsOnDigits, isPlainNumber, type Demand } from "./text-constraints";

/** What holds for a number where the other does not. */
const COMPLEMENT = { "=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const satisfies Record<
  Operator,
  Operator
>;

/** How JSON writes a number. */
const NUMBER: TextConstraints = [
  [
    {
      isFound: true,
      expression: ["0", "[1-9]\\d*"]
        .flatMap((whole) => ["", "\\.\\d+"].map((fraction) => whole + fraction))
        .flatMap((decimal) => ["", "[eE][+\\-]?\\d+"].map((exponent) => `^-?${decimal}${exponent}$`))
        .flatMap((source) => regexExpression(source)!),
    },
  ],
];

/** Whether a number may meet all demands; only `false` is certain. */
export function mayBeNumber(demands: readonly Demand[], budget: Budget): boolean {
  const limits = demands.flatMap(limitsOf);
  const digits = demands.flatMap(constraintsOnDigits);
  const { from, to, isOpen } = intervalOf(limits);
  if (from > to || (from === to && isOpen)) return false;
  if (from === to) return isWithin(limits, from) && mayBeWritten(from, digits);
  if (digits.length === 0) return true;
  return findText([...NUMBER, ...digits], budget) !== "none";
}

/** What a demand says of the number itself: one that is written as a text is the number that the text says, if any. */
function limitsOf({ test, holds }: Demand): readonly Limit[] {
  const operator = holds ? test.operator : COMPLEMENT[test.operator];
  const { value } = test;
  if (isPlainNumber(value)) return [[operator, Number(value.text)]];
  const isText = operator === "=" && value.kind === "text" && !value.wildcardStart && !value.wildcardEnd;
  return isText && /^-?\d+(\.\d+)?$/.test(value.text) ? [["=", Number(value.text)]] : [];
}

type Limit = readonly [operator: Operator, limit: number];

/** The numbers between the limits, of which single ones may be excluded. */
function intervalOf(limits: readonly Limit[]) {
  const lower = limits.filter(([operator]) => operator === ">" || operator === ">=" || operator === "=");
  const upper = limits.filter(([operator]) => operator === "<" || operator === "<=" || operator === "=");
  const from = Math.max(-Infinity, ...lower.map(([, limit]) => limit));
  const to = Math.min(Infinity, ...upper.map(([, limit]) => limit));
  return { from, to, isOpen: !isWithin([...lower, ...upper], from) };
}

function isWithin(limits: readonly Limit[], value: number): boolean {
  return limits.every(([operator, limit]) => {
    if (operator === "=") return value === limit;
    return operator === "!=" ? value !== limit : isInOrder(value, operator, limit);
  });
}

/** As JavaScript writes it; other ways are known only of numbers with an exponent. */
function mayBeWritten(value: number, digits: TextConstraints): boolean {
  const written = String(value);
  return written.includes("e") || meets(written, digits);
}
