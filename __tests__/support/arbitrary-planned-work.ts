import fc from "fast-check";

import type { PlannedWork } from "../../reads/planned-work";

/** What planned work may be about. */
interface Choices {
  /** Milliseconds since 1970, the first quarter of an hour that it may begin at, and how many there are. */
  readonly start: number;
  readonly quarters: number;
  readonly accounts: readonly string[];
  /** As the composer has them: ARNs with the account's id left open. */
  readonly readers: readonly string[];
  readonly names: readonly string[];
  readonly paths: readonly string[];
}

const QUARTER = 15 * 60_000;

/** A few entries of planned work, each about something. */
export function somePlannedWork({ start, quarters, accounts, readers, names, paths }: Choices) {
  const time = (quarter: number) => `${new Date(start + quarter * QUARTER).toISOString().slice(0, 19)}Z`;
  const some = (from: readonly string[]) => fc.subarray([...from], { minLength: 1 });
  const things = fc.record({ names: some(names), paths: fc.subarray([...paths]) });
  const entry = fc
    .record(
      {
        reason: fc.constantFrom(
          "The database moves (CHG-1).",
          "Keys are rotated (CHG-2).",
          "<b>planned</b> *work* (x)",
        ),
        begin: fc.nat(quarters),
        length: fc.integer({ min: Math.ceil(quarters / 2), max: quarters }),
        accounts: some(accounts),
        readers: some(readers),
        secrets: things,
        parameters: things,
      },
      { requiredKeys: ["reason", "begin", "length"] },
    )
    // Of more than two hardly any read is.
    .filter(({ accounts: a, readers: r, secrets: s, parameters: p }) => {
      const given = [a, r, s, p].filter((list) => list !== undefined).length;
      return given === 1 || given === 2;
    });
  return fc.array(entry, { minLength: 1, maxLength: 3 }).map((all) =>
    all.map(({ begin, length, ...work }): PlannedWork => ({
      ...work,
      from: time(begin),
      until: time(begin + length),
    })),
  );
}
