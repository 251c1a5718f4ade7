/** Stands for a value that nobody knows before AWS has made what it is of. */
export const UNKNOWN = Symbol("unknown");

/** Stands for such a part of a text: a character that no text has (https://www.unicode.org/faq/private_use.html#nonchar1). */
export const GAP = "\uFDD0";

/** Whether a value is what is wanted, as far as that is known. Objects have the same members, lists the same in the same order. */
export function agrees(wanted: unknown, actual: unknown): boolean {
  if (wanted === UNKNOWN) return true;
  if (typeof wanted === "string" && typeof actual === "string") return textAgrees(wanted, actual);
  if (Array.isArray(wanted) && Array.isArray(actual)) {
    return wanted.length === actual.length && wanted.every((each, index) => agrees(each, actual[index]));
  }
  if (!isObject(wanted) || !isObject(actual)) return wanted === actual;
  const names = Object.keys(wanted);
  return (
    names.length === Object.keys(actual).length &&
    names.every((name) => Object.hasOwn(actual, name) && agrees(wanted[name], actual[name]))
  );
}

/** The same for two texts of JSON, whatever their spaces and the order of their members; one that is none is not what is wanted. */
export function jsonAgrees(wanted: string, actual: string): boolean {
  try {
    return agrees(JSON.parse(wanted), JSON.parse(actual));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** A gap is something, never nothing. */
function textAgrees(wanted: string, actual: string): boolean {
  const [first = "", ...others] = wanted.split(GAP);
  const last = others.pop();
  if (last === undefined) return wanted === actual;
  if (!actual.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = actual.indexOf(part, at + 1);
    if (found === -1) return false;
    at = found + part.length;
  }
  return actual.length - last.length > at && actual.endsWith(last);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
