import fc from "fast-check";

import { CSV_BEGINNING, historyCsv } from "../../../history/rows/csv";
import { historyJson, JSON_BEGINNING } from "../../../history/rows/json";
import { sparkline } from "../../../history/rows/sparkline";
import { hostileHistory } from "../../support/hostile-history";
import { unseenIn } from "../../support/hostile-texts";
import { madeHistory } from "../../support/made-history";

const { history, about } = madeHistory({ accounts: 3, secrets: 2, days: 6 });

interface Whole {
  readonly reads: readonly {
    readonly secret: string;
    readonly reader: { readonly name: string };
    readonly first: string;
  }[];
  readonly notExpected: readonly unknown[];
  readonly seen: { readonly problems: unknown };
}

describe("JSON", () => {
  test("has the very texts, with a line for each read", () => {
    fc.assert(
      fc.property(hostileHistory, ({ history: hostile, about: { configuration } }) => {
        const text = historyJson(hostile, configuration).toString();

        const { reads, seen } = JSON.parse(text) as Whole;
        expect(text.startsWith(JSON_BEGINNING)).toBe(true);
        expect(reads.map(({ secret, reader }) => [secret, reader.name])).toEqual(
          hostile.reads.map(({ secret, reader }) => [secret, reader.name]),
        );
        expect(seen.problems).toEqual(hostile.seen.problems);
        expect(unseenIn(text)).toEqual([]);
        expect(text.split("\n").filter((line) => line.startsWith('{"accountId"')).length).toBeGreaterThanOrEqual(
          reads.length,
        );
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  test("has times as ISO texts, maps as objects, and what is not there as null", () => {
    const { reads, seen } = JSON.parse(historyJson(history, about.configuration).toString()) as {
      reads: object[];
      seen: object;
    };

    expect(reads[0]).toMatchObject({
      first: "2026-10-27T00:14:00.000Z",
      days: { "2026-10-27": expect.any(Number) as number },
      reader: { person: null },
    });
    expect(seen).toMatchObject({ passedOver: { "Insights event": 3 }, isWhole: true });
  });

  test("of a history without events is whole", () => {
    const empty = madeHistory({ accounts: 0, secrets: 0, days: 0 });

    const whole = JSON.parse(historyJson(empty.history, "x").toString()) as Whole;

    expect(whole).toMatchObject({ days: [], reads: [], notExpected: [], seen: { from: null, to: null } });
  });
});

/** As RFC 4180 reads it. */
function rowsOf(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [whole, quoted, plain] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (whole.endsWith("\n")) rows.push([]);
  }
  return rows.slice(0, -1);
}

describe("CSV", () => {
  test("has a row for each read, and every row has all columns", () => {
    fc.assert(
      fc.property(hostileHistory, ({ history: hostile }) => {
        const text = historyCsv(hostile).toString();

        const rows = rowsOf(text);
        expect(text.startsWith(`${CSV_BEGINNING}\r\n`)).toBe(true);
        expect(rows.length).toBe(hostile.reads.length + 1);
        expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
        expect(unseenIn(text.replaceAll("\r\n", "\n"))).toEqual([]);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  test("a text is no formula, whatever it begins with", () => {
    const beginning = fc.constantFrom("=", "+", "-", "@", "\t=", "\r\n=", " =", "＝", "|", "%", "\u00a0@");
    fc.assert(
      fc.property(beginning, fc.string(), (sign, text) => {
        const reads = history.reads.map((read) => ({ ...read, secret: sign + text }));

        const cells = rowsOf(historyCsv({ ...history, reads }).toString()).flat();

        expect(cells.filter((cell) => /^[\s\u00a0]*[=+\-@\t\r|%＝]/.test(cell))).toEqual([]);
      }),
    );
  });
});

describe("a line of bars", () => {
  test("fits into its room, and shows the least that is more than none", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 500 }), fc.integer({ min: 1, max: 80 }), (values, most) => {
        const line = sparkline(values, most);

        expect(line.length).toBeLessThanOrEqual(most);
        expect(/[1-9]/.test(line)).toBe(values.some((value) => value > 0));
      }),
    );
  });

  test("is of digits where nobody looks at a terminal", () => {
    expect(sparkline([0, 1, 5, 9], 10)).toBe(".159");
  });
});
