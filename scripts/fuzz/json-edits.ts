import fc from "fast-check";

import { hostileText, hostileValue } from "./hostile";

/** Without the preference for small numbers, which would change little but the beginning. */
const counted = fc.noBias(fc.nat(1_000_000));

/** A change of a JSON document, where counted through whatever there is. */
const jsonEdit = fc.record({
  kind: fc.constantFrom("replace", "replace", "inside", "drop", "rename", "copy"),
  at: counted,
  other: counted,
  text: hostileText,
  value: hostileValue,
});

/** A few changes of what a document says, and seldom the place at which it is cut off. */
export const jsonEdits = fc.record({
  list: fc.array(jsonEdit, { minLength: 1, maxLength: 6 }),
  cutAt: fc.oneof({ weight: 19, arbitrary: fc.constant(null) }, counted),
});

type JsonEdit = typeof jsonEdit extends fc.Arbitrary<infer Edit> ? Edit : never;

export type JsonEdits = typeof jsonEdits extends fc.Arbitrary<infer Edits> ? Edits : never;

/** Where a value stands in a document. */
interface Slot {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

/** The document after the edits, as text. */
export function editJson(value: unknown, { list, cutAt }: JsonEdits): string {
  const whole = structuredClone(value);
  for (const each of list) edit(whole, each);
  const text = JSON.stringify(whole);
  return cutAt === null ? text : text.slice(0, cutAt % (text.length + 1));
}

function edit(whole: unknown, { kind, at, other, text, value }: JsonEdit): void {
  const slots = slotsIn(whole);
  if (slots.length === 0) return;
  if (kind === "inside") {
    const texts = slots.filter(({ parent, key }) => jsonIn(parent[key]) !== undefined);
    const { parent, key } = texts[at % texts.length] ?? { parent: {}, key: "" };
    const inside = jsonIn(parent[key]);
    edit(inside, { kind: other % 2 === 0 ? "replace" : "drop", at: other, other, text, value });
    put(parent, key, JSON.stringify(inside));
    return;
  }
  const { parent, key } = slots[at % slots.length]!;
  if (kind === "replace") put(parent, key, structuredClone(value));
  else if (kind === "copy") {
    const from = slots[other % slots.length]!;
    put(parent, key, structuredClone(from.parent[from.key]));
  } else {
    if (kind === "rename" && !Array.isArray(parent)) put(parent, text, parent[key]);
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- of a copy of JSON
    delete parent[key];
  }
}

/** What a text says that is JSON itself, as policies are. */
function jsonIn(text: unknown): unknown {
  if (typeof text !== "string" || !/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As an own value, whatever the key. */
function put(parent: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function slotsIn(value: unknown): readonly Slot[] {
  if (typeof value !== "object" || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...slotsIn(parent[key])]);
}
