import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";

import { jsonSchema } from "../../config/schema/json-schema";
import { attempt } from "../../patterns/compile/attempt";
import { toDuckdbSql } from "../../patterns/compile/duckdb";
import { toFilterPatterns } from "../../patterns/compile/filter-pattern";
import type { Condition } from "../../patterns/condition";
import { evaluate } from "../../patterns/evaluate";
import { match } from "../../patterns/cloudwatch-filter-pattern";
import { arbitraryCondition, arbitraryRecord } from "../support/arbitrary-records";

const RUNS = 400;
const SEED = 20261122;
const records = fc.sample(arbitraryRecord, { numRuns: 40, seed: SEED });

test("every operator is tried", () => {
  const { $defs } = JSON.parse(jsonSchema("organization")) as {
    readonly $defs: { readonly condition: { readonly properties: Readonly<Record<string, unknown>> } };
  };
  const tried = JSON.stringify(fc.sample(arbitraryCondition, { numRuns: RUNS, seed: SEED }));

  for (const operator of Object.keys($defs.condition.properties)) expect(tried).toContain(`"${operator}":`);
});

test("CloudWatch Logs matches what the condition means, never undefined, and never with two of its patterns", () => {
  let compiled = 0;

  fc.assert(
    fc.property(arbitraryCondition, (condition: Condition) => {
      const patterns = attempt(() => toFilterPatterns(condition)).result;
      if (patterns === undefined) return;
      compiled++;
      for (const record of records) {
        const verdicts = patterns.map((pattern) => match(pattern, record));
        expect({ patterns, record, verdicts: verdicts.filter((verdict) => verdict !== false) }).toEqual({
          patterns,
          record,
          verdicts: evaluate(condition, record) ? [true] : [],
        });
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );

  expect(compiled).toBeGreaterThan(RUNS / 3);
});

test("DuckDB finds what the condition means, and never null", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("CREATE TABLE records (id INTEGER, event JSON)");
  for (const [id, record] of records.entries()) {
    await connection.run("INSERT INTO records VALUES ($1, $2)", [id, JSON.stringify(record)]);
  }

  await fc.assert(
    fc.asyncProperty(arbitraryCondition, async (condition: Condition) => {
      const sql = toDuckdbSql(condition);
      const rows = (await connection.runAndReadAll(`SELECT ${sql} FROM records ORDER BY id`)).getRows();

      expect({ sql, verdicts: rows.map(([verdict]) => verdict) }).toEqual({
        sql,
        verdicts: records.map((record) => evaluate(condition, record)),
      });
    }),
    { numRuns: RUNS, seed: SEED },
  );
  connection.closeSync();
});
