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

/** A reader with the places and the secret of one of its entries. */
export type Entry = EntryOf<ReadableSecret>;

/** All that is said of readers, without places that mean nothing because the same may be read from anywhere, too. */
export function entriesOf({ accountReaders, secrets }: ExpectedReads): readonly Entry[] {
  const everywhere = fromAnywhere(accountReaders);
  return [
    ...withoutIdlePlaces(accountReaders),
    ...secrets
      .filter(({ decoy }) => !decoy)
      .flatMap((secret) =>
        withoutIdlePlaces(secret.expectedReaders, everywhere).map((reader) => ({ ...reader, thing: secret })),
      ),
  ];
}

/** Each reader of single secrets with all of them, in the order in which they first stand. */
export function secretsByReader(entries: readonly Entry[]): ReadonlyMap<Reader, readonly ReadableSecret[]> {
  const readers = new Map<Reader, Set<ReadableSecret>>();
  for (const { reader, thing: secret } of entries) {
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
  return {
    expectations: expectationsOf(entriesAbout(undecided, entries), namesOf),
    decoys: namesOf(secrets.filter(({ decoy }) => decoy)),
  };
}

/** An entry of a reader, with what it may read. */
export interface EntryOf<Thing> extends ExpectedReader {
  /** @default - anything that is no decoy */
  readonly thing?: Thing;
}

/** One for each reader and its places; who may read anything needs no list of some. */
export function expectationsOf<Thing, Names>(
  entries: readonly EntryOf<Thing>[],
  namesIn: (things: readonly Thing[]) => Names,
): readonly (Pick<Expectation, "reader" | "from" | "networks" | "any"> & Names)[] {
  const byPlaces = new Map<string, EntryOf<Thing>[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.reader, entry.from]);
    byPlaces.set(key, [...(byPlaces.get(key) ?? []), entry]);
  }
  return [...byPlaces.values()].map((alike) => {
    const { reader, from } = alike[0]!;
    const any = alike.some(({ thing }) => thing === undefined);
    return {
      reader,
      ...(from === undefined ? {} : { from, networks: networksOf(from) }),
      any,
      ...namesIn(any ? [] : alike.flatMap(({ thing }) => (thing === undefined ? [] : [thing]))),
    };
  });
}

/** Entries of these readers, and of everybody who may be the same caller: what one may read is what all of his entries say together. */
export function entriesAbout<Each extends ExpectedReader>(
  readers: ReadonlySet<Reader>,
  entries: readonly Each[],
): readonly Each[] {
  const concerned = new Set(
    [...new Set(entries.map(({ reader }) => reader))].filter((reader) =>
      [...readers].some((each) => covers(each, reader) || covers(reader, each)),
    ),
  );
  return entries.filter(({ reader }) => concerned.has(reader));
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
