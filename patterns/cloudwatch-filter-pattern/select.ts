import type { Selector, Step } from "./filter-pattern";

/**
 * What stands at each place a selector points at; `undefined` (which JSON has no word for) where nothing does.
 *
 * One place without wildcards. As many as there are elements or fields with one, so none in an empty array.
 */
export function select(selector: Selector, event: unknown): readonly unknown[] {
  return selector.reduce<readonly unknown[]>((values, step) => values.flatMap((value) => follow(step, value)), [event]);
}

function follow(step: Step, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    const elements = value as readonly unknown[];
    if (step.kind === "anyElement") return elements;
    return [step.kind === "index" ? elements[step.index] : undefined];
  }
  if (typeof value !== "object" || value === null) return [undefined];
  // Seen: [*] goes through the members of an object, too; an index does not find one of that name.
  if (step.kind === "anyField" || step.kind === "anyElement") return Object.values(value);
  if (step.kind !== "property" || !Object.hasOwn(value, step.name)) return [undefined];
  return [(value as Record<string, unknown>)[step.name]];
}
