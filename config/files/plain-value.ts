/** Keys and positions that lead to a value. */
type Path = readonly (string | number)[];

/** Deeper than any configuration is; all that walks through values may do it by recursion. */
const MOST_LEVELS = 64;

/** What of a value is no plain data, or could not be held by it. */
export interface NotPlain {
  readonly path: Path;
  readonly message: string;
  readonly remedy: string;
  /** The key is meant. */
  readonly isKey: boolean;
  /** The rest of the value can be looked at all the same. */
  readonly isUsable: boolean;
}

/**
 * What YAML can say and a configuration can't: what contains itself, or is nested so deeply that it might, types that tags make, and
 * `__proto__`, the one key that an object of JavaScript takes for something else and loses. Every other name, `constructor` as well,
 * is a key like any other, and whoever looks it up asks for the object's own. And placeholders of CDKTF's.
 */
export function findNotPlain(value: unknown): readonly NotPlain[] {
  const found: NotPlain[] = [];
  visit(value, [], found);
  return found;
}

/** What CDKTF writes into texts in the place of values that it fills in later: in a text of ours it would fill in something, too. */
const TOKEN = "TfToken[";

function visit(value: unknown, path: Path, found: NotPlain[]): void {
  if (typeof value === "string" && value.includes(TOKEN)) found.push(token(path, false));
  if (typeof value !== "object" || value === null) return;
  if (path.length > MOST_LEVELS) {
    // Of what contains itself there is one such place a branch.
    if (found.some(({ isUsable }) => !isUsable)) return;
    const message = `more than ${MOST_LEVELS} levels deep, or part of itself.`;
    found.push({ path: path.slice(0, 1), message, remedy: "Correct the YAML.", isKey: false, isUsable: false });
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, each] of (value as unknown[]).entries()) visit(each, [...path, index], found);
    return;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    const message = "made by a YAML tag; there are only texts, numbers, true and false, lists and mappings.";
    found.push({ path, message, remedy: "Write it without the tag.", isKey: false, isUsable: false });
    return;
  }
  const entry = value as Record<string, unknown>;
  if (Object.hasOwn(entry, "__proto__")) {
    const message = '"__proto__" is not a valid key; it would be lost.';
    found.push({ path: [...path, "__proto__"], message, remedy: "Rename it.", isKey: true, isUsable: true });
    delete entry.__proto__;
  }
  for (const [key, each] of Object.entries(entry)) {
    if (key.includes(TOKEN)) found.push(token([...path, key], true));
    visit(each, [...path, key], found);
  }
}

function token(path: Path, isKey: boolean): NotPlain {
  return { path, message: `${TOKEN} is a placeholder of CDKTF's.`, remedy: "Take it out.", isKey, isUsable: true };
}
