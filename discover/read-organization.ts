import type { Place } from "../aws/calls";
import type { AnswerOf } from "../aws/operations";
import { isPartitionName, type PartitionName } from "../organization/regions";
import type { Delegation, FoundUnit, InactiveAccount } from "./found";
import type { Inquiry } from "./inquiry";

/** An active account, before it was asked about anything. */
export interface ListedAccount {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
}

export interface ListedOrganization {
  readonly organizationId: string;
  readonly managementId: string;
  readonly partition: PartitionName;
  readonly units: readonly FoundUnit[];
  readonly accounts: readonly ListedAccount[];
  readonly inactive: readonly InactiveAccount[];
}

/**
 * The organization with its tree of units, and the accounts in each.
 *
 * @param region in which its endpoint is asked for
 * @throws RefusedCall: without one of them, what is there would look as if it were gone
 */
export async function readOrganization(inquiry: Inquiry, region: string): Promise<ListedOrganization> {
  // Calls of the organization are made in its own account, whatever account is named.
  const place = { account: "", region };
  const { Organization: organization } = await inquiry.require("organizations:DescribeOrganization", {}, place);
  const [, partition] = (organization?.Arn ?? "").split(":");
  const { Roots: roots = [] } = await inquiry.require("organizations:ListRoots", {}, place);
  const trees = await Promise.all(roots.map(({ Id: id = "" }) => below(inquiry, place, { id, path: [], within: [] })));
  const accounts = trees.flatMap((tree) => tree.accounts);
  return {
    organizationId: organization?.Id ?? "",
    managementId: organization?.MasterAccountId ?? "",
    partition: isPartitionName(partition) ? partition : "aws",
    units: trees.flatMap((tree) => tree.units),
    accounts: accounts
      .filter((each) => stateOf(each.account) === "ACTIVE")
      .map(({ account: { Id: id = "", Name: name = "" }, unit }) => ({ id, name, unit }))
      .sort(byId),
    inactive: accounts
      .filter((each) => stateOf(each.account) !== "ACTIVE")
      .map(({ account }) => ({ id: account.Id ?? "", name: account.Name ?? "", state: stateOf(account) }))
      .sort(byId),
  };
}

type Listing = NonNullable<AnswerOf<"organizations:ListAccountsForParent">["Accounts"]>[number];

/**
 * Newer answers have State alone.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
 */
function stateOf({ State: state, Status: status }: Listing): string {
  return state ?? status ?? "";
}

interface Tree {
  readonly units: readonly FoundUnit[];
  readonly accounts: readonly { readonly account: Listing; readonly unit: string }[];
}

async function below(inquiry: Inquiry, place: Place, unit: FoundUnit): Promise<Tree> {
  const [{ OrganizationalUnits: children = [] }, { Accounts: accounts = [] }] = await Promise.all([
    inquiry.require("organizations:ListOrganizationalUnitsForParent", { ParentId: unit.id }, place),
    inquiry.require("organizations:ListAccountsForParent", { ParentId: unit.id }, place),
  ]);
  const trees = await Promise.all(
    children.map(({ Id: id = "", Name: name = "" }) =>
      below(inquiry, place, { id, path: [...unit.path, name], within: [...unit.within, unit.id] }),
    ),
  );
  return {
    units: [unit, ...trees.flatMap((tree) => tree.units)],
    accounts: [...accounts.map((account) => ({ account, unit: unit.id })), ...trees.flatMap((tree) => tree.accounts)],
  };
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}

/**
 * Services of security that an account can administer for the organization, the most telling first.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
 */
export const securityServices = [
  "cloudtrail.amazonaws.com",
  "securityhub.amazonaws.com",
  "guardduty.amazonaws.com",
  "access-analyzer.amazonaws.com",
  "config.amazonaws.com",
  "detective.amazonaws.com",
  "inspector2.amazonaws.com",
  "macie.amazonaws.com",
] as const;

/** Who administers services of security. */
export async function readDelegations(inquiry: Inquiry, region: string): Promise<readonly Delegation[]> {
  const found = await Promise.all(
    securityServices.map(async (service) => {
      const place = { account: "", region };
      const answer = await inquiry.ask(
        "organizations:ListDelegatedAdministrators",
        { ServicePrincipal: service },
        place,
      );
      return (answer?.DelegatedAdministrators ?? []).map(({ Id: account = "" }) => ({ service, account }));
    }),
  );
  return found.flat();
}
