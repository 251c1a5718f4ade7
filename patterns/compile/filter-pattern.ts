import { MAX_FILTER_PATTERN_LENGTH, MAX_WILDCARD_SELECTORS, repeatsItself } from "../cloudwatch-filter-pattern";
import type { Condition, FieldTest, TestBy } from "../condition";
import { holds } from "../evaluate";
import { knownFieldAt } from "../fields";
import { complement, isLimit, limitOf, type LimitTest } from "./limit";
import { normalize, NotExpressibleError, type Literal, type NormalForm } from "./normal-form";
import { split } from "./split-form";

/**
 * Compiles a condition to CloudWatch Logs filter patterns for JSON events, usually one; several if one would be too
 * long. Several never match the same event, so filters with them may feed one metric.
 *
 * No comparison matches a missing key or null, != as little as =, so each negated test is guarded. Nor does = "*" match a
 * boolean. The README of the pattern library has what was seen.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @throws NotExpressibleError if no pattern means the same
 */
export function toFilterPatterns(condition: Condition): readonly [string, ...string[]] {
  return compileOrSplit(normalize(condition)) as [string, ...string[]];
}

function compileOrSplit(form: NormalForm): readonly string[] {
  const pattern = `{ ${compile(form)} }`;
  const wildcards = pattern.split("[*]").length - 1;
  if (pattern.length <= MAX_FILTER_PATTERN_LENGTH && wildcards <= MAX_WILDCARD_SELECTORS) return [pattern];
  return split(form, pattern.length).flatMap(compileOrSplit);
}

function compile(form: NormalForm): string {
  if (form.kind === "test") return compileLiteral(form);
  return `(${form.parts.map(compile).join(form.kind === "all" ? " && " : " || ")})`;
}

function compileLiteral({ test, negated }: Literal): string {
  const selector = selectorOf(test.field);
  if (selector.includes("[*]") && (negated || "exists" in test)) {
    throw new NotExpressibleError(
      `${test.field}: AWS does not say what CloudWatch Logs makes of a list in which no element matches.`,
    );
  }
  // On other fields, normalize has replaced it.
  if ("noneOf" in test) {
    throw new NotExpressibleError(`${test.field}: AWS does not say what CloudWatch Logs makes of != on a list.`);
  }
  if ("exists" in test) return test.exists === negated ? `(${selector} NOT EXISTS)` : exists(selector, test.field);
  if (!negated) return positive(test, selector);
  return `(${[`(${selector} NOT EXISTS)`, ...nullGuard(test.field, selector), ...opposite(test, selector)].join(" || ")})`;
}

function positive(test: ValueTest, selector: string): string {
  const tests = comparisons(test, selector);
  const joined = tests.length === 1 ? tests.join("") : `(${tests.join(" || ")})`;
  if (knownFieldAt(test.field) !== undefined || !mayFitNull(test)) return joined;
  if (selector.includes("[*]")) {
    throw new NotExpressibleError(
      `${test.field}: AWS does not say whether CloudWatch Logs takes a null in a list for the text null, which fits.`,
    );
  }
  return `(${joined} && (${selector} = ${ANY_TEXT}))`;
}

/** Tests of texts that fit the word null, which a null may be taken for; and comparisons by order, which mean nothing of it. */
function mayFitNull(test: ValueTest): boolean {
  if (isLimit(test)) return !test.field.includes("[]");
  const isAnyText = !("is" in test) && textsOf(test).includes(ANY_TEXT);
  return !isAnyText && holds(test, "null");
}

/** Of whatever type the field is: in members that are the service's own, that is not known. */
function exists(selector: string, field: string): string {
  const type = knownFieldAt(field)?.type;
  const tests = [
    ...(type === "boolean" ? [] : ['= "*"']),
    ...(type === "boolean" || type === undefined ? ["IS TRUE", "IS FALSE"] : []),
    ...(type === undefined ? ["IS NULL"] : []),
  ].map((each) => `(${selector} ${each})`);
  return tests.length === 1 ? tests.join("") : `(${tests.join(" || ")})`;
}

/** CloudTrail writes null only into members that are the service's own. */
function nullGuard(field: string, selector: string): readonly string[] {
  return knownFieldAt(field) === undefined ? [`(${selector} IS NULL)`] : [];
}

/** A test of a value that is there, but for what normalize replaces. */
type ValueTest = Exclude<FieldTest, TestBy<"exists" | "noneOf">>;

/** One comparison, or several of which one has to hold. */
function comparisons(test: ValueTest, selector: string): readonly string[] {
  if ("is" in test) return [`(${selector} IS ${String(test.is).toUpperCase()})`];
  if (!isLimit(test)) return textsOf(test).map((text) => `(${selector} = ${text})`);
  const [operator, limit] = limitOf(test);
  return [`(${selector} ${operator} ${number(limit)})`];
}

/** What holds where the field is there, is not null, and the test fails. */
function opposite(test: ValueTest, selector: string): readonly string[] {
  if ("is" in test) {
    if (test.is === null) {
      throw new NotExpressibleError(`${test.field}: CloudWatch Logs can't say that a field is anything but null.`);
    }
    return [`(${selector} IS ${String(!test.is).toUpperCase()})`];
  }
  if (!isLimit(test)) {
    const texts = textsOf(test);
    // No text fails that.
    if (texts.includes(ANY_TEXT)) return [];
    const differs = texts.map((text) => `(${selector} != ${text})`);
    return [differs.length === 1 ? differs.join("") : `(${differs.join(" && ")})`];
  }
  const [operator, limit] = limitOf(test);
  return [`(${selector} ${complement[operator]} ${number(limit)})`];
}

/** Every text has an empty start, an empty end and an empty part. */
const ANY_TEXT = '"*"';

/** Values to compare with, as the pattern language writes them. */
function textsOf(test: Exclude<ValueTest, TestBy<"is"> | LimitTest>): readonly string[] {
  if ("equals" in test) return [typeof test.equals === "number" ? number(test.equals) : quote(test.field, test.equals)];
  if ("oneOf" in test) {
    if (test.oneOf.length === 0) throw new NotExpressibleError(`${test.field}: one of no values is never true.`);
    return test.oneOf.map((value) => quote(test.field, value));
  }
  if ("startsWith" in test) return [quote(test.field, test.startsWith, "", "*")];
  if ("endsWith" in test) return [quote(test.field, test.endsWith, "*", "")];
  if ("contains" in test) return [quote(test.field, test.contains, "*", "*")];
  const { matches } = test;
  const middle = withoutOuterStars(matches);
  return [
    quote(test.field, middle, matches.startsWith("*") ? "*" : "", middle !== "" && matches.endsWith("*") ? "*" : ""),
  ];
}

function withoutOuterStars(text: string): string {
  let [from, to] = [0, text.length];
  while (text[from] === "*") from += 1;
  while (to > from && text[to - 1] === "*") to -= 1;
  return text.slice(from, to);
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new NotExpressibleError(`${value} is not a number that a pattern can hold.`);
  return String(value);
}

/**
 * The grammar has no escape for a quote, a backslash or a literal asterisk. An end that easily stands in a text before its
 * end as well may not be seen there.
 */
function quote(field: string, value: string, before = "", after = ""): string {
  if (/["\\*\p{Cc}]/u.test(value)) {
    throw new NotExpressibleError(`${field}: ${JSON.stringify(value)} has a character that a pattern can't hold.`);
  }
  if (value === "" && before + after !== "") return ANY_TEXT;
  if (before !== "" && after === "" && repeatsItself(value)) {
    throw new NotExpressibleError(
      `${field}: CloudWatch Logs may not see that a text ends in ${JSON.stringify(value)}, which easily stands in it before as well. Use more of the end, or startsWith or contains.`,
    );
  }
  return `"${before}${value}${after}"`;
}

function selectorOf(field: string): string {
  const parts = field.split(".");
  if (parts.filter((part) => part.endsWith("[]")).length > 1) {
    throw new NotExpressibleError(`${field}: CloudWatch Logs goes through one list in a path, not through more.`);
  }
  if (!parts.every((part) => /^[\w-]+(\[\])?$/.test(part))) {
    throw new NotExpressibleError(`${field}: a name in the path has a character that a selector can't hold.`);
  }
  return `$.${parts.join(".").replace("[]", "[*]")}`;
}
