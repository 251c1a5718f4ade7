import type { Condition, Test, TestBy } from "../condition";
import { pathOf, type PathStep } from "../evaluate";
import { isLimit, limitOf } from "./limit";
import { like, pathName, sqlText } from "./sql-text";

/**
 * Compiles a condition to a DuckDB predicate over a relation with one CloudTrail record a row, in a column `event` of
 * type JSON. It is true or false, never null.
 * https://duckdb.org/docs/stable/data/json/json_functions
 *
 * @throws NotExpressibleError for a name with a double quote or a backslash in it, and a text with a null character
 */
export function toDuckdbSql(condition: Condition): string {
  if ("all" in condition) return join(condition.all, "AND", "true");
  if ("any" in condition) return join(condition.any, "OR", "false");
  if ("not" in condition) return `(NOT ${toDuckdbSql(condition.not)})`;
  return testSql(condition, pathOf(condition.field));
}

function join(conditions: readonly Condition[], operator: "AND" | "OR", empty: string): string {
  return conditions.length === 0 ? empty : `(${conditions.map(toDuckdbSql).join(` ${operator} `)})`;
}

function testSql(test: Test, path: readonly PathStep[]): string {
  const values = `json_extract(event, ${sqlText(`$${path.map(({ key, each }) => `."${pathName(key)}"${each ? "[*]" : ""}`).join("")}`)})`;
  if (path.some(({ each }) => each)) {
    const found =
      "exists" in test ? `len(${values}) > 0` : `len(list_filter(${values}, lambda x: ${holdsSql(test, "x")})) > 0`;
    return "exists" in test && !test.exists ? `(NOT coalesce(${found}, false))` : `coalesce(${found}, false)`;
  }
  if ("exists" in test) return `(${values} IS ${test.exists ? "NOT NULL" : "NULL"})`;
  return `coalesce(${holdsSql(test, values)}, false)`;
}

/** Whether a JSON value meets a test: its type first, so that text and numbers are not mixed up. */
function holdsSql(test: Exclude<Test, TestBy<"exists">>, json: string): string {
  const type = `json_type(${json})`;
  // The arrow binds more loosely than a comparison.
  const text = `(${json} ->> '$')`;
  if ("is" in test) return test.is === null ? `${type} = 'NULL'` : `(${type} = 'BOOLEAN' AND ${text} = '${test.is}')`;
  if ("noneOf" in test) {
    return test.noneOf.length === 0 ? `${type} IS NOT NULL` : `(NOT ${holdsSql({ oneOf: test.noneOf }, json)})`;
  }
  const number = (comparison: string) =>
    `(${type} IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') AND TRY_CAST(${text} AS DOUBLE) ${comparison})`;
  if (isLimit(test)) return number(limitOf(test).join(" "));
  if ("equals" in test && typeof test.equals === "number") return number(`= ${test.equals}`);
  return `(${type} = 'VARCHAR' AND ${textComparison(test, text)})`;
}

function textComparison(
  test: TestBy<"equals" | "oneOf" | "startsWith" | "endsWith" | "contains" | "matches">,
  text: string,
): string {
  if ("equals" in test) return `${text} = ${sqlText(String(test.equals))}`;
  if ("oneOf" in test) return test.oneOf.length === 0 ? "false" : `${text} IN (${test.oneOf.map(sqlText).join(", ")})`;
  if ("startsWith" in test) return `starts_with(${text}, ${sqlText(test.startsWith)})`;
  if ("endsWith" in test) return `ends_with(${text}, ${sqlText(test.endsWith)})`;
  if ("contains" in test) return `contains(${text}, ${sqlText(test.contains)})`;
  return like(text, test.matches);
}
