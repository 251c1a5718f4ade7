import type { Organization } from "../organization/organization";
import { MOST_NAMES, type Change } from "./change";

type Acknowledgement = Organization["acknowledgements"][number];

export interface Acknowledgements {
  /** What to acknowledge: ids of changes, or of the same change in whatever account where many have it. */
  readonly missing: readonly string[];
  readonly given: readonly Acknowledgement[];
  /** They match no change, and can be removed. */
  readonly unused: readonly Acknowledgement[];
}

/** What an acknowledgement of a change names: its id, or that of the same change in every account. */
export function namesOf({ id, everywhere }: Change): readonly string[] {
  return everywhere === undefined ? [id] : [id, everywhere];
}

/** The reason that was given for a change, if there is one. */
export function reasonFor({ given }: Pick<Acknowledgements, "given">): (change: Change) => string | undefined {
  const reasons = new Map(given.map(({ change, reason }) => [change, reason]));
  return (change) => namesOf(change).flatMap((name) => reasons.get(name) ?? [])[0] ?? change.reason;
}

export function acknowledgementsOf(
  changes: readonly Change[],
  acknowledgements: readonly Acknowledgement[],
): Acknowledgements {
  const guarded = changes.filter((change) => change.guarded);
  const named = new Set(guarded.flatMap(namesOf));
  const acknowledged = new Set(acknowledgements.map(({ change }) => change));
  return {
    missing: shortest(
      guarded.filter(
        (change) => change.reason === undefined && !namesOf(change).some((name) => acknowledged.has(name)),
      ),
    ),
    given: acknowledgements.filter(({ change }) => named.has(change)),
    unused: acknowledgements.filter(({ change }) => !named.has(change)),
  };
}

/** Nobody writes the same reason for a thousand accounts. */
function shortest(changes: readonly Change[]): readonly string[] {
  const accounts = new Map<string, number>();
  for (const { everywhere = "" } of changes) accounts.set(everywhere, (accounts.get(everywhere) ?? 0) + 1);
  const ids = changes.map(({ id, everywhere }) =>
    everywhere !== undefined && accounts.get(everywhere)! > MOST_NAMES ? everywhere : id,
  );
  return [...new Set(ids)];
}
