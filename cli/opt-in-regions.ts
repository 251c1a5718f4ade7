import { accountsOf, type Account, type Organization } from "../organization/organization";
import { isOptInRegion } from "../organization/regions";

/** A governed region that is off in an account until somebody enables it there. */
export interface OptInRegion {
  readonly region: string;
  /** Accounts that do not leave it out, one at least. */
  readonly accounts: readonly Account[];
}

/**
 * Regions that have to be enabled in each of their accounts before anything is deployed there.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export function optInRegions(organization: Organization): readonly OptInRegion[] {
  const accounts = accountsOf(organization);
  return organization.governedRegions
    .filter((region) => isOptInRegion(organization.partition, region))
    .map((region) => ({ region, accounts: accounts.filter(({ regions }) => regions.includes(region)) }))
    .filter((each) => each.accounts.length > 0);
}
