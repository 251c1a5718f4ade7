import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import type { Organization } from "../organization/organization";
import { deploymentsOf, type Deployment } from "../stacks/deployments";
import type { RolloutStack } from "./rollout-stack";
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
  readonly removed: readonly RolloutStack[];
  /** Number of all stacks. */
  readonly total: number;
}

/**
 * Finds the stacks that differ between two versions. Only stacks that are in both and whose inputs differ are
 * synthesized, in both versions: at 1,000 members and a change in one, a handful.
 *
 * @param workspace an existing directory for what is synthesized
 * @param made what another Secretwatch made of the base: then all stacks are synthesized and compared. @default - the same one
 */
export function affectedStacks(
  before: Organization | undefined,
  after: Organization,
  workspace: string,
  made?: ReadonlyMap<string, StackJson>,
): AffectedStacks {
  const now = deploymentsOf(after);
  const then = new Map<string, Deployment>(
    before === undefined ? [] : deploymentsOf(before).map((each) => [each.stack, each]),
  );
  const current = new Set<string>(now.map(({ stack }) => stack));

  const suspects = new Set(
    now
      .filter(({ stack, member }) => {
        const old = then.get(stack);
        if (made !== undefined) return made.has(stack);
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
          made ?? stackJson(before, suspects, path.join(workspace, "before")),
          stackJson(after, suspects, path.join(workspace, "after")),
        ];

  const affected = now.flatMap((each): AffectedStack[] => {
    if (!(made ?? then).has(each.stack)) return [{ ...each, reason: "new" }];
    const [old, young] = [jsonBefore.get(each.stack), jsonAfter.get(each.stack)];
    return isDeepStrictEqual(old, young) ? [] : [{ ...each, reason: "changed", before: old, after: young }];
  });
  const gone = [...(made ?? then).keys()].filter((stack) => !current.has(stack));
  return { affected, removed: gone.map((stack) => then.get(stack) ?? unknown(stack, made)), total: now.length };
}

/** A stack that is of the other Secretwatch alone: what its JSON says of it. */
function unknown(stack: string, made: ReadonlyMap<string, StackJson> | undefined): RolloutStack {
  const ids = made?.get(stack)?.provider?.aws?.[0]?.allowed_account_ids;
  return { stack, account: { id: Array.isArray(ids) ? String(ids[0]) : "", name: "" }, wave: "" };
}
