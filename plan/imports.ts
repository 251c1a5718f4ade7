import { plannedType } from "../resources/resource-types";
import type { Change, ResourceChange } from "./plan-document";
import { isMarked, part } from "./sensitive";

/** What an import does, in words. Undefined if a change is none. */
export function importInWords(resource: ResourceChange): string | undefined {
  const { importing, actions } = resource.change;
  if (importing === undefined || importing === null) return undefined;
  if (changesNothing(resource)) return "is taken over as it is: nothing changes in AWS";
  if (actions.includes("delete")) return "is taken into the state, to be destroyed";
  return `is taken over, with another ${changedNames(resource).join(", ")}`;
}

/**
 * Whether an import leaves what is there as it is: what then differs is read from AWS no more than written there. So is how long a
 * secret can be restored, which is said when it is deleted.
 */
export function changesNothing(resource: ResourceChange): boolean {
  const { importing, actions } = resource.change;
  if (importing === undefined || importing === null) return false;
  return actions.join() === "no-op" || (actions.join() === "update" && changedNames(resource).length === 0);
}

function changedNames({ type, change }: ResourceChange): readonly string[] {
  const kept = plannedType(type)?.inStateAlone ?? [];
  const names = [change.before, change.after, change.after_unknown].flatMap((each) =>
    typeof each === "object" && each !== null ? Object.keys(each) : [],
  );
  return [...new Set(names)].sort().filter((name) => !kept.includes(name) && differs(change, name));
}

function differs({ before, after, after_unknown }: Change, name: string): boolean {
  const text = (side: unknown) => JSON.stringify(part(side, name) ?? null);
  return isMarked(part(after_unknown, name)) || text(before) !== text(after);
}
