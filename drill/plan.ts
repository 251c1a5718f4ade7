import type { Organization } from "../organization/organization";
import { type LeftOutBy, leftOutBy } from "./left-out";
import { type Target, targetsOf } from "./target";

/** What a drill is going to do. */
export interface DrillPlan {
  /** The time when it began, and a number that nobody guesses. */
  readonly run: string;
  /** Whether people are told. Of decoys they always are. */
  readonly notify: boolean;
  readonly decoys: boolean;
  readonly targets: readonly Target[];
  /** Where the drill role is expected, so that a read tests nothing: it is not made. */
  readonly leftOut: readonly { readonly target: Target; readonly by: LeftOutBy }[];
}

/** @param isChosen which of the accounts and regions are read in */
export async function planOf(
  organization: Organization,
  { run, notify, decoys }: Pick<DrillPlan, "run" | "notify" | "decoys">,
  isChosen: (target: Target) => boolean,
): Promise<DrillPlan> {
  const { drillSecretPrefix, loudDrillSecretPrefix } = organization.names.health;
  const secret = `${notify ? loudDrillSecretPrefix : drillSecretPrefix}${run}`;
  const targets: Target[] = [];
  const leftOut: { target: Target; by: LeftOutBy }[] = [];
  for (const target of targetsOf(organization, decoys ? "decoys" : { secret }).filter(isChosen)) {
    const by = await leftOutBy(organization, target);
    // A silent read need not come further than to the journal, which has what the composer leaves out.
    if (by === "rules" || (by === "composer" && notify)) leftOut.push({ target, by });
    else targets.push(target);
  }
  return { run, notify: notify || decoys, decoys, targets, leftOut };
}

/** What the drill role's sessions are called, and so who in the journal made a read. */
export function sessionOf({ names }: Organization, { run }: Pick<DrillPlan, "run">): string {
  return `${names.health.drillSecretPrefix}${run}`;
}
