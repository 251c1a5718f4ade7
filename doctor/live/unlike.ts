import type { Wrong } from "./live-type";
import { hasUnknown, same } from "./same";

/** An attribute: what it is called, what it should be, and what it is. */
export type Compared = readonly [name: string, wanted: unknown, found: unknown];

/** What is otherwise than it should be, each attribute by itself. */
export function unlike(kind: Wrong["kind"], whose: string, compared: readonly Compared[]): readonly Wrong[] {
  return compared
    .filter(([, wanted, found]) => !same(wanted, found))
    .map(([name, wanted, found]) => ({
      kind,
      what: `${whose}: ${name} is ${shown(found)}, and should be ${shown(wanted)}.`,
    }));
}

const LONGEST = 200;

/** A value in few words. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return "not set";
  if (hasUnknown(value)) return "set";
  const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
