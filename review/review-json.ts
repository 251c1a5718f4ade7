import { reasonFor } from "./acknowledgements";
import type { Review } from "./review";
import { rolloutOf } from "./rollout";

/** A review for machines: docs/commands.md has its fields. */
export function reviewJson({ base, baseFound, changes, resources, stacks, upgrade, acknowledgements }: Review) {
  const reasonOf = reasonFor(acknowledgements);
  const { waves, byHand, removed } = rolloutOf(stacks);
  return {
    base,
    baseFound,
    changes: changes.map((change) => {
      const { id, everywhere, area, watch, guarded, text, account } = change;
      const acknowledged = reasonOf(change) ?? null;
      return { id, everywhere: everywhere ?? null, area, watch, guarded, acknowledged, text, account: account ?? null };
    }),
    resources,
    upgrade: upgrade ?? null,
    stacks: { total: stacks.total, waves, byHand, removed },
    acknowledgements,
  };
}
