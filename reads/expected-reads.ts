import type { Account, MemberAccount, Organization, Secret } from "../organization/organization";
import type { Reader } from "../organization/reads-of-account";
import { type ExpectedReads, type ReadableSecret, UNKNOWN_SUFFIX } from "./expectations";

/** What of the organization says who may read what. */
export type ReadFacts = Pick<Organization, "names" | "crossAccountReads">;

/** ARN of a secret that is not made yet, as long as it will be: whoever makes the secret puts the real one in its place. */
export function arnBeforehand(
  { names }: Pick<ReadFacts, "names">,
  account: Account,
  region: string,
  name: string,
): string {
  return `${names.secretArn(region, account.id, name)}${UNKNOWN_SUFFIX}`;
}

/** Who may read what in an account and region. ARNs of the account's own secrets are those from beforehand. */
export function expectedReads(facts: ReadFacts, account: Account, region: string): ExpectedReads {
  const { names } = facts;
  const reader = (written: string): Reader =>
    written.startsWith("service/") ? written : names.access.principalArn(account.id, written);
  const own = secretsIn(account, region).map(({ name, expectedReaders, decoy }): ReadableSecret => {
    const arn = names.secretArn(region, account.id, name);
    return {
      ids: [name, arn, arnBeforehand(facts, account, region, name)],
      unsuffixed: [],
      idPrefixes: [],
      expectedReaders: expectedReaders.map(reader),
      decoy,
    };
  });
  return {
    accountReaders: account.expectedReaders.map(reader),
    secrets: [...own, ...secretsOfOthers(facts, account, region)],
  };
}

/** Secrets that are in the region, also as a copy. */
export function secretsIn(account: Account, region: string): readonly Secret[] {
  const { secrets = [] } = account as Partial<MemberAccount>;
  return secrets.filter((secret) => secret.region === region || secret.replicaRegions.includes(region));
}

/** Secrets of other accounts that name readers of this one: the call is recorded in the reader's account, too. */
function secretsOfOthers({ names, crossAccountReads }: ReadFacts, { id }: Account, region: string) {
  return (crossAccountReads.get(id) ?? [])
    .filter(({ owner, secret }) => secret === undefined || secretsIn(owner, region).includes(secret))
    .map(({ reader, owner, secret }): ReadableSecret => {
      const arn = names.secretArn(region, owner.id, secret?.name ?? "");
      return {
        ids: secret === undefined ? [] : [arn],
        unsuffixed: secret === undefined ? [] : [arn],
        idPrefixes: secret === undefined ? [arn] : [],
        expectedReaders: [reader],
        decoy: false,
      };
    });
}
