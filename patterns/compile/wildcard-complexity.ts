import type { EventPattern, Matcher } from "./event-matchers";

/**
 * What EventBridge takes: *a*a*a*a*a, which has 10, was seen to be taken, and refused with one asterisk more.
 * docs/decisions/0006-one-condition-language.md has the source.
 */
export const MAX_WILDCARD_COMPLEXITY = 10;

/** Sets of places that are looked at before a field counts as too complex: those that people write need a few dozen. */
const MOST_SETS = 20_000;

export interface WildcardComplexity {
  /** Path of the field whose wildcards are the most complex. */
  readonly path: string;
  /** Places in its wildcards that the worst text has come to at once. */
  readonly places: number;
}

/**
 * How complex the wildcards of an event pattern are; nothing if it has none. Counted as event-ruler does, the engine of
 * EventBridge: for the worst text, in how many places of all wildcards of a field one is at once. Branches of $or that the
 * same event can come to a field by count together, even if they have the same wildcard; event-ruler may keep some of them
 * apart, so what is counted here may be more than that, and is never less.
 * https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/MachineComplexityEvaluator.java
 */
export function wildcardComplexity(pattern: EventPattern): WildcardComplexity | undefined {
  const branches = branchesOf(pattern, "");
  // Most branches share their wildcards with others.
  const counted = new Map<string, number>();
  const placesOnce = (matchers: readonly Matcher[]) => {
    const key = JSON.stringify(matchers);
    const known = counted.get(key) ?? placesOf(matchers);
    counted.set(key, known);
    return known;
  };
  const found = branches.flatMap((branch) =>
    [...branch].flatMap(([path, matchers]) => {
      if (!matchers.some(hasWildcard)) return [];
      const together = branches.filter((other) => other.has(path) && canShare(branch, other, path));
      return [{ path, places: placesOnce(together.flatMap((other) => other.get(path)!)) }];
    }),
  );
  return found.sort((one, other) => other.places - one.places)[0];
}

/** What each field has to be, by path, in one way through all $or. */
type Branch = ReadonlyMap<string, readonly Matcher[]>;

function branchesOf(pattern: EventPattern, prefix: string): readonly Branch[] {
  return Object.entries(pattern).reduce<readonly Branch[]>(
    (branches, [key, value]) => {
      const further = waysOf(key, value, prefix);
      return branches.flatMap((branch) => further.map((each) => new Map([...branch, ...each])));
    },
    [new Map()],
  );
}

function waysOf(key: string, value: EventPattern[string], prefix: string): readonly Branch[] {
  if (key === "$or") return (value as readonly EventPattern[]).flatMap((each) => branchesOf(each, prefix));
  if (Array.isArray(value)) return [new Map([[`${prefix}${key}`, value as readonly Matcher[]]])];
  return branchesOf(value as EventPattern, `${prefix}${key}.`);
}

/** Fields are looked at in the order of their paths: whether one event can fit both as far as this field. */
function canShare(one: Branch, other: Branch, path: string): boolean {
  const [before, otherBefore] = [one, other].map((branch) => [...branch.keys()].filter((each) => each < path).sort());
  if (before!.join("\n") !== otherBefore!.join("\n")) return false;
  return before!.every((each) => {
    const matchers = new Set(one.get(each)!.map((matcher) => JSON.stringify(matcher)));
    return other.get(each)!.some((matcher) => matchers.has(JSON.stringify(matcher)));
  });
}

/** A byte, or `STAR`. */
type Element = number;
const STAR = -1;
const QUOTE = 0x22;

interface Wildcard {
  readonly elements: readonly Element[];
  /** What it ends as: equal ones have their end in common, and what stands before their first asterisk. */
  readonly end: string;
  /** Those of one `anything-but` share what they begin with, as far as the first asterisk; others share nothing. */
  readonly list: number | undefined;
}

function hasWildcard(matcher: Matcher): boolean {
  return wildcardsOf(matcher) !== undefined;
}

function wildcardsOf(matcher: Matcher): readonly string[] | undefined {
  if (typeof matcher !== "object" || matcher === null) return undefined;
  const excluded = matcher["anything-but"];
  const { wildcard } = (isObject(excluded) ? excluded : matcher) as { readonly wildcard?: string | readonly string[] };
  return wildcard === undefined ? undefined : [wildcard].flat();
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The number of places that the worst text has come to at once. */
function placesOf(matchers: readonly Matcher[]): number {
  const places = placesIn(wildcardsIn(matchers));
  const bytes = [...new Set(places.flatMap(({ wanted }) => (wanted === undefined ? [] : [wanted])))];

  const start = sorted(places.flatMap(({ isStart }, place) => (isStart ? [place] : [])));
  const seen = new Set([start.join()]);
  const queue: (readonly number[])[] = [start];
  let most = 0;
  for (const here of queue) {
    most = Math.max(most, new Set(here.map((place) => places[place]!.counted)).size);
    if (most > MAX_WILDCARD_COMPLEXITY || seen.size > MOST_SETS) return Math.max(most, MAX_WILDCARD_COMPLEXITY + 1);
    // The last one is any byte that no wildcard has.
    for (const byte of [...bytes, undefined]) {
      const next = follow(here, places, byte);
      const key = next.join();
      if (next.length === 0 || seen.has(key)) continue;
      seen.add(key);
      queue.push(next);
    }
  }
  return most;
}

function wildcardsIn(matchers: readonly Matcher[]): readonly Wildcard[] {
  return matchers.flatMap((matcher, index) => {
    const isExcluded = typeof matcher === "object" && matcher !== null && "anything-but" in matcher;
    return (wildcardsOf(matcher) ?? []).map((text): Wildcard => ({
      elements: elementsOf(text),
      end: JSON.stringify(isExcluded ? matcher : text),
      list: isExcluded ? index : undefined,
    }));
  });
}

/** EventBridge compares texts with their quotation marks. A backslash takes an asterisk or a backslash as it is. */
function elementsOf(text: string): readonly Element[] {
  const elements = (text.match(/\\[\\*]|[^]/gu) ?? []).flatMap((each) =>
    each === "*" ? [STAR] : [...Buffer.from(each.length === 2 && each.startsWith("\\") ? each.slice(1) : each)],
  );
  return [...elements, QUOTE];
}

/** Where one can be in a wildcard. Places are known by their numbers: thousands of sets of them are compared. */
interface Place {
  /** Byte with which one goes on. @default - an asterisk follows, or nothing */
  readonly wanted: Element | undefined;
  /** The places to which that leads. */
  readonly next: readonly number[];
  /** Whether one is in an asterisk, and stays there with any byte. */
  readonly inStar: boolean;
  /** Places of which this is the same are counted once. */
  readonly counted: string;
  readonly isStart: boolean;
}

/** Two for each element of each wildcard, and for its end: before it, and in the asterisk that it is. */
function placesIn(wildcards: readonly Wildcard[]): readonly Place[] {
  let first = 0;
  return wildcards.flatMap((wildcard, of) => {
    const { elements } = wildcard;
    const offset = first;
    first += 2 * (elements.length + 1);
    const numberOf = (at: number, inStar: boolean) => offset + 2 * at + (inStar ? 1 : 0);
    // Behind a byte one is in the asterisk that follows as well, which may be nothing.
    const entered = (at: number) =>
      elements[at] === STAR ? [numberOf(at, false), numberOf(at, true)] : [numberOf(at, false)];
    return Array.from({ length: elements.length + 1 }, (_, at) =>
      [false, true].map((inStar): Place => {
        const wanted = elements[inStar ? at + 1 : at];
        return {
          wanted: wanted === STAR ? undefined : wanted,
          next: entered((inStar ? at + 1 : at) + 1),
          inStar,
          counted: countedAs(wildcard, at, inStar) ?? `${of}.${at}${inStar ? "*" : ""}`,
          isStart: entered(0).includes(numberOf(at, inStar)),
        };
      }),
    ).flat();
  });
}

/** What a place has in common with others; nothing if it is its own. */
function countedAs({ list, elements, end }: Wildcard, at: number, inStar: boolean): string | undefined {
  if (at === elements.length) return end;
  const before = elements.slice(0, at);
  if (before.includes(STAR) || (inStar && list === undefined)) return undefined;
  return `${list ?? end} ${before.join()}${inStar ? "*" : ""}`;
}

function follow(here: readonly number[], places: readonly Place[], byte: Element | undefined): readonly number[] {
  const next = new Set<number>();
  for (const number of here) {
    const place = places[number]!;
    if (place.inStar) next.add(number);
    if (byte !== undefined && place.wanted === byte) for (const each of place.next) next.add(each);
  }
  return sorted([...next]);
}

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((one, other) => one - other);
}
