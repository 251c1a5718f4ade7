import { covers } from "../reads/readers";
import { changeId, changesIn, listDifference, type Change } from "./change";

/**
 * Who may read something in silence newly, and whose reads are told again. Somebody whom another reader of the list covers,
 * with `*` at its end, is no change.
 *
 * @param place of what they may read, beside its account
 */
export function readerChanges(
  before: readonly string[],
  after: readonly string[],
  account: NonNullable<Change["account"]>,
  { what, place = [] }: { readonly what: string; readonly place?: readonly string[] },
): readonly Change[] {
  const { lost, gained } = listDifference(before, after);
  const among = (readers: readonly string[], reader: string) => readers.some((each) => covers(each, reader));
  const change = changesIn("readers", account);
  const id = (kind: string, reader: string) => changeId(kind, account.name, ...place, reader);
  return [
    ...gained
      .filter((reader) => !among(before, reader))
      .map((reader) =>
        change(
          id("reader-added", reader),
          "less",
          `${reader} may read ${what} in silence: its reads are not told any more.`,
        ),
      ),
    ...lost
      .filter((reader) => !among(after, reader))
      .map((reader) =>
        change(
          id("reader-removed", reader),
          "more",
          `${reader} may not read ${what} in silence any more: its reads are told.`,
        ),
      ),
  ];
}
