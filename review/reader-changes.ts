import { changeId, listDifference, type Change } from "./change";

/** Who may read something in silence newly, and whose reads are told again. */
export function readerChanges(
  before: readonly string[],
  after: readonly string[],
  account: NonNullable<Change["account"]>,
  what: string,
  ...place: readonly string[]
): readonly Change[] {
  const { lost, gained } = listDifference(before, after);
  const change = (kind: string, watch: Change["watch"], reader: string, text: string): Change => ({
    id: changeId(kind, account.name, ...place, reader),
    area: "readers",
    watch,
    guarded: false,
    text,
    account,
  });
  return [
    ...gained.map((reader) =>
      change("reader-added", "less", reader, `${reader} may read ${what} in silence: its reads are not told any more.`),
    ),
    ...lost.map((reader) =>
      change(
        "reader-removed",
        "more",
        reader,
        `${reader} may not read ${what} in silence any more: its reads are told.`,
      ),
    ),
  ];
}
