import type { FieldTest, TestBy } from "../condition";
import { holds } from "../evaluate";
import { complement, isLimit, limitOf, type LimitTest } from "./limit";
import { NotExpressibleError, textsOf, type Literal } from "./normal-form";

/** What one field may be: EventBridge takes a field that any of them fits. */
export type Matcher = string | boolean | null | Readonly<Record<string, unknown>>;

/** A pattern of events, or what stands below a key of one. */
export interface EventPattern {
  readonly [key: string]: EventPattern | readonly Matcher[] | readonly EventPattern[];
}

/**
 * What a field may be so that all tests of it hold; nothing if they never do.
 *
 * @throws NotExpressibleError if EventBridge has no matchers of the same meaning
 */
export function matchersOf(literals: readonly Literal[]): readonly Matcher[] {
  const tests = distinct(literals);
  const [first, ...others] = tests;
  if (others.length === 0) return matchers(first!);

  const list = tests.find(({ test }) => test.field.includes("[]"));
  if (list !== undefined) throw new NotExpressibleError(`${list.test.field}: an event pattern tests a list once.`);
  const positive = tests.find((literal) => valuesOf(literal) !== undefined);
  if (positive !== undefined) {
    return valuesOf(positive)!.filter((value) => tests.every(({ test, negated }) => holdsFor(test, value) !== negated));
  }
  const rest = tests.filter((literal) => !isPresence(literal));
  // Whatever else the field may be, it may not be absent.
  if (rest.length < tests.length) return rest.length === 0 ? matchers(first!) : matchersOf(rest).filter(isThere);
  const excluded = excludedByAll(tests);
  if (excluded !== undefined) return unless(excluded);
  throw new NotExpressibleError(`${first!.test.field}: an event pattern can't ask for two things of one field.`);
}

function isPresence({ test, negated }: Literal): boolean {
  return "exists" in test && test.exists !== negated;
}

function isThere(matcher: Matcher): boolean {
  return typeof matcher !== "object" || matcher?.exists !== false;
}

/**
 * What `anything-but` takes to exclude all of them: texts, or texts of one kind as in { suffix: [...] }. It takes one
 * kind, so tests of several become wildcards.
 */
function excludedByAll(literals: readonly Literal[]): unknown {
  const tests = literals.filter(({ negated }) => negated).map(({ test }) => test);
  const kinds = new Set(tests.map(textKind));
  if (tests.length < literals.length || kinds.has(undefined)) return undefined;
  const [kind] = kinds;
  if (kinds.size > 1) return { wildcard: [...new Set(tests.flatMap(wildcardsOf))] };
  if (kind === "text") return [...new Set(tests.flatMap((test) => textsOf(test) ?? []))];
  return { [kind!]: tests.filter(isPart).map((test) => textMatcher(test)[kind!]) };
}

function textKind(test: FieldTest): string | undefined {
  if (textsOf(test) !== undefined) return "text";
  return isPart(test) ? Object.keys(textMatcher(test))[0] : undefined;
}

/** A test of texts as wildcards; one without an asterisk is the text itself. */
function wildcardsOf(test: FieldTest): readonly string[] {
  const escaped = (text: string) => escape(nonEmpty(test.field, text));
  if (!isPart(test)) return (textsOf(test) ?? []).map(escaped);
  const { prefix, suffix, wildcard } = textMatcher(test);
  if (prefix !== undefined) return [`${escape(prefix)}*`];
  return suffix === undefined ? [wildcard!] : [`*${escape(suffix)}`];
}

function distinct(literals: readonly Literal[]): readonly Literal[] {
  return [...new Map(literals.map((literal) => [JSON.stringify(literal), literal])).values()];
}

/** The texts that a field has to be one of. */
function valuesOf({ test, negated }: Literal): readonly string[] | undefined {
  return negated ? undefined : textsOf(test);
}

function holdsFor(test: FieldTest, value: string): boolean {
  return "exists" in test ? test.exists : holds(test, value);
}

function matchers({ test, negated }: Literal): readonly Matcher[] {
  if (negated && test.field.includes("[]")) {
    throw new NotExpressibleError(`${test.field}: an event pattern can't say that no element of a list matches.`);
  }
  if ("exists" in test) return [{ exists: test.exists !== negated }];
  if ("is" in test) return literal(test, negated);
  // On a list, where one element that is none of them is enough; on other fields, normalize has replaced it.
  if ("noneOf" in test) return [{ "anything-but": test.noneOf }];
  if (isLimit(test) || ("equals" in test && typeof test.equals === "number")) {
    return negated ? [range(test, true), null, { exists: false }] : [range(test, false)];
  }
  if ("equals" in test || "oneOf" in test) {
    const texts = textsOf(test)!;
    return negated ? unless(nonEmptyList(test.field, texts)) : texts;
  }
  const text = textMatcher(test);
  return negated ? unless(text) : [text];
}

function unless(excluded: unknown): readonly Matcher[] {
  return [{ "anything-but": excluded }, { exists: false }];
}

function literal(test: FieldTest & { is: true | false | null }, negated: boolean): readonly Matcher[] {
  if (!negated) return [test.is];
  if (test.is === null) {
    throw new NotExpressibleError(`${test.field}: an event pattern can't say that a field is anything but null.`);
  }
  return [!test.is, null, { exists: false }];
}

/** Tests of a part of a text. */
type PartTest = FieldTest & TestBy<"startsWith" | "endsWith" | "contains" | "matches">;

function isPart(test: FieldTest): test is PartTest {
  return "startsWith" in test || "endsWith" in test || "contains" in test || "matches" in test;
}

/**
 * EventBridge looks for starts and ends in texts with their quotation marks, and takes one for a quotation mark of the text; for a
 * wildcard it does not.
 */
function textMatcher(test: PartTest): Readonly<Record<string, string>> {
  if ("startsWith" in test) {
    const start = nonEmpty(test.field, test.startsWith);
    return start.endsWith('"') ? { wildcard: `${escape(start)}*` } : { prefix: start };
  }
  if ("endsWith" in test) {
    const end = nonEmpty(test.field, test.endsWith);
    return end.startsWith('"') ? { wildcard: `*${escape(end)}` } : { suffix: end };
  }
  if ("contains" in test) return { wildcard: `*${escape(nonEmpty(test.field, test.contains))}*` };
  // Two asterisks in a row are an error in EventBridge.
  return { wildcard: nonEmpty(test.field, test.matches.split(/\*+/).map(escape).join("*")) };
}

function nonEmpty(field: string, text: string): string {
  if (text === "") throw new NotExpressibleError(`${field}: EventBridge takes no empty text here.`);
  return text;
}

function nonEmptyList(field: string, texts: readonly string[]): readonly string[] {
  if (texts.length === 0) throw new NotExpressibleError(`${field}: none of no values is always true.`);
  return texts;
}

function escape(text: string): string {
  return text.replace(/[\\*]/g, "\\$&");
}

/** EventBridge compares numbers between -5e9 and 5e9. */
const LARGEST_NUMBER = 5e9;

function range(test: FieldTest & (TestBy<"equals"> | LimitTest), negated: boolean): Matcher {
  if ("equals" in test) {
    const value = checked(test.field, Number(test.equals));
    return negated ? { "anything-but": [value] } : { numeric: ["=", value] };
  }
  const [operator, limit] = limitOf(test);
  return { numeric: [negated ? complement[operator] : operator, checked(test.field, limit)] };
}

function checked(field: string, value: number): number {
  if (!(Math.abs(value) <= LARGEST_NUMBER)) {
    throw new NotExpressibleError(`${field}: EventBridge compares numbers between -5e9 and 5e9.`);
  }
  return value;
}
