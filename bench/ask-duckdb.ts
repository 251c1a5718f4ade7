import path from "node:path";

import { DuckDBInstance } from "@duckdb/node-api";

import { catalogue } from "../detections/catalogue/catalogue";
import { readsOf, stores } from "../detections/stores";
import { toDuckdbSql } from "../patterns/compile/duckdb";

/**
 * Asks DuckDB what `secretwatch history` answers, as far as it is counts: events by detection, and reads by secret and reader. Arguments:
 * the directory of the trail, and how many threads.
 */
async function ask([directory = "", threads = "1"]: readonly string[]): Promise<void> {
  const connection = await (await DuckDBInstance.create(":memory:", { threads })).connect();
  const files = path.join(directory, "**/*.json.gz");
  // All in one pass: to unpack and parse is most of the work.
  const detections = catalogue.map(
    ({ condition }, index) => `count(*) FILTER (WHERE ${toDuckdbSql(condition)}) AS d${index}`,
  );
  const sql = `
    WITH events AS (
      SELECT unnest(Records) AS event
      FROM read_json('${files}', columns = {Records: 'JSON[]'}, maximum_object_size = 268435456)
    )
    SELECT
      CASE WHEN ${toDuckdbSql(readsOf(stores.secrets))} THEN event->>'$.requestParameters.secretId' END AS secret,
      CASE WHEN secret IS NOT NULL THEN event->>'$.userIdentity.sessionContext.sessionIssuer.arn' END AS reader,
      count(*) AS events, ${detections.join(", ")}
    FROM events GROUP BY ALL`;
  const rows = (await connection.runAndReadAll(sql)).getRows();

  const fired: Record<string, number> = {};
  let [events, reads] = [0, 0];
  for (const [secret, , count, ...counts] of rows) {
    events += Number(count);
    if (secret !== null) reads += Number(count);
    for (const [index, { id }] of catalogue.entries()) fired[id] = (fired[id] ?? 0) + Number(counts[index]);
  }
  console.log(JSON.stringify({ events, reads, fired }));
}

void ask(process.argv.slice(2));
