import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import { compareHistories, detectionsOfBoth, type HistoryChanges, observedForBase } from "../history/compare";
import type { History } from "../history/history";
import { changesJson, historyJson } from "../history/history-json";
import { historyOf } from "../history/history-of";
import { Judge } from "../history/judge";
import type { Observations } from "../history/observation";
import { observeFiles } from "../history/observe-files";
import { UNTIMED } from "../history/observer";
import type { Organization } from "../organization/organization";
import { plural } from "../text/plural";
import { json, terminal } from "../text/terminal";
import { complain, print } from "../text/print";
import { loadBase } from "./base-configuration";
import { eventPlaces } from "./event-places";
import { changesText, historyText } from "./history-text";
import { sayPassedOver } from "./passed-over";
import { UsageError } from "./usage-error";

export interface HistoryOptions {
  readonly json?: boolean;
  /** Git ref, directory or file of the configuration to compare with. */
  readonly base?: string;
}

/**
 * Says what the configuration would have made of events that were; with a base, also what it makes otherwise.
 *
 * @returns the exit code: 1 if something could not be read
 * @throws ConfigError with the problems of the configuration, or of the base
 * @throws UsageError if there is no such base
 */
export async function history(
  configuration: string,
  places: readonly string[],
  { json: asJson = false, base }: HistoryOptions,
): Promise<number> {
  const organization = loadOrganization(configuration);
  const before = base === undefined ? undefined : organizationOf(base);
  const detections = before === undefined ? organization.detections : detectionsOfBoth(before, organization);
  const observations = (await observeFiles(eventPlaces(places), detections)).observations();
  const judge = new Judge(organization);
  const result = await historyOf(observations, organization, judge);
  const changes = before && (await changesOf(observations, before, { organization, judge, result }));
  saySeen(result);
  if (asJson) print(json({ ...historyJson(result), ...(changes && { changes: changesJson(base!, changes) }) }, 2));
  else print(changes === undefined ? historyText(result) : changesText(base!, changes));
  return result.seen.problems.length > 0 ? 1 : 0;
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
