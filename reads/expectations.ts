import type { ExpectedReader, Reader, SecretNames, Undecided } from "../organization/reads-of-account";
import { covers } from "./readers";

/** One secret of an account and region, or all of some, as reads there name it. */
export interface ReadableSecret extends SecretNames {
  readonly expectedReaders: readonly ExpectedReader[];
  /** Nobody is expected to read it, those who may read any secret neither. */
  readonly decoy: boolean;
}

/** Who may read what in one account and region. */
export interface ExpectedReads {
  /** Expected at every secret, also at those that the configuration does not have. */
  readonly accountReaders: readonly ExpectedReader[];
  readonly secrets: readonly ReadableSecret[];
}

/** Stands for the random suffix of a secret's ARN, which Terraform knows once the secret is made. */
export const UNKNOWN_SUFFIX = "-??????";

/** Readers that are expected wherever they read from; others are not expected yet. */
export function fromAnywhere(readers: readonly ExpectedReader[]): readonly Reader[] {
  return readers.filter(({ from }) => from === undefined).map(({ reader }) => reader);
}

/** Each reader of single secrets with all of them, in the order in which they first stand. */
export function secretsByReader({ secrets }: ExpectedReads): ReadonlyMap<Reader, readonly ReadableSecret[]> {
  const readers = new Map<Reader, ReadableSecret[]>();
  for (const secret of secrets.filter(({ decoy }) => !decoy)) {
    for (const reader of new Set(fromAnywhere(secret.expectedReaders)))
      readers.set(reader, [...(readers.get(reader) ?? []), secret]);
  }
  return readers;
}

/**
 * What rules leave undecided: some of the reads that they send are expected ones. Beside these readers stands everybody who may be
 * the same caller, since what a caller may read is what all of his entries say together.
 *
 * @param undecided readers of whom rules send expected reads, too
 */
export function undecidedBy(reads: ExpectedReads, undecided: ReadonlySet<Reader>): Undecided | undefined {
  if (undecided.size === 0) return undefined;
  const singles = secretsByReader(reads);
  const everywhere = new Set(fromAnywhere(reads.accountReaders));
  const readers = [...new Set([...everywhere, ...singles.keys()])].filter((reader) =>
    [...undecided].some((each) => covers(each, reader) || covers(reader, each)),
  );
  return {
    expectations: readers.map((reader) => {
      const any = everywhere.has(reader);
      return { reader, any, ...namesOf(any ? [] : (singles.get(reader) ?? [])) };
    }),
    decoys: namesOf(reads.secrets.filter(({ decoy }) => decoy)),
  };
}

/** Whoever decides reads in another account does not know what Terraform will know. */
function namesOf(secrets: readonly ReadableSecret[]): SecretNames {
  const ids = secrets.flatMap((secret) => secret.ids);
  const beforehand = ids.filter((id) => id.endsWith(UNKNOWN_SUFFIX)).map((id) => id.slice(0, -UNKNOWN_SUFFIX.length));
  return {
    ids: ids.filter((id) => !id.endsWith(UNKNOWN_SUFFIX)),
    unsuffixed: [...secrets.flatMap(({ unsuffixed }) => unsuffixed), ...beforehand],
    idPrefixes: secrets.flatMap(({ idPrefixes }) => idPrefixes),
  };
}
