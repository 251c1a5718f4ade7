import type { Attributes, Change } from "./plan-document";

export type Side = "before" | "after";

/** An attribute as far as Terraform lets it be shown: its value, or why there is none to show. */
export type Shown =
  { readonly value: unknown } | { readonly hidden: "sensitive" } | { readonly hidden: "known after the apply" };

export function shown(change: Change, side: Side, attribute: string): Shown {
  const mask = side === "before" ? change.before_sensitive : change.after_sensitive;
  if (mask === true || isMarked(part(mask, attribute))) return { hidden: "sensitive" };
  if (side === "after" && (change.after_unknown === true || isMarked(part(change.after_unknown, attribute)))) {
    return { hidden: "known after the apply" };
  }
  return { value: part(change[side], attribute) };
}

/** Whether a mask has `true` anywhere in it. */
export function isMarked(mask: unknown): boolean {
  if (typeof mask !== "object" || mask === null) return mask === true;
  return Object.values(mask as Attributes).some(isMarked);
}

/** An attribute that an object has itself: plans may call one like something that all objects inherit. */
export function part(value: unknown, attribute: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, attribute)
    ? (value as Attributes)[attribute]
    : undefined;
}
