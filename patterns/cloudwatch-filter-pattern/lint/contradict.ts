import type { Comparison, FieldTest, IsTest, NotExists, Value } from "../filter-pattern";
import { printSelector } from "../print";
import { testValue } from "../test-value";

/** Whether no event passes both tests. Says no where it can't tell; the selectors have no wildcard. */
export function contradict(one: FieldTest, other: FieldTest): boolean {
  if (one.kind === "notExists") return other.kind !== "notExists" && denies(one, other);
  if (other.kind === "notExists") return denies(other, one);
  if (printSelector(one.selector) !== printSelector(other.selector)) return false;
  return failsFor(other, one) || failsFor(one, other) || haveNoNumber(one, other) || haveNoText(one, other);
}

/** A field can't have a value if it, or what it is in, does not exist. Of `!= %regex%` that was not seen. */
function denies({ selector }: NotExists, test: Comparison | IsTest): boolean {
  if (test.kind === "comparison" && testValue(test, undefined) !== false) return false;
  return printSelector(test.selector.slice(0, selector.length)) === printSelector(selector);
}

/** Whether all values that pass the one test, if they can be counted, fail the other. */
function failsFor(test: Comparison | IsTest, source: Comparison | IsTest): boolean {
  const values = passing(source);
  return values.length > 0 && values.every((value) => testValue(test, value) === false);
}

/** The values that pass a test, lists left aside; nothing if there is no end of them. */
function passing(test: Comparison | IsTest): readonly unknown[] {
  if (test.kind === "is") return [test.value];
  if (test.operator !== "=" || test.value.kind === "regex") return [];
  const { text, wildcardStart, wildcardEnd } = test.value;
  if (wildcardStart || wildcardEnd) return [];
  // 1 and "1" are equal to either.
  return [text, Number(text)].filter((value) => testValue(test, value) === true);
}

/** `> 5` and `< 3`, or `> 5` and `<= 5`. */
function haveNoNumber(one: Comparison | IsTest, other: Comparison | IsTest): boolean {
  if (one.kind === "is" || other.kind === "is") return false;
  const [lower, upper] = one.operator.startsWith(">") ? [one, other] : [other, one];
  if (!lower.operator.startsWith(">") || !upper.operator.startsWith("<")) return false;
  const isClosed = lower.operator === ">=" && upper.operator === "<=";
  const gap = numberOf(upper.value) - numberOf(lower.value);
  return isClosed ? gap < 0 : gap <= 0;
}

function numberOf(value: Value): number {
  return value.kind === "number" ? Number(value.text) : NaN;
}

/** `"Get*"` and `"Put*"`, or `"*Secret"` and `"*Key"`. */
function haveNoText(one: Comparison | IsTest, other: Comparison | IsTest): boolean {
  const [start, otherStart] = [one, other].map((test) => fixedEnd(test, "wildcardStart"));
  if (start !== undefined && otherStart !== undefined && !areNested(start, otherStart, "startsWith")) return true;
  const [end, otherEnd] = [one, other].map((test) => fixedEnd(test, "wildcardEnd"));
  return end !== undefined && otherEnd !== undefined && !areNested(end, otherEnd, "endsWith");
}

/** The text at the end that has no asterisk, if it has to be there. */
function fixedEnd(test: Comparison | IsTest, wildcard: "wildcardStart" | "wildcardEnd"): string | undefined {
  if (test.kind === "is" || test.operator !== "=" || test.value.kind !== "text") return undefined;
  return test.value[wildcard] ? undefined : test.value.text;
}

function areNested(one: string, other: string, how: "startsWith" | "endsWith"): boolean {
  return one[how](other) || other[how](one);
}
