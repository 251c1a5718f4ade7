import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import { compareHistories, detectionsOfBoth, type HistoryChanges, observedForBase } from "../history/compare";
import type { History } from "../history/history";
import { historyOf } from "../history/history-of";
import { Judge } from "../history/judge";
import type { Observations } from "../history/observation";
import type { Organization } from "../organization/organization";
import { terminal } from "../text/terminal";
import type { observedInArchive } from "./athena-history";
import { loadBase } from "./base-configuration";
import { assertForms, type HistoryForms, reportAbout, showHistory } from "./history-forms";
import { INTERRUPTED } from "./interruptible";
import { observePlaces, saySeen } from "./observed-places";
import { asked } from "./asked";
import type { PlaceOptions } from "./place-options";
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
  const what = asked(options, organization);
  const before = base === undefined ? undefined : organizationOf(base);
  const detections = before === undefined ? organization.detections : detectionsOfBoth(before, organization);
  const interrupted = terminal`Interrupted: what follows is of what was read so far. Again, and it ends at once.`;
  const { observations, isInterrupted } =
    options.athena === true
      ? await observedByAthena(organization, detections, { limits: what.limits, yes: options.yes ?? false })
      : await observePlaces({ places, what, detections, interrupted });
  const judge = new Judge(organization);
  const result = await historyOf(observations, organization, judge);
  const changes = before && (await changesOf(observations, before, { organization, judge, result }));
  saySeen(result);
  showHistory(result, reportAbout(configuration, organization), options, changes && { base: base!, changes });
  if (isInterrupted) return INTERRUPTED;
  return result.seen.problems.length > 0 ? 1 : 0;
}

/** The SDK of AWS is loaded where it is needed: files are read without it. */
async function observedByAthena(...asked: Parameters<typeof observedInArchive>) {
  const { observedInArchive: observe } = await import("./athena-history");
  return observe(...asked);
}

/** @throws UsageError where there is nothing to read, or both places and the archive */
function assertPlaces(places: readonly string[], { athena = false }: HistoryOptions): void {
  if (athena && places.length > 0) throw new UsageError(terminal`--athena asks the archive: leave the places out.`);
  if (!athena && places.length === 0) {
    throw new UsageError(terminal`Name files, directories, globs or s3://bucket/prefix; or ask the archive: --athena.`);
  }
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
