import type { Expectation, ExpectedReader, Reader, SecretNames, Undecided } from "../organization/reads-of-account";
import { fromAnywhere, networksOf, withoutIdlePlaces } from "./places";
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

/** A reader with the places and the secrets of one of its entries. */
export interface Entry extends ExpectedReader {
  /** @default - any that is no decoy */
  readonly secret?: ReadableSecret;
}

/** All that is said of readers, without places that mean nothing because the same may be read from anywhere, too. */
export function entriesOf({ accountReaders, secrets }: ExpectedReads): readonly Entry[] {
  const everywhere = fromAnywhere(accountReaders);
  return [
    ...withoutIdlePlaces(accountReaders),
    ...secrets
      .filter(({ decoy }) => !decoy)
      .flatMap((secret) =>
        withoutIdlePlaces(secret.expectedReaders, everywhere).map((reader) => ({ ...reader, secret })),
      ),
  ];
}

/** Each reader of single secrets with all of them, in the order in which they first stand. */
export function secretsByReader(entries: readonly Entry[]): ReadonlyMap<Reader, readonly ReadableSecret[]> {
  const readers = new Map<Reader, Set<ReadableSecret>>();
  for (const { reader, secret } of entries) {
    if (secret !== undefined) readers.set(reader, (readers.get(reader) ?? new Set()).add(secret));
  }
  return new Map([...readers].map(([reader, secrets]) => [reader, [...secrets]]));
}

/**
 * What rules leave undecided: some of the reads that they send are expected ones, or are from an unexpected place, which people are told
 * in other words. Beside these readers stands everybody who may be the same caller, since what a caller may read is what all of his
 * entries say together.
 *
 * @param undecided readers of whom rules send expected reads, too, or who have places
 */
export function undecidedBy(
  { secrets }: ExpectedReads,
  entries: readonly Entry[],
  undecided: ReadonlySet<Reader>,
): Undecided | undefined {
  if (undecided.size === 0) return undefined;
  const concerned = new Set(
    [...new Set(entries.map(({ reader }) => reader))].filter((reader) =>
      [...undecided].some((each) => covers(each, reader) || covers(reader, each)),
    ),
  );
  return {
    expectations: expectationsOf(entries.filter(({ reader }) => concerned.has(reader))),
    decoys: namesOf(secrets.filter(({ decoy }) => decoy)),
  };
}

/** One for each reader and its places; who may read any secret needs no list of some. */
function expectationsOf(entries: readonly Entry[]): readonly Expectation[] {
  const byPlaces = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.reader, entry.from]);
    byPlaces.set(key, [...(byPlaces.get(key) ?? []), entry]);
  }
  return [...byPlaces.values()].map((alike) => {
    const { reader, from } = alike[0]!;
    const any = alike.some(({ secret }) => secret === undefined);
    return {
      reader,
      ...(from === undefined ? {} : { from, networks: networksOf(from) }),
      any,
      ...namesOf(any ? [] : alike.flatMap(({ secret }) => (secret === undefined ? [] : [secret]))),
    };
  });
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
