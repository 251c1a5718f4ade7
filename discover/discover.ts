import type { AwsCalls, Refusal } from "../aws/calls";
import type { Found } from "./found";
import { Inquiry, someAtATime } from "./inquiry";
import { readAccount } from "./read-account";
import { readDelegations, readOrganization } from "./read-organization";
import { readTrails } from "./read-trails";

export interface Questions {
  /** Region of endpoints that are the same for all. */
  readonly region: string;
  /** Regions to look for secrets in, if they are on. @default - all */
  readonly regions?: readonly string[];
  /** Whether to look for secrets at all. @default true */
  readonly secrets?: boolean;
  /** Ids of accounts and units that are none of the configuration's; of units with all that is below. @default - none */
  readonly without?: readonly string[];
}

export interface Progress {
  /** How many accounts are to be asked about. */
  readonly begin: (accounts: number) => void;
  /** One more was. */
  readonly advance: () => void;
}

/**
 * Asks AWS what there is in the organization.
 *
 * @throws RefusedCall if the organization or its accounts can't be listed
 */
export async function discover(calls: AwsCalls, questions: Questions, progress?: Progress): Promise<Found> {
  const inquiry = new Inquiry(calls);
  const { region, regions, secrets = true, without = [] } = questions;
  const listed = await readOrganization(inquiry, region);
  const isLeftOut = (id: string) => without.includes(id);
  const units = listed.units.filter(({ id, within }) => ![id, ...within].some(isLeftOut));
  const known = new Set(units.map(({ id }) => id));
  const wanted = listed.accounts.filter(({ id, unit }) => {
    return id === listed.managementId || (known.has(unit) && !isLeftOut(id));
  });
  const asked = new Set(wanted.map(({ id }) => id));
  progress?.begin(wanted.length);
  const [delegations, trails, accounts] = await Promise.all([
    readDelegations(inquiry, region),
    readTrails(inquiry, { account: listed.managementId, region }),
    someAtATime(wanted, async (account) => {
      const found = await readAccount(inquiry, account, { partition: listed.partition, region, regions, secrets });
      progress?.advance();
      return found;
    }),
  ]);
  return {
    ...listed,
    ...{ units, accounts, delegations, trails },
    without: listed.accounts.filter(({ id }) => !asked.has(id)).map(({ id }) => id),
    refusals: [...inquiry.refusals].sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)),
  };
}

/** Answers come in any order. */
function placeOf({ operation, place }: Refusal): string {
  return `${operation} ${place.account} ${place.region}`;
}
