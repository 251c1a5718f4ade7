import type { Organization } from "../organization/organization";
import { acknowledgementsOf, type Acknowledgements } from "./acknowledgements";
import type { AffectedStacks } from "./affected-stacks";
import type { Change } from "./change";
import { changesBetween } from "./organization-changes";
import type { Upgrade } from "./upgrade";
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
  /** @default - base and configuration are read by the same Secretwatch */
  readonly upgrade?: Upgrade;
  readonly acknowledgements: Acknowledgements;
}

/** Two versions of a configuration, and what differs between what is made of them. */
export interface Versions {
  /** @default - the base has no configuration */
  readonly before?: Organization;
  readonly after: Organization;
  readonly stacks: AffectedStacks;
  /** @default - both are read by the same Secretwatch */
  readonly upgrade?: Upgrade;
}

export function review(base: string, { before, after, stacks, upgrade }: Versions): Review {
  const changes = before === undefined ? [] : changesBetween(before, after);
  return {
    base,
    baseFound: before !== undefined,
    changes,
    resources: resourceChanges(stacks.affected),
    stacks,
    upgrade,
    acknowledgements: acknowledgementsOf(changes, after.acknowledgements),
  };
}
