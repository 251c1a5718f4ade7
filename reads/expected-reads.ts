import type { Account, MemberAccount, Organization, Secret, WatchedSecret } from "../organization/organization";
import { secretArn } from "../organization/names/secret-arn";
import type { ExpectedReader, SecretNames } from "../organization/reads-of-account";
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
  const { watchedSecrets = [] } = account as Partial<MemberAccount>;
  const reader = ({ reader: written, ...where }: ExpectedReader): ExpectedReader => ({
    reader: written.startsWith("service/") ? written : names.access.principalArn(account.id, written),
    ...where,
  });
  const own = secretsIn(account, region).map(({ name, expectedReaders, decoy }): ReadableSecret => {
    const { ids } = namesOf(facts, account, region, { name });
    return {
      ids: [...ids, arnBeforehand(facts, account, region, name)],
      unsuffixed: [],
      idPrefixes: [],
      expectedReaders: expectedReaders.map(reader),
      decoy,
    };
  });
  const watched = watchedSecrets
    .filter(({ regions }) => regions.includes(region))
    .map((secret) => ({
      ...namesOf(facts, account, region, secret),
      expectedReaders: secret.expectedReaders.map(reader),
      decoy: false,
    }));
  return {
    accountReaders: account.expectedReaders.map(reader),
    secrets: [...own, ...watched, ...secretsOfOthers(facts, account, region)],
  };
}

/** Secrets that are in the region, also as a copy. */
export function secretsIn(account: Account, region: string): readonly Secret[] {
  const { secrets = [] } = account as Partial<MemberAccount>;
  return secrets.filter((secret) => isIn(secret, region));
}

function isIn(secret: Secret | WatchedSecret, region: string): boolean {
  return "regions" in secret
    ? secret.regions.includes(region)
    : secret.region === region || secret.replicaRegions.includes(region);
}

/** A watched secret's name or path, whether the file has that or its whole ARN. */
export function bareName(written: string): string {
  return secretArn(written)?.name ?? written;
}

/** How reads in the account name a secret: by its name or its ARN, or by whatever is below a path. */
function namesOf(
  { names }: Pick<ReadFacts, "names">,
  account: Account,
  region: string,
  { name }: Pick<WatchedSecret, "name">,
): SecretNames {
  const arnOf = (written: string) => names.secretArn(region, account.id, written);
  if (name.endsWith("/*")) {
    const path = name.slice(0, -1);
    return { ids: [], unsuffixed: [], idPrefixes: [path, arnOf(path)] };
  }
  if (!name.startsWith("arn:")) return { ids: [name, arnOf(name)], unsuffixed: [arnOf(name)], idPrefixes: [] };
  const bare = bareName(name);
  return { ids: [bare, arnOf(bare), name], unsuffixed: [], idPrefixes: [] };
}

/** Secrets of other accounts that name readers of this one: the call is recorded in the reader's account, too. */
function secretsOfOthers(facts: ReadFacts, { id }: Account, region: string): readonly ReadableSecret[] {
  return (facts.crossAccountReads.get(id) ?? [])
    .filter(({ secret }) => secret === undefined || isIn(secret, region))
    .map(({ reader, owner, secret }) => {
      const all = facts.names.secretArn(region, owner.id, "");
      const { ids, unsuffixed, idPrefixes } =
        secret === undefined ? { ids: [], unsuffixed: [], idPrefixes: [all] } : namesOf(facts, owner, region, secret);
      // By name, it would be a secret of this account.
      const isArn = (each: string) => each.startsWith(all);
      return {
        ids: ids.filter(isArn),
        unsuffixed,
        idPrefixes: idPrefixes.filter(isArn),
        expectedReaders: [reader],
        decoy: false,
      };
    });
}
