import { shownAttributes } from "../resources/shown-attributes";
import { hiddenChanges } from "./hidden-changes";
import { MASK, maskedText, maskedValue } from "./masked";
import type { Attributes, Change, ResourceChange } from "./plan-document";
import type { AttributeChange } from "./plan-summary";
import { part, shown, type Shown } from "./sensitive";

const CONTEXT = 24;
const LONGEST = 160;
const NONE = "(none)";

/** Attributes at the top that change. */
export function changedAttributes(change: Change, leftOut: ReadonlySet<string>): readonly string[] {
  const before = attributes(change.before);
  const after = attributes(change.after);
  const unknown = attributes(change.after_unknown);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)])].sort();
  const forced = replacing(change);
  return names.filter((name) => {
    if (leftOut.has(name) || (name === "tags_all" && !same(before.tags, after.tags))) return false;
    // What is made anew gets new ids, which say nothing.
    if (isUnknown(change, name)) return !change.actions.includes("create") || forced.includes(name);
    return !same(part(before, name), part(after, name));
  });
}

/**
 * Attributes that change, as they may be shown: values of those in the table, without the secrets that can be recognized in them;
 * of all others what changes inside, by name. Long values with what is around the difference only.
 */
export function attributeChanges(
  { type, change }: ResourceChange,
  leftOut: ReadonlySet<string>,
): readonly AttributeChange[] {
  const table = shownAttributes(type);
  return changedAttributes(change, leftOut).flatMap((name) => {
    const attribute = maskedText(name);
    const [was, is] = [shown(change, "before", name), shown(change, "after", name)];
    if (!table.has(name)) {
      return "hidden" in was || "hidden" in is
        ? [{ attribute, before: hiddenText(was), after: hiddenText(is) }]
        : hiddenChanges(attribute, was.value, is.value);
    }
    const [from, to] = [asText(was), asText(is)];
    if ("hidden" in was || "hidden" in is) return [{ attribute, before: from, after: to }];
    const [before, after] = middles(from, to);
    return [{ attribute, before, after }];
  });
}

/** Attributes that make Terraform replace a resource. */
export function replacing({ replace_paths }: Change): readonly string[] {
  return [
    ...new Set(
      (replace_paths ?? []).map(([first]) => (typeof first === "string" ? first : JSON.stringify(first ?? null))),
    ),
  ].sort();
}

function isUnknown(change: Change, name: string): boolean {
  const value = shown(change, "after", name);
  return "hidden" in value && value.hidden === "known after the apply";
}

function attributes(value: unknown): Attributes {
  return typeof value === "object" && value !== null ? (value as Attributes) : {};
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** Of two sides of which one is hidden, the other one tells as little. */
function hiddenText(side: Shown): string {
  if ("hidden" in side) return `(${side.hidden})`;
  return side.value === undefined || side.value === null ? NONE : MASK;
}

/** Masked as a whole, before a part of it is cut out: the part may lack what tells that it is a secret. */
function asText(side: Shown): string {
  if ("hidden" in side) return `(${side.hidden})`;
  const { value } = side;
  if (value === undefined || value === null) return NONE;
  return typeof value === "string" ? maskedText(value) : JSON.stringify(maskedValue(value));
}

/** What differs in the middle of long texts, with a little around it. */
function middles(a: string, b: string): readonly [string, string] {
  // What differs is masked.
  if (a === b) return [MASK, MASK];
  if (a.length <= LONGEST && b.length <= LONGEST) return [a, b];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const cut = (text: string) => {
    const from = Math.max(0, start - CONTEXT);
    const to = Math.min(text.length, text.length - end + CONTEXT);
    const middle = text.slice(from, Math.min(to, from + LONGEST));
    return `${from > 0 ? "…" : ""}${middle}${from + middle.length < text.length ? "…" : ""}`;
  };
  return [cut(a), cut(b)];
}
