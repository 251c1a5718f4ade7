import { createInterface } from "node:readline/promises";

import { AthenaClient } from "@aws-sdk/client-athena";

import type { Detection } from "../detections/detection";
import { dayAfter, type EventLimits } from "../events/limits";
import { planS3 } from "../events/s3/plan";
import { s3Place, type S3Place } from "../events/s3/place";
import { ArchiveQueries } from "../history/athena/archive-queries";
import { askArchive, planArchive } from "../history/athena/ask-archive";
import { QueryFailed } from "../history/athena/athena-refusal";
import { queriesCost, type QueryReads } from "../history/athena/prices";
import { Observer } from "../history/observer";
import { accountsOf, type Organization } from "../organization/organization";
import { regionsOf } from "../organization/regions";
import { placeAndTime, prices } from "../prices/prices";
import { plural } from "../text/plural";
import { complain } from "../text/print";
import { terminal } from "../text/terminal";
import { interruptible } from "./interruptible";
import { DEFAULT_DAYS } from "./place-options";
import { documentation } from "./package-root";
import { queriesBar } from "./progress-bar";
import { UsageError } from "./usage-error";

export interface AthenaOptions {
  readonly limits: EventLimits;
  /** Whether nobody is asked before something is paid for. */
  readonly yes: boolean;
}

const GB = 1e9;

/**
 * Has Athena count what an observer would take down, in the archive where it lies. Ctrl-C stops the query.
 *
 * @throws UsageError if there is no table, nobody agrees to what it costs, or Athena does not answer
 */
export async function observedInArchive(
  organization: Organization,
  detections: readonly Detection[],
  options: AthenaOptions,
) {
  let isInterrupted = false;
  const observer = await interruptible(
    (signal) => observeArchive(organization, detections, { ...options, signal }),
    () => {
      isInterrupted = true;
      complain(terminal`Interrupted: the query is stopped, and what follows is of those before it.`);
    },
  );
  return { observations: observer.observations(), isInterrupted };
}

async function observeArchive(
  organization: Organization,
  detections: readonly Detection[],
  { limits, yes, signal }: AthenaOptions & { readonly signal: AbortSignal },
): Promise<Observer> {
  const { archive, names, homeRegion } = organization;
  if (archive.athena === undefined) {
    throw new UsageError(
      terminal`--athena: there is no table to ask. Set archive.athena and deploy it: ${documentation("athena.md")}`,
    );
  }
  const observer = new Observer(detections);
  const { part, there } = await whatThereIs(organization, limits, signal);
  if (signal.aborted) {
    observer.stop();
    return observer;
  }
  const plan = planArchive(part, detections, there, archive.athena.scanLimitGigabytes * GB);
  await agree(plan.queries, part, yes);
  for (const { id, reason } of plan.left) complain(terminal`${id} is not asked for: ${reason}.`);
  const progress = queriesBar(plan.queries.length);
  const queries = new ArchiveQueries({
    client: new AthenaClient({ region: homeRegion }),
    workgroup: names.search.workgroupName,
    database: names.search.databaseName,
    signal,
    onProgress: progress.read,
  });
  try {
    await askArchive(queries, plan, observer, progress.advance);
  } catch (error) {
    if (!(error instanceof QueryFailed)) throw error;
    if (!error.isStopped) throw new UsageError(terminal`Athena ${error.message}.`);
    observer.stop();
  } finally {
    progress.end();
  }
  return observer;
}

/** Which accounts have files, how many, and how many bytes: the table does not know. */
async function whatThereIs(organization: Organization, limits: EventLimits, signal: AbortSignal) {
  const { names, organizationId, partition } = organization;
  const today = new Date().toISOString().slice(0, 10);
  const { to = today } = limits;
  const { from = dayAfter(to, 1 - DEFAULT_DAYS) } = limits;
  const place = s3Place(`s3://${names.trail.bucketName}/AWSLogs/${organizationId}/`) as S3Place;
  const found = await planS3(place, { ...limits, from, to }, { signal });
  for (const { place: where, problem } of found.problems) complain(terminal`${where}: ${problem}`);
  const ids = found.objects.flatMap(({ key }) => /\/(\d{12})\//.exec(key)?.[1] ?? []);
  const accounts = limits.accounts ?? [...new Set([...accountsOf(organization).map(({ id }) => id), ...ids])].sort();
  // Of those that were not listed, at a guess.
  const listed = found.ended === undefined ? 1 : Math.max(found.share, 0.01);
  const table = `${names.search.databaseName}.${names.search.tableName}`;
  return {
    part: { table, accounts, regions: limits.regions ?? regionsOf(partition), from, to },
    there: { bytes: found.bytes / listed, files: Math.ceil(found.objects.length / listed) },
  };
}

/** Says what it costs, and asks. @throws UsageError if nobody agrees */
async function agree(
  queries: readonly QueryReads[],
  { from, to }: { from: string; to: string },
  yes: boolean,
): Promise<void> {
  const all = queries.reduce((sum, { bytes }) => sum + bytes, 0);
  const dollars = queriesCost(queries);
  complain(
    terminal`Athena would read about ${(all / GB).toFixed(all < GB ? 3 : 1)} GB from ${from} to ${to} with ${plural(queries.length, "query")}: about $${dollars.toFixed(2)} with what S3 and KMS charge for each file (prices of ${placeAndTime(prices.athenaTerabyte)}).`,
  );
  if (yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError(terminal`Nothing was asked. Say --yes to agree to what it costs.`);
  }
  const question = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C and Ctrl-D are a no.
    const answer = await question.question("Go on? [y/N] ").catch(() => "n");
    if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError(terminal`Nothing was asked.`);
  } finally {
    question.close();
  }
}
