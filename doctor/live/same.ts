import { agrees, GAP, UNKNOWN } from "../unknown";

/**
 * Whether AWS has what is wanted. Order in a list says nothing here; `undefined`, `null`, an empty list and an empty text are the same
 * nothing, as APIs leave out what is empty. Of what is not known it asks no more than that there is something.
 */
export function same(wanted: unknown, found: unknown): boolean {
  if (isNothing(wanted) || isNothing(found)) return isNothing(wanted) && isNothing(found);
  if (wanted === UNKNOWN) return true;
  if (Array.isArray(wanted)) return Array.isArray(found) && sameLists(wanted, found);
  if (typeof wanted === "object") return typeof found === "object" && sameObjects(wanted as Members, found as Members);
  return agrees(wanted, found);
}

type Members = Readonly<Record<string, unknown>>;

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function sameObjects(wanted: Members, found: Members): boolean {
  const names = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return [...names].every((name) => same(wanted[name], found[name]));
}

/** What is known as a whole takes its own first, and not what another one that is not known might be. */
function sameLists(wanted: readonly unknown[], found: readonly unknown[]): boolean {
  if (wanted.length !== found.length) return false;
  const left = [...found];
  return wanted
    .toSorted((one, other) => Number(hasUnknown(one)) - Number(hasUnknown(other)))
    .every((each) => {
      const at = left.findIndex((candidate) => same(each, candidate));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
}

/** Whether a part of it is not known. */
export function hasUnknown(wanted: unknown): boolean {
  if (wanted === UNKNOWN) return true;
  if (typeof wanted === "string") return wanted.includes(GAP);
  return typeof wanted === "object" && wanted !== null && Object.values(wanted).some(hasUnknown);
}
