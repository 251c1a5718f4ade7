import { toAthenaSql } from "../patterns/compile/athena";
import { attempt } from "../patterns/compile/attempt";
import type { Condition } from "../patterns/condition";
import { evaluate } from "../patterns/evaluate";
import { askTrino } from "./trino-table";

export interface SearchCase {
  readonly what: string;
  readonly condition: Condition;
}

/** Whether Athena's engine finds with each predicate the records that the condition means, in a table as it is documented. */
export function judgeSearches(
  cp: string,
  cases: readonly SearchCase[],
  records: readonly Readonly<Record<string, unknown>>[],
): { passed: number; failed: number } {
  const compiled = cases.flatMap((each) => {
    const sql = attempt(() => toAthenaSql(each.condition)).result;
    return sql === undefined ? [] : [{ ...each, sql }];
  });
  const answers = askTrino(
    cp,
    records,
    compiled.map(({ sql }) => `SELECT position FROM cloudtrail_logs WHERE ${sql}`),
  );

  const wrong = compiled.filter(({ what, condition, sql }, index) => {
    const expected = records.flatMap((record, position) => (evaluate(condition, record) ? [position] : []));
    const answer = answers[index];
    const found = Array.isArray(answer) ? positionsIn(answer as readonly (readonly number[])[]) : answer;
    if (JSON.stringify(found) === JSON.stringify(expected)) return false;
    console.log(`FAILED ${what}: ${JSON.stringify(condition)}\n  ${sql}\n  ${differing(found, expected, records)}`);
    return true;
  });
  console.log(`Trino searched ${records.length} records with ${compiled.length} predicates`);
  return { passed: compiled.length - wrong.length, failed: wrong.length };
}

function differing(found: unknown, expected: readonly number[], records: readonly unknown[]): string {
  if (!Array.isArray(found)) return String(found);
  const first = records.findIndex((_, position) => found.includes(position) !== expected.includes(position));
  return `${JSON.stringify(records[first])} is ${found.includes(first) ? "found" : "not found"}`;
}

function positionsIn(rows: readonly (readonly number[])[]): readonly number[] {
  return rows.map(([position]) => position!).sort((one, other) => one - other);
}
