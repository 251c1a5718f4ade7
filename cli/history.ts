import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import { compareHistories, detectionsOfBoth, type HistoryChanges, observedForBase } from "../history/compare";
import type { History } from "../history/history";
import { isS3Place } from "../events/s3/place";
import { historyOf } from "../history/history-of";
import { Judge } from "../history/judge";
import type { Observations } from "../history/observation";
import { countEventFiles, observeFiles } from "../history/observe-files";
import { type Observer, UNTIMED } from "../history/observer";
import { takeBatch } from "../history/take-batch";
import type { Detection } from "../detections/detection";
import { accountsOf, type Organization } from "../organization/organization";
import { plural } from "../text/plural";
import { terminal } from "../text/terminal";
import { complain } from "../text/print";
import { observedInArchive } from "./athena-history";
import { loadBase } from "./base-configuration";
import { eventPlaces } from "./event-places";
import { assertForms, type HistoryForms, reportAbout, showHistory } from "./history-forms";
import { INTERRUPTED, interruptible } from "./interruptible";
import { type Asked, asked, type PlaceOptions } from "./place-options";
import { type PlannedPlaces, planPlaces, readBuckets } from "./planned-places";
import { sayPassedOver } from "./passed-over";
import { readingBar } from "./progress-bar";
import { UsageError } from "./usage-error";

export interface HistoryOptions extends PlaceOptions, HistoryForms {
  /** Ask Athena for what is in the archive, in the place of reading events here. */
  readonly athena?: boolean;
  /** Agree to what Athena costs. */
  readonly yes?: boolean;
  /** Git ref, directory or file of the configuration to compare with. */
  readonly base?: string;
}

/**
 * Says what the configuration would have made of events that were; with a base, also what it makes otherwise.
 *
 * @returns the exit code: 1 if something could not be read, 130 after Ctrl-C
 * @throws ConfigError with the problems of the configuration, or of the base
 * @throws UsageError if there is no such base
 */
export async function history(
  configuration: string,
  places: readonly string[],
  options: HistoryOptions,
): Promise<number> {
  const { base } = options;
  assertForms(options);
  assertPlaces(places, options);
  const organization = loadOrganization(configuration);
  const what = asked(options, () => new Map(accountsOf(organization).map(({ name, id }) => [name, id])));
  const before = base === undefined ? undefined : organizationOf(base);
  const detections = before === undefined ? organization.detections : detectionsOfBoth(before, organization);
  const { observations, isInterrupted } =
    options.athena === true
      ? await observedInArchive(organization, detections, { limits: what.limits, yes: options.yes ?? false })
      : await observed(places, what, detections);
  const judge = new Judge(organization);
  const result = await historyOf(observations, organization, judge);
  const changes = before && (await changesOf(observations, before, { organization, judge, result }));
  saySeen(result);
  showHistory(result, reportAbout(configuration, organization), options, changes && { base: base!, changes });
  if (isInterrupted) return INTERRUPTED;
  return result.seen.problems.length > 0 ? 1 : 0;
}

/** @throws UsageError where there is nothing to read, or both places and the archive */
function assertPlaces(places: readonly string[], { athena = false }: HistoryOptions): void {
  if (athena && places.length > 0) throw new UsageError(terminal`--athena asks the archive: leave the places out.`);
  if (!athena && places.length === 0) {
    throw new UsageError(terminal`Name files, directories, globs or s3://bucket/prefix; or ask the archive: --athena.`);
  }
}

/** Shows how far it is. Ctrl-C ends the reading alone. */
async function observed(places: readonly string[], what: Asked, detections: readonly Detection[]) {
  const files = eventPlaces(places.filter((place) => !isS3Place(place)));
  const progress = readingBar(() => countEventFiles(files));
  let isInterrupted = false;
  const observer = await interruptible(
    async (signal) => {
      // What buckets have and cost is said before anything is read.
      const planned = await planPlaces(places, what, signal);
      const options = { limits: what.limits, signal, progress: progress.advance };
      const read = await observeFiles(files, detections, options);
      await takeBuckets(read, planned, signal);
      return read;
    },
    () => {
      isInterrupted = true;
      progress.end();
      complain(terminal`Interrupted: what follows is of what was read so far. Again, and it ends at once.`);
    },
  );
  progress.end();
  return { observations: observer.observations(), isInterrupted };
}

async function takeBuckets(observer: Observer, planned: PlannedPlaces, signal: AbortSignal): Promise<void> {
  for await (const batch of readBuckets(planned, signal)) takeBatch(observer, batch);
  const isWhole = planned.buckets.every(({ plan: { ended } }) => ended === undefined);
  if (signal.aborted || !isWhole) observer.stop();
}

/** @throws UsageError if there is none */
function organizationOf(base: string): Organization {
  const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), "secretwatch-")));
  try {
    const found = loadBase(base, workspace);
    if (found === undefined) throw new UsageError(terminal`${JSON.stringify(base)} has no such configuration.`);
    return found.organization;
  } finally {
    rmSync(workspace, { recursive: true });
  }
}

interface Answer {
  readonly organization: Organization;
  readonly judge: Judge;
  readonly result: History;
}

async function changesOf(
  observations: Observations,
  before: Organization,
  { organization, judge, result }: Answer,
): Promise<HistoryChanges> {
  const judgeBefore = new Judge(before);
  const historyBefore = await historyOf(observedForBase(observations, before, organization), before, judgeBefore);
  return compareHistories(observations, { judge: judgeBefore, history: historyBefore }, { judge, history: result });
}

/** What of the input was no call, and what could not be read. */
function saySeen({ seen: { problems, passedOver } }: History): void {
  for (const { place, problem, count } of problems) {
    complain(terminal`${place}: ${problem === UNTIMED ? `${plural(count, "event")} ${UNTIMED}` : problem}`);
  }
  sayPassedOver(passedOver);
}
