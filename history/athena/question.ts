import type { Detection } from "../../detections/detection";
import { recordedReadsOf, storeNames, stores } from "../../detections/stores";
import { dayAfter } from "../../events/limits";
import { toAthenaSql } from "../../patterns/compile/athena";
import { attempt } from "../../patterns/compile/attempt";
import { sqlText } from "../../patterns/compile/sql-text";
import { any } from "../../patterns/condition";
import { MOST_EXAMPLES } from "../history";
import { MINUTE, USABLE, WINDOW } from "../sightings";
import { arraySql, recordSql } from "./event-columns";
import { readSql } from "./read-columns";

/** What of the archive is asked. */
export interface Part {
  /** Database and table. */
  readonly table: string;
  /** Ids. Each query names them: the table does not know which there are. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** First and last day (UTC, YYYY-MM-DD) of the events. */
  readonly from: string;
  readonly to: string;
}

/** What is asked of each part. */
export interface Question {
  /** Each is asked with a query of its own, which reads all files of the part anew. */
  readonly detections: readonly (readonly CompiledDetection[])[];
  /** Detections that can't be asked for, and why. */
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

interface CompiledDetection {
  readonly id: string;
  readonly sql: string;
}

/** https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
export const MOST_QUERY_BYTES = 262_144;

/** Left to all but detections: a thousand accounts take 16,000. */
const OTHER_BYTES = 40_000;

/** What the kinds of answers begin with: no detection is called so. */
export const HIT = "hit/";

/**
 * Conditions in one query. Trino compiles each of them into a method of the same class, and refuses what grows too large: it was seen to take
 * 64 conditions of the catalogue, and not 139.
 */
export const MOST_DETECTIONS = 48;

/** As few queries as detections fit into: each reads all files anew. */
export function questionOf(detections: readonly Detection[], mostBytes = MOST_QUERY_BYTES - OTHER_BYTES): Question {
  const batches: CompiledDetection[][] = [[]];
  const left: { id: string; reason: string }[] = [];
  let bytes = 0;
  for (const { id, condition } of detections) {
    const { result: sql, reason } = attempt(() => toAthenaSql(condition));
    const size = Buffer.byteLength(sql ?? "") + id.length + 20;
    if (sql === undefined) left.push({ id, reason });
    else if (size > mostBytes)
      left.push({ id, reason: `its condition takes ${size} bytes, and a query has ${mostBytes}` });
    else {
      if (bytes + size > mostBytes || batches.at(-1)!.length === MOST_DETECTIONS) {
        batches.push([]);
        bytes = 0;
      }
      batches.at(-1)!.push({ id, sql });
      bytes += size;
    }
  }
  return { detections: batches, left };
}

/**
 * A query that counts in one pass over the files: reads, hits of detections, and what was seen at all. Each event becomes a row for
 * each kind of answer that it counts in; those are grouped by what a history tells apart.
 *
 * @param detections of one query
 * @param isFirst whether it counts reads and what was seen, too
 */
export function querySql(part: Part, detections: readonly CompiledDetection[], isFirst = true): string {
  const hits = detections.map(({ id, sql }) => `IF(${sql}, ${sqlText(`${HIT}${id}`)})`);
  const none = "CAST(ARRAY[] AS ARRAY(VARCHAR))";
  return `WITH timed AS (
SELECT *, CAST(round(1000 * TRY(to_unixtime(from_iso8601_timestamp(eventtime)))) AS BIGINT) AS moment
FROM ${part.table}
WHERE ${partitionsSql(part)}
), matched AS (
SELECT *, coalesce(${isFirst ? readsSql() : "false"}, false) AS isread,
${hits.length === 0 ? none : `filter(ARRAY[\n${hits.join(",\n")}\n], x -> x IS NOT NULL)`} AS hits,
coalesce(moment >= ${USABLE.from} AND moment < ${USABLE.to}, false) AS isusable
FROM timed
), kept AS (
SELECT moment, coalesce(eventid, '') AS id, kinds,
IF(isread, ${readSql()}) AS readkey,
IF(cardinality(hits) > 0, ${hitSql()}) AS hitkey,
IF(cardinality(hits) > 0, ${recordSql()}) AS record
FROM (
SELECT *, IF(isusable, ${isFirst ? "ARRAY['seen']" : none} || IF(isread OR cardinality(hits) > 0, ARRAY['kept'], ${none})
|| IF(isread, ARRAY['read'], ${none}) || hits, ${isFirst ? "ARRAY['untimed']" : none}) AS kinds
FROM matched
)
), counted AS (
SELECT kind, start, what, count(*) AS taken, count(DISTINCT nullif(id, '')) + count_if(id = '') AS events,
min(moment) AS earliest, max(moment) AS latest, min_by(id, ROW(moment, id)) AS firstid,
min_by(record, ROW(moment, id)) AS record
FROM (
SELECT kind, moment, id, IF(starts_with(kind, '${HIT}'), record) AS record,
CASE WHEN kind = 'untimed' THEN 0 WHEN starts_with(kind, '${HIT}') THEN moment - moment % ${MINUTE} ELSE moment - moment % ${WINDOW} END AS start,
CASE WHEN kind = 'read' THEN readkey WHEN starts_with(kind, '${HIT}') THEN hitkey ELSE '' END AS what
FROM kept CROSS JOIN UNNEST(kinds) AS k (kind)
)
GROUP BY kind, start, what
)
SELECT kind, start, what, taken, events, earliest, latest, firstid,
IF(row_number() OVER (PARTITION BY kind ORDER BY earliest, firstid) <= ${MOST_EXAMPLES}, record) AS record
FROM counted`;
}

function partitionsSql({ accounts, regions, from, to }: Part): string {
  const listed = (values: readonly string[]) => values.map(sqlText).join(", ");
  const afterLast = dayAfter(to);
  return [
    `account IN (${listed(accounts)})`,
    `region IN (${listed(regions)})`,
    // A file lies where the day is on which it was delivered, which may be the next one.
    `day >= ${sqlText(from.replaceAll("-", "/"))} AND day <= ${sqlText(afterLast.replaceAll("-", "/"))}`,
    `eventtime >= ${sqlText(from)} AND eventtime < ${sqlText(afterLast)}`,
  ].join("\nAND ");
}

function readsSql(): string {
  return toAthenaSql(any(...storeNames.map((name) => recordedReadsOf(stores[name]))));
}

/** What `placeOfCall` is made of: of who called, the first that is there. */
function hitSql(): string {
  const said = ["sessioncontext.sessionissuer.arn", "arn", "invokedby", "principalid", "accountid", "type"];
  const caller = `coalesce(${said.map((each) => `nullif(useridentity.${each}, '')`).join(", ")})`;
  const withoutSession = String.raw`regexp_extract(${caller}, '\A(arn:[^:]*:sts::[^:]*:assumed-role/[^/]+)/', 1)`;
  return arraySql([
    "coalesce(recipientaccountid, useridentity.accountid)",
    "awsregion",
    "eventname",
    `coalesce(${withoutSession}, ${caller})`,
  ]);
}
