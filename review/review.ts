import type { Organization } from "../config/organization";
import { accountChanges } from "./account-changes";
import { acknowledgementsOf, type Acknowledgements } from "./acknowledgements";
import type { AffectedStacks } from "./affected-stacks";
import { areas, type Change } from "./change";
import { detectionChanges } from "./detection-changes";
import { guardrailChanges } from "./guardrail-changes";
import { recipientChanges } from "./recipient-changes";
import { resourceChanges, type ResourceChange } from "./resource-changes";
import { settingChanges } from "./setting-changes";
import { trailChanges } from "./trail-changes";

/** All that a person wants to know before a change is merged. */
export interface Review {
  /** As the user named it. */
  readonly base: string;
  /** Whether the base has a configuration; otherwise everything is new. */
  readonly baseFound: boolean;
  /** By area. */
  readonly changes: readonly Change[];
  /** What would be destroyed or replaced. */
  readonly resources: readonly ResourceChange[];
  readonly stacks: AffectedStacks;
  readonly acknowledgements: Acknowledgements;
}

/** @param before nothing if the base has no configuration */
export function review(
  base: string,
  before: Organization | undefined,
  after: Organization,
  stacks: AffectedStacks,
): Review {
  const changes = before === undefined ? [] : changesBetween(before, after);
  return {
    base,
    baseFound: before !== undefined,
    changes,
    resources: resourceChanges(stacks.affected),
    stacks,
    acknowledgements: acknowledgementsOf(changes, after.acknowledgements),
  };
}

/** What changes between two versions, by area and in the order of the configuration. */
export function changesBetween(before: Organization, after: Organization): readonly Change[] {
  const changes = [
    accountChanges,
    detectionChanges,
    recipientChanges,
    guardrailChanges,
    trailChanges,
    settingChanges,
  ].flatMap((compare) => compare(before, after));
  return areas.flatMap((area) => changes.filter((change) => change.area === area));
}
