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
  const found = branches.flatMap((branch) =>
    [...branch].flatMap(([path, matchers]) => {
      if (!matchers.some(hasWildcard)) return [];
      const together = branches.filter((other) => other.has(path) && canShare(branch, other, path));
      return [{ path, places: placesOf(together.flatMap((other) => other.get(path)!)) }];
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
  const wildcards = matchers.flatMap((matcher, index) => {
    const isExcluded = typeof matcher === "object" && matcher !== null && "anything-but" in matcher;
    return (wildcardsOf(matcher) ?? []).map((text): Wildcard => ({
      elements: elementsOf(text),
      end: JSON.stringify(isExcluded ? matcher : text),
      list: isExcluded ? index : undefined,
    }));
  });
  const bytes = [...new Set(wildcards.flatMap(({ elements }) => elements))].filter((element) => element !== STAR);

  const start = wildcards.flatMap((wildcard, of) => entered(wildcard, of, 0));
  const seen = new Set([keyOf(start)]);
  const queue: (readonly Place[])[] = [start];
  let most = 0;
  for (const places of queue) {
    most = Math.max(most, count(places, wildcards));
    if (most > MAX_WILDCARD_COMPLEXITY || seen.size > MOST_SETS) return Math.max(most, MAX_WILDCARD_COMPLEXITY + 1);
    // The last one is any byte that no wildcard has.
    for (const byte of [...bytes, undefined]) {
      const next = follow(places, wildcards, byte);
      if (next.length === 0 || seen.has(keyOf(next))) continue;
      seen.add(keyOf(next));
      queue.push(next);
    }
  }
  return most;
}

/** EventBridge compares texts with their quotation marks. A backslash takes an asterisk or a backslash as it is. */
function elementsOf(text: string): readonly Element[] {
  const elements = (text.match(/\\[\\*]|[^]/gu) ?? []).flatMap((each) =>
    each === "*" ? [STAR] : [...Buffer.from(each.length === 2 && each.startsWith("\\") ? each.slice(1) : each)],
  );
  return [...elements, QUOTE];
}

interface Place {
  /** Index of the wildcard. */
  readonly of: number;
  /** Index of its element that comes next; of an asterisk that one is in, its own. */
  readonly at: number;
  readonly inStar: boolean;
}

/** Where one is after a byte: behind it, and in the asterisk that follows, which may be nothing. */
function entered({ elements }: Wildcard, of: number, at: number): readonly Place[] {
  const behind = { of, at, inStar: false };
  return elements[at] === STAR ? [behind, { of, at, inStar: true }] : [behind];
}

function follow(places: readonly Place[], wildcards: readonly Wildcard[], byte: Element | undefined): readonly Place[] {
  const next = places.flatMap((place) => {
    const wildcard = wildcards[place.of]!;
    const wanted = place.inStar ? place.at + 1 : place.at;
    const moved =
      byte !== undefined && wildcard.elements[wanted] === byte ? entered(wildcard, place.of, wanted + 1) : [];
    return place.inStar ? [place, ...moved] : moved;
  });
  return [...new Map(next.map((place) => [keyOf([place]), place])).values()];
}

function keyOf(places: readonly Place[]): string {
  return places
    .map(({ of, at, inStar }) => `${of}.${at}${inStar ? "*" : ""}`)
    .sort()
    .join(" ");
}

function count(places: readonly Place[], wildcards: readonly Wildcard[]): number {
  const distinct = places.map((place) => {
    const { list, elements, end } = wildcards[place.of]!;
    if (place.at === elements.length) return end;
    const before = elements.slice(0, place.at);
    if (before.includes(STAR) || (place.inStar && list === undefined)) return keyOf([place]);
    return `${list ?? end} ${before.join()}${place.inStar ? "*" : ""}`;
  });
  return new Set(distinct).size;
}
