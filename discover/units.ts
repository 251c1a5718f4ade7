import type { Found } from "./found";
import { namesFor } from "./names";

/** Unit and those above it, for people: `Workloads / Prod`. */
export function pathOf({ units }: Found, id: string): string {
  const path = units.find((unit) => unit.id === id)?.path ?? [];
  return path.length === 0 ? "the root" : path.join(" / ");
}

/**
 * Names of units in the configuration by their ids, in the order of the tree: those that it has already, and for others their own, or with
 * those of the units above if another has the same.
 *
 * @param wanted ids of those that have accounts
 * @param known names by id
 */
export function namesOfUnits(
  { units }: Found,
  wanted: ReadonlySet<string>,
  known: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const used = units.filter(({ id }) => wanted.has(id));
  const unnamed = used
    .filter(({ id }) => !known.has(id))
    .map(({ id, path }) => ({ id, wishes: path.length === 0 ? ["root"] : [path.at(-1)!, path.join("-")] }));
  const names = namesFor(unnamed, known.values(), "unit");
  return new Map(used.map(({ id }) => [id, known.get(id) ?? names.get(id)!]));
}
