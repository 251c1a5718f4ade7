import type { FieldTest, FilterPattern, Selector, Step, Value } from "./filter-pattern";
import { readBare } from "./parse-value";
import { compileRegex } from "./regex";

/**
 * Writes a pattern in its canonical form: one space around operators, parentheses around each group within another,
 * values as they were written. Parsing the result gives the same tree again.
 *
 * @throws TypeError for a tree made by hand that the language has no text for
 */
export function print(pattern: FilterPattern): string {
  return `{ ${printCondition(pattern)} }`;
}

function printCondition(pattern: FilterPattern): string {
  if (!("conditions" in pattern)) return printTest(pattern);
  const [first, ...others] = pattern.conditions;
  if (first === undefined) throw new TypeError(`An "${pattern.kind}" of no conditions has no text. Add a condition.`);
  if (others.length === 0) return printCondition(first);
  const separator = pattern.kind === "and" ? " && " : " || ";
  return pattern.conditions.map(printPart).join(separator);
}

/** Writes a test, or a group with its parentheses. */
export function printPart(pattern: FilterPattern): string {
  return "conditions" in pattern ? printGroup(pattern) : printTest(pattern);
}

function printGroup(pattern: FilterPattern): string {
  return `(${printCondition(pattern)})`;
}

/** Writes one test, without braces. */
export function printTest(test: FieldTest): string {
  const selector = printSelector(test.selector);
  if (test.kind === "notExists") return `${selector} NOT EXISTS`;
  if (test.kind === "is") return `${selector} IS ${String(test.value).toUpperCase()}`;
  return `${selector} ${test.operator} ${printValue(test.value)}`;
}

/** Writes a selector; two selectors of the same text are the same. */
export function printSelector(selector: Selector): string {
  const first = selector[0]?.kind;
  if (first !== "property" && first !== "anyField") throw new TypeError("A selector starts with a property.");
  return `$${selector.map(printStep).join("")}`;
}

function printStep(step: Step): string {
  switch (step.kind) {
    case "property":
      return printProperty(step.name);
    case "index":
      return `[${step.index}]`;
    case "anyElement":
      return "[*]";
    case "anyField":
      return ".*";
  }
}

function printProperty(name: string): string {
  if (/^[\w-]+$/.test(name)) return `.${name}`;
  if (name === "" || name.includes("'")) throw new TypeError(`${JSON.stringify(name)} can't be written as a property.`);
  return `.['${name}']`;
}

function printValue(value: Value): string {
  if (value.kind === "regex") {
    if (value.source.includes("%") || "problem" in compileRegex(value.source)) throw unprintable(value.source);
    return `%${value.source}%`;
  }
  const written = withAsterisks(value);
  if (value.kind === "number") {
    if (readBare(written)?.kind !== "number") throw unprintable(value.text);
    return written;
  }
  // Text that would be read as a number, or not at all, without its quotation marks gets them.
  return value.quoted || readBare(written)?.kind !== "text" ? `"${written}"` : written;
}

function withAsterisks(value: Exclude<Value, { kind: "regex" }>): string {
  const { text, wildcardStart, wildcardEnd } = value;
  if (text === "" && (wildcardStart || wildcardEnd)) return "*";
  const wouldGainWildcard = (text.startsWith("*") && !wildcardStart) || (text.endsWith("*") && !wildcardEnd);
  if (wouldGainWildcard || text.includes('"') || text.endsWith("\\")) throw unprintable(text);
  return `${wildcardStart ? "*" : ""}${text}${wildcardEnd ? "*" : ""}`;
}

function unprintable(text: string): TypeError {
  return new TypeError(`${JSON.stringify(text)} can't be written as a value: the language has no escape for it.`);
}
