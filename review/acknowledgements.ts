import type { Organization } from "../organization/organization";
import type { Change } from "./change";

type Acknowledgement = Organization["acknowledgements"][number];

export interface Acknowledgements {
  /** Changes that need one. */
  readonly missing: readonly string[];
  readonly given: readonly Acknowledgement[];
  /** They match no change, and can be removed. */
  readonly unused: readonly Acknowledgement[];
}

export function acknowledgementsOf(
  changes: readonly Change[],
  acknowledgements: readonly Acknowledgement[],
): Acknowledgements {
  const guarded = new Set(changes.filter((change) => change.guarded).map(({ id }) => id));
  const acknowledged = new Set(acknowledgements.map(({ change }) => change));
  return {
    missing: [...guarded].filter((id) => !acknowledged.has(id)),
    given: acknowledgements.filter(({ change }) => guarded.has(change)),
    unused: acknowledgements.filter(({ change }) => !guarded.has(change)),
  };
}
