import type { ExpectedReader } from "../organization/reads-of-account";
import { placeCovers } from "../organization/places";
import { includesReader } from "../reads/places";
import type { AccountContext } from "./key-words";
import { changeId, changesIn, listDifference, type Change } from "./change";

/** A reader of a list with all places that its entries have: they add up. */
interface Reading {
  readonly reader: string;
  /** @default - from anywhere */
  readonly from?: readonly string[];
}

/** What a list of readers is about. */
interface ReadThing {
  readonly what: string;
  /** Of its id, beside the account. */
  readonly place?: readonly string[];
  /** Who may read it all the same, before and now. @default - it is any secret of the account */
  readonly ofAccount?: AccountContext["ofAccount"];
}

/**
 * Who may read something in silence newly, and whose reads are told again; and from where. Where another entry lets
 * somebody read all the same, nothing is watched less or more.
 *
 * @param place of what they may read, beside its account
 */
export function readerChanges(
  before: readonly ExpectedReader[],
  after: readonly ExpectedReader[],
  account: NonNullable<Change["account"]>,
  { what, place = [], ofAccount = [[], []] }: ReadThing,
): readonly Change[] {
  const [then, now] = [readingsOf(before), readingsOf(after)];
  const { lost, gained } = listDifference([...then.keys()], [...now.keys()]);
  const [readersThen, readersNow] = [
    [...then.values(), ...ofAccount[0]],
    [...now.values(), ...ofAccount[1]],
  ];
  const among = (readers: readonly ExpectedReader[], reading: Reading) =>
    readers.some((each) => includesReader(each, reading));
  const change = changesIn("readers", account);
  const id = (kind: string, ...parts: readonly string[]) => changeId(kind, account.name, ...place, ...parts);
  return [
    ...gained.map((reader) => {
      const who = `${inWords(now.get(reader)!)} may read ${what} in silence`;
      return among(readersThen, now.get(reader)!)
        ? change(id("reader-added", reader), "same", `${who}, as it could before.`)
        : change(id("reader-added", reader), "less", `${who}: its reads are not told any more.`);
    }),
    ...lost.map((reader) =>
      among(readersNow, then.get(reader)!)
        ? change(id("reader-removed", reader), "same", `${reader} may read ${what} in silence without being listed.`)
        : change(
            id("reader-removed", reader),
            "more",
            `${reader} may not read ${what} in silence any more: its reads are told.`,
          ),
    ),
    ...[...now.values()].flatMap((young) => {
      const old = then.get(young.reader);
      if (old === undefined) return [];
      const [could, can] = [among(readersThen, young), among(readersNow, old)];
      return placeChanges(old, young, { what, change, id }).map((each) =>
        (each.watch === "less" ? could : can)
          ? change(each.id, "same", `${each.text} Nothing changes by it, as other entries let it do so anyway.`)
          : each,
      );
    }),
  ];
}

/** Where a reader that stays is expected newly, and where no more. */
function placeChanges(
  { from: before }: Reading,
  { reader, from: after }: Reading,
  {
    what,
    change,
    id,
  }: { what: string; change: ReturnType<typeof changesIn>; id: (kind: string, ...parts: readonly string[]) => string },
): readonly Change[] {
  if (before === undefined && after === undefined) return [];
  if (after === undefined) {
    const text = `${reader} may read ${what} in silence from anywhere: whoever takes its credentials elsewhere is not noticed any more.`;
    return [change(id("reader-from-anywhere", reader), "less", text)];
  }
  if (before === undefined) {
    const text = `${reader} may read ${what} in silence from ${after.join(" and ")} alone: its reads from elsewhere are told.`;
    return [change(id("reader-from-places", reader), "more", text)];
  }
  const uncovered = (places: readonly string[], others: readonly string[]) =>
    places.filter((each) => !others.some((other) => placeCovers(other, each)));
  return [
    ...uncovered(after, before).map((where) =>
      change(
        id("reader-place-added", reader, where),
        "less",
        `${reader} may read ${what} in silence from ${where}, too.`,
      ),
    ),
    ...uncovered(before, after).map((where) =>
      change(
        id("reader-place-removed", reader, where),
        "more",
        `${reader} may not read ${what} in silence from ${where} any more: its reads from there are told.`,
      ),
    ),
  ];
}

function readingsOf(readers: readonly ExpectedReader[]): ReadonlyMap<string, Reading> {
  const readings = new Map<string, Reading>();
  for (const { reader, from } of readers) {
    const known = readings.get(reader);
    const places = known === undefined ? from : known.from && from && [...new Set([...known.from, ...from])];
    readings.set(reader, { reader, from: places });
  }
  return readings;
}

/** A reader with its places, as a sentence has them. */
export function inWords({ reader, from }: ExpectedReader): string {
  return from === undefined ? reader : `${reader}, from ${from.join(" and ")},`;
}
