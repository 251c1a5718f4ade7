import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import type { Organization } from "../organization/organization";
import { deploymentsOf, type Deployment } from "../stacks/deployments";
import { memberInputs } from "./stack-inputs";
import { stackJson, type StackJson } from "./stack-json";

/** A stack whose JSON is not that of the base. */
export interface AffectedStack extends Deployment {
  readonly reason: "new" | "changed";
  /** @default - the stack is new */
  readonly before?: StackJson;
  /** @default - the stack is new: nothing of it was there */
  readonly after?: StackJson;
}

export interface AffectedStacks {
  /** In the order in which they are deployed. */
  readonly affected: readonly AffectedStack[];
  /** Stacks of the base that there are no more. */
  readonly removed: readonly Deployment[];
  /** Number of all stacks. */
  readonly total: number;
}

/**
 * Finds the stacks that differ between two versions. Only stacks that are in both and whose inputs differ are
 * synthesized, in both versions: at 1,000 members and a change in one, a handful.
 *
 * @param workspace an existing directory for what is synthesized
 */
export function affectedStacks(
  before: Organization | undefined,
  after: Organization,
  workspace: string,
): AffectedStacks {
  const now = deploymentsOf(after);
  const then = new Map(before === undefined ? [] : deploymentsOf(before).map((each) => [each.stack, each]));
  const current = new Set(now.map(({ stack }) => stack));

  const suspects = new Set(
    now
      .filter(({ stack, member }) => {
        const old = then.get(stack);
        if (before === undefined || old === undefined) return false;
        if (member === undefined || old.member === undefined) return true;
        return !isDeepStrictEqual(memberInputs(before, old.member), memberInputs(after, member));
      })
      .map(({ stack }) => stack),
  );
  const [jsonBefore, jsonAfter] =
    before === undefined
      ? [new Map<string, StackJson>(), new Map<string, StackJson>()]
      : [
          stackJson(before, suspects, path.join(workspace, "before")),
          stackJson(after, suspects, path.join(workspace, "after")),
        ];

  const affected = now.flatMap((each): AffectedStack[] => {
    if (!then.has(each.stack)) return [{ ...each, reason: "new" }];
    const [old, young] = [jsonBefore.get(each.stack), jsonAfter.get(each.stack)];
    return isDeepStrictEqual(old, young) ? [] : [{ ...each, reason: "changed", before: old, after: young }];
  });
  return { affected, removed: [...then.values()].filter(({ stack }) => !current.has(stack)), total: now.length };
}
