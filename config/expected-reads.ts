import type { Reader } from "../detections/expected-readers";
import { unexpectedReadPatterns, type ExpectedReads, type ReadableSecret } from "../detections/unexpected-reads";
import type { EventPattern } from "../patterns/compile/event-pattern";
import type { Account, MemberAccount, Organization, Secret } from "./organization";

/** Stands for the random suffix of a secret's ARN, which Terraform knows once the secret is made. */
export const UNKNOWN_SUFFIX = "-??????";

/** The check of the configuration asks for the same patterns as the stacks, and large organizations have thousands. */
const compiled = new WeakMap<Organization, Map<string, readonly EventPattern[]>>();

/**
 * Event patterns of the unexpected reads in one account and region. ARNs of the account's own secrets end in
 * UNKNOWN_SUFFIX.
 *
 * @throws ExpectedReadersError if its readers contradict each other or don't fit event patterns
 */
export function unexpectedReadPatternsOf(
  organization: Organization,
  account: Account,
  region: string,
): readonly EventPattern[] {
  const known = compiled.get(organization) ?? new Map<string, readonly EventPattern[]>();
  compiled.set(organization, known);
  const key = `${account.id} ${region}`;
  const patterns = known.get(key) ?? unexpectedReadPatterns(expectedReads(organization, account, region));
  known.set(key, patterns);
  return patterns;
}

/** Who may read what, as `unexpectedReadPatternsOf` tells it. */
export function expectedReads(organization: Organization, account: Account, region: string): ExpectedReads {
  const { names } = organization;
  const reader = (written: string): Reader =>
    written.startsWith("service/") ? written : names.principalArn(account.id, written);
  const own = secretsIn(account, region).map(({ name, expectedReaders, decoy }): ReadableSecret => {
    const arn = names.secretArn(region, account.id, name);
    return {
      ids: [name, arn, `${arn}${UNKNOWN_SUFFIX}`],
      idPrefixes: [],
      expectedReaders: expectedReaders.map(reader),
      decoy,
    };
  });
  return {
    accountReaders: account.expectedReaders.map(reader),
    secrets: [...own, ...secretsOfOthers(organization, account, region)],
  };
}

/** Secrets that are in the region, also as a copy. */
export function secretsIn(account: Account, region: string): readonly Secret[] {
  const { secrets = [] } = account as Partial<MemberAccount>;
  return secrets.filter((secret) => secret.region === region || secret.replicaRegions.includes(region));
}

/** Secrets of other accounts that name readers of this one: the call is recorded in the reader's account, too. */
function secretsOfOthers({ names, crossAccountReads }: Organization, { id }: Account, region: string) {
  return (crossAccountReads.get(id) ?? [])
    .filter(({ owner, secret }) => secret === undefined || secretsIn(owner, region).includes(secret))
    .map(({ reader, owner, secret }): ReadableSecret => {
      const arn = names.secretArn(region, owner.id, secret?.name ?? "");
      return {
        ids: secret === undefined ? [] : [arn],
        idPrefixes: [secret === undefined ? arn : `${arn}-`],
        expectedReaders: [reader],
        decoy: false,
      };
    });
}
