import type { Place } from "../aws/calls";
import { type Account, accountsOf, type Organization } from "../organization/organization";
import { forwardingRegions } from "../organization/regions";
import type { Mode } from "../organization/settings";
import { secretsIn } from "../reads/expected-reads";
import { type Deployment, deploymentsOf } from "../stacks/deployments";

/** One read of a drill: an account and region, and the secret that is asked for there. */
export interface Target {
  readonly place: Place;
  readonly accountName: string;
  readonly mode: Mode;
  /** Stack of the account, and its wave. */
  readonly stack: string;
  readonly wave: string;
  /** Name of the secret: of one that does not exist, or of a decoy. */
  readonly secret: string;
}

/** What reads ask for: one name that nothing has, or a decoy of each account. */
export type Bait = { readonly secret: string } | "decoys";

/** Every account and region from which reads are sent, or which has a decoy, if those are read. */
export function targetsOf(organization: Organization, bait: Bait): readonly Target[] {
  return accountsWithRules(organization).flatMap(({ account, stack, wave }) =>
    forwardingRegions(organization, account.regions).flatMap((region) => {
      const secret = bait === "decoys" ? decoyIn(account, region) : bait.secret;
      if (secret === undefined) return [];
      const { id, name, mode } = account;
      return [{ place: { account: id, region }, accountName: name, mode, stack, wave, secret }];
    }),
  );
}

interface WithRules extends Pick<Deployment, "stack" | "wave"> {
  readonly account: Account;
}

/** Each account once, with the stack that has its rules: whoever has two has them in the first. */
function accountsWithRules(organization: Organization): readonly WithRules[] {
  const accounts = new Map(accountsOf(organization).map((account) => [account.id, account]));
  return deploymentsOf(organization).flatMap(({ account: { id }, stack, wave }) => {
    const account = accounts.get(id);
    accounts.delete(id);
    return account === undefined ? [] : [{ account, stack, wave }];
  });
}

function decoyIn(account: Account, region: string): string | undefined {
  return secretsIn(account, region).find(({ decoy }) => decoy)?.name;
}
