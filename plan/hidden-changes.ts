import { MASK, maskedText, parsed } from "./masked";
import type { AttributeChange } from "./plan-summary";

/** Places in one attribute. */
const MOST_PLACES = 12;
/** Of a key or a name in a path. */
const LONGEST_KEY = 80;
const DEEPEST = 12;

type Sides = readonly [before: unknown, after: unknown];

/**
 * Where something changes in a value that is not shown: by names of keys and settings, in JSON texts, too. Of a value only whether it
 * is there, and true or false.
 */
export function hiddenChanges(attribute: string, before: unknown, after: unknown): readonly AttributeChange[] {
  const places = [...changesIn(attribute, [before, after], 0)];
  const told = places.slice(0, MOST_PLACES).map(([place, was, is]) => ({
    attribute: place,
    before: said(was),
    after: said(is),
  }));
  if (places.length <= MOST_PLACES) return told;
  return [
    ...told,
    { attribute: `${attribute}, in ${places.length - MOST_PLACES} more places`, before: MASK, after: MASK },
  ];
}

function* changesIn(place: string, sides: Sides, depth: number): Generator<readonly [string, unknown, unknown]> {
  const [before, after] = sides.map(opened);
  if (depth > 0 && JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return;
  const [was, is] = [childrenOf(before), childrenOf(after)];
  const isLeaf =
    depth === DEEPEST || (was === undefined && !isNothing(before)) || (is === undefined && !isNothing(after));
  const keys = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  if (isLeaf || keys.size === 0) {
    yield [place, before, after];
    return;
  }
  for (const key of keys) yield* changesIn(`${place}${key}`, [was?.get(key), is?.get(key)], depth + 1);
}

/** Members with what stands for them in a path: a key, the name of a setting, or a number. */
function childrenOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) {
    return new Map(Object.entries(value).map(([key, each]) => [`.${word(key)}`, each as unknown]));
  }
  const names = value.map(nameIn);
  const isNamed = names.every((each) => each !== undefined) && new Set(names).size === names.length;
  return new Map(value.map((each: unknown, index) => [isNamed ? `[${word(names[index]!)}]` : `[${index}]`, each]));
}

function nameIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const members = value as Readonly<Record<string, unknown>>;
  const key = ["name", "Name", "key", "Key"].find((each) => Object.hasOwn(value, each));
  const name = key === undefined ? undefined : members[key];
  return typeof name === "string" ? name : undefined;
}

function opened(value: unknown): unknown {
  const json = typeof value === "string" ? parsed(value) : undefined;
  return typeof json === "object" ? json : value;
}

function word(key: string): string {
  const masked = maskedText(key);
  return masked.length > LONGEST_KEY ? `${masked.slice(0, LONGEST_KEY)}…` : masked;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function said(value: unknown): string {
  if (isNothing(value)) return "(none)";
  return typeof value === "boolean" ? String(value) : MASK;
}
