import type { Attributes, Change } from "./plan-document";
import { part, shown, type Shown } from "./sensitive";

export interface AttributeChange {
  readonly attribute: string;
  readonly before: string;
  readonly after: string;
}

const CONTEXT = 24;
const LONGEST = 160;

/** Attributes that change, as they may be shown; long values with what is around the difference only. */
export function attributeChanges(change: Change, leftOut: ReadonlySet<string>): readonly AttributeChange[] {
  const before = attributes(change.before);
  const after = attributes(change.after);
  const unknown = attributes(change.after_unknown);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)])].sort();
  const forced = replacing(change);
  const changed = names.filter((name) => {
    if (leftOut.has(name) || (name === "tags_all" && !same(before.tags, after.tags))) return false;
    // What is made anew gets new ids, which say nothing.
    if (isUnknown(change, name)) return !change.actions.includes("create") || forced.includes(name);
    return !same(part(before, name), part(after, name));
  });
  return changed.map((attribute) => {
    const [was, is] = [shown(change, "before", attribute), shown(change, "after", attribute)];
    if ("hidden" in was || "hidden" in is) return { attribute, before: asText(was), after: asText(is) };
    const [from, to] = middles(asText(was), asText(is));
    return { attribute, before: from, after: to };
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

function asText(value: Shown): string {
  if ("hidden" in value) return `(${value.hidden})`;
  if (value.value === undefined || value.value === null) return "(none)";
  return typeof value.value === "string" ? value.value : JSON.stringify(value.value);
}

/** What differs in the middle of long texts, with a little around it. */
function middles(a: string, b: string): readonly [string, string] {
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
