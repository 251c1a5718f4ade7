import { toAthenaSql } from "../patterns/compile/athena";
import { attempt } from "../patterns/compile/attempt";
import { sqlText } from "../patterns/compile/sql-text";
import type { Condition } from "../patterns/condition";
import { evaluate } from "../patterns/evaluate";
import { openMembers } from "../patterns/fields";
import { runJava } from "./oracle-java";

/**
 * The columns of Athena's table, in Trino's types; what is a struct there is a row here.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html
 */
const COLUMNS: Readonly<Record<string, string>> = {
  eventversion: "varchar",
  useridentity: `ROW(type varchar, principalid varchar, arn varchar, accountid varchar, invokedby varchar, accesskeyid varchar,
    username varchar, onbehalfof ROW(userid varchar, identitystorearn varchar), sessioncontext ROW(
      attributes ROW(mfaauthenticated varchar, creationdate varchar),
      sessionissuer ROW(type varchar, principalid varchar, arn varchar, accountid varchar, username varchar),
      ec2roledelivery varchar))`,
  eventtime: "varchar",
  eventsource: "varchar",
  eventname: "varchar",
  awsregion: "varchar",
  sourceipaddress: "varchar",
  useragent: "varchar",
  errorcode: "varchar",
  errormessage: "varchar",
  requestparameters: "varchar",
  responseelements: "varchar",
  additionaleventdata: "varchar",
  requestid: "varchar",
  eventid: "varchar",
  resources: "ARRAY(ROW(arn varchar, accountid varchar, type varchar))",
  eventtype: "varchar",
  apiversion: "varchar",
  readonly: "varchar",
  recipientaccountid: "varchar",
  serviceeventdetails: "varchar",
  sharedeventid: "varchar",
  vpcendpointid: "varchar",
  vpcendpointaccountid: "varchar",
  eventcategory: "varchar",
  sessioncredentialfromconsole: "varchar",
};

/** Rows of a statement that makes them. */
const BATCH = 200;

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
  const setUp = tableStatements(records);
  const statements = [...setUp, ...compiled.map(({ sql }) => `SELECT position FROM cloudtrail_logs WHERE ${sql}`)];
  const answers = runJava(
    cp,
    "trino/TrinoEngine",
    statements.map((each) => JSON.stringify(each)),
    ["-Xmx1500m", "-XX:TieredStopAtLevel=1"],
  );
  const broken = answers.slice(0, setUp.length).find((answer) => typeof answer === "string");
  if (broken !== undefined) throw new Error(`Trino made no table: ${broken}`);

  const wrong = compiled.filter(({ what, condition, sql }, index) => {
    const expected = records.flatMap((record, position) => (evaluate(condition, record) ? [position] : []));
    const answer = answers[setUp.length + index];
    const found = Array.isArray(answer) ? (answer as number[]).sort((one, other) => one - other) : answer;
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

function tableStatements(records: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const fields = Object.keys(COLUMNS);
  const type = `ROW(${fields.map((name) => `${name} ${COLUMNS[name]}`).join(", ")})`;
  return Array.from({ length: Math.ceil(records.length / BATCH) }, (_, batch) => {
    const rows = records
      .slice(batch * BATCH, (batch + 1) * BATCH)
      .map((record, index) => `(${batch * BATCH + index}, ${sqlText(JSON.stringify(asAthenaReads(record)))})`);
    const select = `SELECT position, ${fields.map((name) => `r.${name}`).join(", ")} FROM (
      SELECT position, CAST(json_parse(record) AS ${type}) AS r FROM (VALUES ${rows.join(", ")}) AS t (position, record))`;
    return `${batch === 0 ? "CREATE TABLE cloudtrail_logs AS" : "INSERT INTO cloudtrail_logs"} ${select}`;
  });
}

/** Names in small letters, and what is the called service's own as JSON text. */
function asAthenaReads(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const open: readonly string[] = openMembers;
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => Object.hasOwn(COLUMNS, name.toLowerCase()))
      .map(([name, value]) => [
        name.toLowerCase(),
        open.includes(name) ? value && JSON.stringify(value) : inSmallLetters(value),
      ]),
  );
}

function inSmallLetters(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSmallLetters);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name.toLowerCase(), inSmallLetters(each)]));
}
