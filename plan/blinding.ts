import { blindingOf, type BlindingChange, type When } from "../resources/blinding-changes";
import type { Change, ResourceChange } from "./plan-document";
import type { Verb } from "./plan-summary";
import { isMarked, part } from "./sensitive";

/** What of a change makes the watch see, keep or tell less, each in words. */
export function blindedBy({ type, change }: ResourceChange, verb: Verb): readonly string[] {
  const { changes = [], ends, begins } = blindingOf(type);
  if (verb === "destroy") return ends === undefined ? [] : [ends];
  if (verb === "create") return begins === undefined ? [] : [begins];
  const found = changes.flatMap((each) => {
    const said = harmOf(each, change);
    return said === undefined ? [] : [said];
  });
  return [...new Set(found)];
}

function harmOf({ attribute, when, what }: BlindingChange, change: Change): string | undefined {
  const path = attribute.split(".");
  // What is known after the apply may be as it was.
  if (change.after_unknown === true || isMarked(part(change.after_unknown, path[0]!))) return undefined;
  const [was, is] = [at(change.before, path), at(change.after, path)];
  if (!harms(when, was, is)) return undefined;
  const numbers = typeof was === "number" && typeof is === "number" && (when === "less" || when === "shorter");
  return numbers ? `${what}: ${is} instead of ${was}` : what;
}

function harms(when: When, was: unknown, is: unknown): boolean {
  if (typeof when === "object")
    return "leaves" in when ? was === when.leaves && is !== was : is === when.becomes && is !== was;
  switch (when) {
    case "off":
      return was === true && is !== true;
    case "on":
      return is === true && was !== true;
    case "less":
      return typeof was === "number" && typeof is === "number" && is < was;
    case "shorter":
      return (
        typeof is === "number" && is !== 0 && (isNothing(was) || was === 0 || (typeof was === "number" && is < was))
      );
    case "loses":
      return itemsOf(was).some((item) => !itemsOf(is).includes(item));
    case "gone":
      return !isNothing(was) && isNothing(is);
    case "another":
      return !isNothing(was) && !same(was, is);
    case "changes":
      return !same(was, is) && !(isNothing(was) && isNothing(is));
  }
}

/** In blocks, of which a plan has lists, the first one counts. */
function at(value: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return value;
  const object: unknown = Array.isArray(value) ? value[0] : value;
  return at(part(object, first), rest);
}

function itemsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((each) => JSON.stringify(each)) : [];
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
