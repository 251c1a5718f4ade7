import type { Condition, FieldTest } from "../condition";
import { holds } from "../evaluate";
import { conjunctions, type Conjunction } from "./conjunctions";
import { complement, limitOf } from "./limit";
import { normalize, NotExpressibleError, textsOf, type Literal } from "./normal-form";

/**
 * Longest event pattern, in characters; can be raised on request.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const MAX_EVENT_PATTERN_LENGTH = 2048;

/** What one field may be: EventBridge takes a field that any of them fits. */
type Matcher = string | boolean | null | Readonly<Record<string, unknown>>;

export interface EventPattern {
  readonly [key: string]: EventPattern | readonly Matcher[] | readonly EventPattern[];
}

/**
 * Compiles a condition to an EventBridge pattern for events that CloudTrail sends, with the record in `detail`.
 * `anything-but` does not match an absent field, so each negated test also allows the field to be absent.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * @throws NotExpressibleError if no pattern means the same
 */
export function toEventPattern(condition: Condition): EventPattern {
  const alternatives = merge(conjunctions(normalize(condition)).flatMap(leavesOf));
  if (alternatives.length === 0) throw new NotExpressibleError("The condition is never true, whatever the event.");

  const pattern: EventPattern = { detail: factor(alternatives) };
  const { length } = JSON.stringify(pattern);
  if (length > MAX_EVENT_PATTERN_LENGTH) {
    throw new NotExpressibleError(
      `The event pattern has ${length} characters; EventBridge takes ${MAX_EVENT_PATTERN_LENGTH}.`,
    );
  }
  return pattern;
}

/** What each field has to be, by path. */
type Leaves = ReadonlyMap<string, readonly Matcher[]>;

/** The fields of one alternative; none if it can never be true. */
function leavesOf(conjunction: Conjunction): readonly Leaves[] {
  const byPath = new Map<string, Literal[]>();
  for (const literal of conjunction) {
    const path = literal.test.field.replaceAll("[]", "");
    byPath.set(path, [...(byPath.get(path) ?? []), literal]);
  }
  refuseNestedPaths([...byPath.keys()]);
  const leaves = [...byPath].map(([path, literals]) => [path, matchersOf(literals)] as const);
  return leaves.some(([, matchers]) => matchers.length === 0) ? [] : [new Map(leaves)];
}

/** A field can't be a value and hold others at once. */
function refuseNestedPaths(paths: readonly string[]): void {
  for (const path of paths) {
    if (paths.some((other) => other.startsWith(`${path}.`))) {
      throw new NotExpressibleError(`${path}: an event pattern can't test a field and what is below it.`);
    }
  }
}

function matchersOf(literals: readonly Literal[]): readonly Matcher[] {
  const [first, ...others] = distinct(literals);
  if (others.length === 0) return matchers(first!);

  const { field } = first!.test;
  if (field.includes("[]")) throw new NotExpressibleError(`${field}: an event pattern tests a list once.`);
  const positive = [first!, ...others].find((literal) => valuesOf(literal) !== undefined);
  if (positive !== undefined) {
    return valuesOf(positive)!.filter((value) =>
      literals.every(({ test, negated }) => holdsFor(test, value) !== negated),
    );
  }
  const excluded = excludedByAll([first!, ...others]);
  if (excluded !== undefined) return unless(excluded);
  throw new NotExpressibleError(`${field}: an event pattern can't ask for two things of one field.`);
}

/** What `anything-but` takes to exclude all of them: texts, or texts of one kind as in { suffix: [...] }. */
function excludedByAll(literals: readonly Literal[]): unknown {
  const excluded = literals.map(({ test, negated }) =>
    negated ? (textsOf(test) ?? ("is" in test || "exists" in test ? undefined : textMatcher(test))) : undefined,
  );
  if (excluded.every((each) => Array.isArray(each))) return [...new Set(excluded.flat())];
  const kinds = new Set(excluded.map((each) => (each === undefined ? "" : Object.keys(each).join())));
  const [kind] = kinds;
  if (kinds.size > 1 || !["prefix", "suffix", "wildcard"].includes(kind!)) return undefined;
  return { [kind!]: excluded.map((each) => (each as Readonly<Record<string, string>>)[kind!]) };
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
  const texts = textsOf(test);
  if (texts !== undefined) return negated ? unless([...texts]) : texts;
  const text = textMatcher(test);
  if (text !== undefined) return negated ? unless(text) : [text];
  return negated ? [range(test, true), null, { exists: false }] : [range(test, false)];
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

function textMatcher(test: FieldTest): Readonly<Record<string, string>> | undefined {
  if ("startsWith" in test) return { prefix: nonEmpty(test.field, test.startsWith) };
  if ("endsWith" in test) return { suffix: nonEmpty(test.field, test.endsWith) };
  if ("contains" in test) return { wildcard: `*${escape(nonEmpty(test.field, test.contains))}*` };
  if (!("matches" in test)) return undefined;
  // Two asterisks in a row are an error in EventBridge.
  return { wildcard: nonEmpty(test.field, test.matches.split(/\*+/).map(escape).join("*")) };
}

function nonEmpty(field: string, text: string): string {
  if (text === "") throw new NotExpressibleError(`${field}: EventBridge takes no empty text here.`);
  return text;
}

function escape(text: string): string {
  return text.replace(/[\\*]/g, "\\$&");
}

/** EventBridge compares numbers between -5e9 and 5e9. */
const LARGEST_NUMBER = 5e9;

function range(test: FieldTest, negated: boolean): Matcher {
  if ("equals" in test && typeof test.equals === "number") {
    const value = checked(test.field, test.equals);
    return negated ? { "anything-but": [value] } : { numeric: ["=", value] };
  }
  const [operator, limit] = limitOf(test)!;
  return { numeric: [negated ? complement[operator] : operator, checked(test.field, limit)] };
}

function checked(field: string, value: number): number {
  if (!(Math.abs(value) <= LARGEST_NUMBER)) {
    throw new NotExpressibleError(`${field}: EventBridge compares numbers between -5e9 and 5e9.`);
  }
  return value;
}

/** Alternatives that differ in one field become one, with the values of both. */
function merge(alternatives: readonly Leaves[]): readonly Leaves[] {
  for (const [index, leaves] of alternatives.entries()) {
    for (const [before, other] of alternatives.slice(0, index).entries()) {
      const merged = mergePair(other, leaves);
      if (merged !== undefined) {
        return merge(alternatives.flatMap((each, at) => (at === index ? [] : [at === before ? merged : each])));
      }
    }
  }
  return alternatives;
}

function mergePair(one: Leaves, other: Leaves): Leaves | undefined {
  if (one.size !== other.size || ![...one.keys()].every((path) => other.has(path))) return undefined;
  const differing = [...one.keys()].filter((path) => !same(one.get(path), other.get(path)));
  if (differing.length > 1) return undefined;
  const [path] = differing;
  if (path === undefined) return one;
  const union = [...one.get(path)!, ...other.get(path)!];
  return new Map(one).set(path, [...new Map(union.map((matcher) => [JSON.stringify(matcher), matcher])).values()]);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What all alternatives have in common, and the rest under $or. */
function factor(alternatives: readonly Leaves[]): EventPattern {
  const [first, ...others] = alternatives;
  const common = [...first!].filter(([path, leaf]) => others.every((other) => same(other.get(path), leaf)));
  const paths = new Set(common.map(([path]) => path));
  const rests = alternatives.map((leaves) => [...leaves].filter(([path]) => !paths.has(path)));
  // An alternative that asks for nothing more makes the others superfluous.
  if (rests.some((rest) => rest.length === 0)) return nest(common);
  return { ...nest(common), $or: rests.map(nest) };
}

function nest(leaves: readonly (readonly [string, readonly Matcher[]])[]): EventPattern {
  const pattern: Record<string, unknown> = {};
  for (const [path, leaf] of leaves) {
    const keys = path.split(".");
    const last = keys.pop()!;
    const parent = keys.reduce((node, key) => (node[key] ??= {}) as Record<string, unknown>, pattern);
    parent[last] = leaf;
  }
  return pattern as EventPattern;
}
