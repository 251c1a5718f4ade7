import fc from "fast-check";

import { catalogue } from "../../../detections/catalogue/catalogue";
import { planArchive } from "../../../history/athena/ask-archive";
import { MOST_QUERY_BYTES } from "../../../history/athena/question";

const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

test("queries ask for every account and day once, are short enough, and are planned for less than the limit", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 2_000_000_000_000 }),
      (accounts, days, bytes) => {
        const ids = Array.from({ length: accounts }, (_, index) => String(100_000_000_000 + index));
        const part = { table: "db.t", accounts: ids, regions: ["eu-west-1"], from: day(0), to: day(days) };
        const limit = 100e9;

        const { queries, left } = planArchive(part, catalogue.slice(0, 3), { bytes, files: bytes / 1e6 }, limit);

        const asked = queries.flatMap(({ sql }) => {
          const some = /account IN \(([^)]*)\)/.exec(sql)![1]!.split(", ").length;
          const [, from, to] = /eventtime >= '([^']*)' AND eventtime < '([^']*)'/.exec(sql)!;
          return [some * ((Date.parse(to!) - Date.parse(from!)) / 86_400_000)];
        });
        expect(left).toEqual([]);
        expect(asked.reduce((sum, each) => sum + each, 0)).toBe(accounts * (days + 1));
        for (const { sql } of queries) expect(Buffer.byteLength(sql)).toBeLessThan(MOST_QUERY_BYTES);
        // A day can't be parted.
        const most = Math.max(limit / 2, bytes / (days + 1)) + 1;
        for (const query of queries) expect(query.bytes).toBeLessThanOrEqual(most);
        const files = queries.reduce((sum, query) => sum + query.files, 0);
        expect(files).toBeGreaterThanOrEqual(Math.floor(bytes / 1e6));
        expect(files).toBeLessThanOrEqual(bytes / 1e6 + queries.length);
      },
    ),
    { numRuns: 60 },
  );
});

test("the whole catalogue is asked for", () => {
  const part = { table: "db.t", accounts: ["333333333333"], regions: ["eu-west-1"], from: day(0), to: day(0) };

  const { queries, left } = planArchive(part, catalogue, { bytes: 0, files: 0 }, 100e9);

  expect(left).toEqual([]);
  for (const { id } of catalogue) expect(queries.some(({ sql }) => sql.includes(`'hit/${id}'`))).toBe(true);
});
