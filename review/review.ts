import type { Organization } from "../organization/organization";
import { acknowledgementsOf, type Acknowledgements } from "./acknowledgements";
import type { AffectedStacks } from "./affected-stacks";
import type { Change } from "./change";
import { changesBetween } from "./organization-changes";
import { resourceChanges, type ResourceChange } from "./resource-changes";

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
