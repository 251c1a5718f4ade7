import { BY_HAND, inWaves } from "../stacks/deployments";
import type { AffectedStack, AffectedStacks } from "./affected-stacks";
import type { RolloutStack } from "./rollout-stack";

/** The affected stacks as a pipeline takes them: one wave after the other, the stacks of a wave at the same time. */
export interface Rollout {
  readonly waves: readonly {
    readonly name: string;
    readonly stacks: readonly (RolloutStack & { readonly reason: AffectedStack["reason"] })[];
  }[];
  /** Stacks that a person applies, before the waves. */
  readonly byHand: readonly RolloutStack[];
  /** Stacks that there are no more; nothing of them is planned. */
  readonly removed: readonly RolloutStack[];
  /** The same as the matrix of a GitHub job. */
  readonly matrix: { readonly include: readonly MatrixEntry[] };
}

export interface MatrixEntry {
  readonly stack: string;
  readonly account_id: string;
  readonly account_name: string;
  readonly wave: string;
}

export function rolloutOf({ affected: all, removed }: AffectedStacks): Rollout {
  const affected = all.filter(({ wave }) => wave !== BY_HAND);
  return {
    waves: inWaves(affected).map(({ name, stacks }) => ({
      name,
      stacks: stacks.map((each) => ({ ...plain(each), reason: each.reason })),
    })),
    byHand: all.filter(({ wave }) => wave === BY_HAND).map(plain),
    removed: removed.map(plain),
    matrix: {
      include: affected.map(({ stack, account, wave }) => ({
        stack,
        account_id: account.id,
        account_name: account.name,
        wave,
      })),
    },
  };
}

function plain({ stack, account, wave }: RolloutStack): RolloutStack {
  return { stack, account, wave };
}
