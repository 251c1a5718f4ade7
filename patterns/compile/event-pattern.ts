import type { Condition } from "../condition";
import { conjunctions, type Conjunction } from "./conjunctions";
import { matchersOf, type EventPattern, type Matcher } from "./event-matchers";
import { normalize, NotExpressibleError, type Literal } from "./normal-form";
import { MAX_WILDCARD_COMPLEXITY, wildcardComplexity } from "./wildcard-complexity";

export type { EventPattern } from "./event-matchers";

/**
 * Longest event pattern, in characters; can be raised on request.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const MAX_EVENT_PATTERN_LENGTH = 2048;

/**
 * Compiles a condition to an EventBridge pattern for events that CloudTrail sends, with the record in `detail`.
 * `anything-but` does not match an absent field, so each negated test also allows the field to be absent.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * @throws NotExpressibleError if no pattern means the same, or it is longer or more complex than EventBridge takes
 */
export function toEventPattern(condition: Condition): EventPattern {
  const pattern = toEventPatternOfAnyLength(condition);
  const length = eventPatternLength(pattern);
  if (length > MAX_EVENT_PATTERN_LENGTH) {
    throw new NotExpressibleError(
      `The event pattern has ${length} characters; EventBridge takes ${MAX_EVENT_PATTERN_LENGTH}.`,
    );
  }
  return pattern;
}

/**
 * The same for callers that split a condition until `eventPatternLength` is small enough.
 *
 * @throws NotExpressibleError if no pattern means the same, however long, or it is more complex than EventBridge takes
 */
export function toEventPatternOfAnyLength(condition: Condition): EventPattern {
  const alternatives = merge(conjunctions(normalize(condition)).flatMap(leavesOf));
  if (alternatives.length === 0) throw new NotExpressibleError("The condition is never true, whatever the event.");
  const pattern = { detail: factor(alternatives) };
  refuseComplexWildcards(pattern);
  return pattern;
}

function refuseComplexWildcards(pattern: EventPattern): void {
  const { path, places } = wildcardComplexity(pattern) ?? { path: "", places: 0 };
  if (places <= MAX_WILDCARD_COMPLEXITY) return;
  throw new NotExpressibleError(
    `${path.replace("detail.", "")}: the wildcards of the event pattern are too complex for EventBridge, which may be in ${MAX_WILDCARD_COMPLEXITY} places of them at once. ` +
      "Use fewer asterisks, texts that repeat less, or startsWith and endsWith.",
  );
}

/** Characters of a pattern as it is sent, of which EventBridge takes `MAX_EVENT_PATTERN_LENGTH`. */
export function eventPatternLength(pattern: EventPattern): number {
  return JSON.stringify(pattern).length;
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
  refuseSharedLists([...new Set(conjunction.map(({ test }) => test.field))]);
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

/** EventBridge wants fields of a list to fit in one element; here, each test may be met by another element. */
function refuseSharedLists(fields: readonly string[]): void {
  const lists = fields.map((field) =>
    field
      .split(".")
      .flatMap((part, index, parts) => (part.endsWith("[]") ? [parts.slice(0, index + 1).join(".")] : [])),
  );
  for (const [index, field] of fields.entries()) {
    const other = fields
      .slice(0, index)
      .find((_, before) => lists[before]!.some((list) => lists[index]!.includes(list)));
    if (other === undefined) continue;
    throw new NotExpressibleError(
      `${field}: an event pattern wants one element of the list to fit ${other} as well; here, it may be another.`,
    );
  }
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
  const pattern = node();
  for (const [path, leaf] of leaves) {
    const keys = path.split(".");
    const last = keys.pop()!;
    const parent = keys.reduce((at, key) => (at[key] ??= node()) as Record<string, unknown>, pattern);
    parent[last] = leaf;
  }
  return pattern as EventPattern;
}

/** An object without a prototype: a field may be called like something that all others inherit, and must not write into that. */
function node(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
