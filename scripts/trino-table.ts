import { athenaColumns, athenaPartitions, isListType, type ColumnType } from "../patterns/athena-table";
import { sqlText } from "../patterns/compile/sql-text";
import { runJava } from "./oracle-java";

/** Rows of a statement that makes them. */
const BATCH = 200;

type CloudTrailRecord = Readonly<Record<string, unknown>>;

/**
 * What Trino, which Athena is made of, answers over records in a table as AWS documents it, `cloudtrail_logs`: its partitions are
 * columns, and a column `position` numbers them.
 *
 * @returns rows for each statement, or what the engine says against it
 */
export function askTrino(
  cp: string,
  records: readonly CloudTrailRecord[],
  statements: readonly string[],
): readonly (string | readonly (readonly unknown[])[])[] {
  const setUp = tableStatements(records);
  const answers = runJava(
    cp,
    "trino/TrinoEngine",
    [...setUp, ...statements].map((each) => JSON.stringify(each)),
    ["-Xmx1500m", "-XX:TieredStopAtLevel=1"],
  ) as (string | unknown[][])[];
  const broken = answers.slice(0, setUp.length).find((answer) => typeof answer === "string");
  if (broken !== undefined) throw new Error(`Trino made no table: ${broken}`);
  return answers.slice(setUp.length);
}

function tableStatements(records: readonly CloudTrailRecord[]): readonly string[] {
  const names = Object.keys(athenaColumns).map((name) => name.toLowerCase());
  const type = trinoType(athenaColumns);
  const partitions = athenaPartitions.map((name) => `json_extract_scalar(record, '$.partitions.${name}') AS ${name}`);
  return Array.from({ length: Math.ceil(records.length / BATCH) }, (_, batch) => {
    const rows = records
      .slice(batch * BATCH, (batch + 1) * BATCH)
      .map((record, index) => `(${batch * BATCH + index}, ${sqlText(JSON.stringify(asAthenaReads(record)))})`);
    const select = `SELECT position, ${names.map((name) => `r.${name}`).join(", ")}, ${athenaPartitions.join(", ")} FROM (
      SELECT position, CAST(json_extract(record, '$.columns') AS ${type}) AS r, ${partitions.join(", ")}
      FROM (VALUES ${rows.join(", ")}) AS t (position, record))`;
    return `${batch === 0 ? "CREATE TABLE cloudtrail_logs AS" : "INSERT INTO cloudtrail_logs"} ${select}`;
  });
}

/** What is a struct to Athena is a row here. */
function trinoType(type: ColumnType): string {
  if (typeof type === "string") return type === "texts" ? "MAP(varchar, varchar)" : "varchar";
  if (isListType(type)) return `ARRAY(${trinoType(type[0])})`;
  const fields = Object.entries(type).map(([name, each]) => `${name.toLowerCase()} ${trinoType(each)}`);
  return `ROW(${fields.join(", ")})`;
}

function asAthenaReads(record: CloudTrailRecord) {
  const { eventTime, recipientAccountId, awsRegion } = record;
  const day = typeof eventTime === "string" ? eventTime.slice(0, 10).replaceAll("-", "/") : null;
  return {
    columns: inColumns(record, athenaColumns),
    partitions: { account: recipientAccountId ?? null, region: awsRegion ?? null, day },
  };
}

/** Names in small letters, and what is the called service's own as JSON text. */
function inColumns(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (type === "json") return JSON.stringify(value);
  if (typeof type === "string" || typeof value !== "object") return value;
  if (isListType(type)) return (value as readonly unknown[]).map((each) => inColumns(each, type[0]));
  return Object.fromEntries(
    Object.entries(type).map(([name, each]) => [
      name.toLowerCase(),
      inColumns((value as Readonly<Record<string, unknown>>)[name], each),
    ]),
  );
}
