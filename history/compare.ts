import { isDeepStrictEqual } from "node:util";

import type { Detection, Severity } from "../detections/detection";
import type { Organization } from "../organization/organization";
import type { DailyMessages, FiredDetection, History, MessageForm, ReadVerdict } from "./history";
import type { Judge, Judgement } from "./judge";
import type { Observations, ObservedReads } from "./observation";
import { compare, readerNameOf, secretOf } from "./reads-of";

/** What another configuration makes otherwise of the same history. */
export interface HistoryChanges {
  /** Reads with another verdict, or that people are or are not told of; first those that go silent. */
  readonly reads: readonly ChangedReads[];
  /** Detections that fire for more or fewer events or alarms. */
  readonly detections: readonly ChangedDetection[];
  /** Messages by recipient and form, where they are more or fewer. */
  readonly messages: readonly ChangedMessages[];
}

/** What changes, and against what. */
export interface ComparedHistory {
  /** As the command line has it. */
  readonly base: string;
  readonly changes: HistoryChanges;
}

export interface ChangedReads {
  readonly accountId: string;
  /** @default - neither configuration has it */
  readonly accountName?: string;
  readonly region: string;
  readonly secret: string;
  readonly reader: string;
  readonly count: number;
  readonly before: Outcome;
  readonly after: Outcome;
}

/** What becomes of reads. */
export interface Outcome {
  readonly verdict: ReadVerdict;
  /** Id of what people are told of it. @default - nothing */
  readonly detection?: string;
  readonly severity?: Severity;
  readonly isTold: boolean;
}

export interface ChangedDetection {
  readonly id: string;
  readonly severity: Severity;
  readonly before: Fired;
  readonly after: Fired;
}

interface Fired {
  readonly events: number;
  readonly alarms: number;
}

export interface ChangedMessages {
  readonly recipient: string;
  readonly form: MessageForm;
  readonly before: number;
  readonly after: number;
}

/** A configuration's answer, and who gave it. */
export interface Judged {
  readonly judge: Judge;
  readonly history: History;
}

/** Compares what two configurations make of the same observations. */
export async function compareHistories(
  { reads }: Pick<Observations, "reads">,
  before: Judged,
  after: Judged,
): Promise<HistoryChanges> {
  return {
    reads: await changedReads(reads, before.judge, after.judge),
    detections: changedDetections(before.history.detections, after.history.detections),
    messages: changedMessages(before.history.told.daily, after.history.told.daily),
  };
}

async function changedReads(
  observed: readonly ObservedReads[],
  before: Judge,
  after: Judge,
): Promise<readonly ChangedReads[]> {
  const changes = new Map<string, ChangedReads>();
  for (const { record, count } of observed) {
    const [was, is] = [await before.judge(record), await after.judge(record)];
    const outcomes = { before: outcomeOf(was), after: outcomeOf(is) };
    if (isDeepStrictEqual(outcomes.before, outcomes.after)) continue;
    const what = {
      ...{ accountId: is.accountId, accountName: is.accountName ?? was.accountName, region: is.region },
      ...{ secret: secretOf(is), reader: readerNameOf(is) },
    };
    const key = JSON.stringify([what, outcomes]);
    changes.set(key, { ...what, count: (changes.get(key)?.count ?? 0) + count, ...outcomes });
  }
  return [...changes.values()].sort(
    (a, b) => orderOf(a) - orderOf(b) || b.count - a.count || compare(JSON.stringify(a), JSON.stringify(b)),
  );
}

/** What goes silent first, then what is told from now on. */
function orderOf({ before, after }: ChangedReads): number {
  if (before.isTold === after.isTold) return 2;
  return before.isTold ? 0 : 1;
}

function outcomeOf({ verdict, tellings: [telling], isTold }: Judgement): Outcome {
  return { verdict, detection: telling?.id, severity: telling?.severity, isTold };
}

function changedDetections(
  before: readonly FiredDetection[],
  after: readonly FiredDetection[],
): readonly ChangedDetection[] {
  const known = new Map([...before, ...after].map((each) => [each.id, each]));
  return [...known.values()].flatMap(({ id, severity }) => {
    const [was, is] = [before, after].map((all) => firedIn(all, id));
    return isDeepStrictEqual(was, is) ? [] : [{ id, severity, before: was!, after: is! }];
  });
}

function firedIn(all: readonly FiredDetection[], wanted: string): Fired {
  const { events = 0, alarms = 0 } = all.find(({ id }) => id === wanted) ?? {};
  return { events, alarms };
}

function changedMessages(
  before: readonly DailyMessages[],
  after: readonly DailyMessages[],
): readonly ChangedMessages[] {
  const sums = new Map<string, ChangedMessages>();
  for (const [when, all] of [
    ["before", before],
    ["after", after],
  ] as const) {
    for (const { recipient, form, count } of all) {
      const key = JSON.stringify([recipient, form]);
      const known = sums.get(key) ?? { recipient, form, before: 0, after: 0 };
      sums.set(key, { ...known, [when]: known[when] + count });
    }
  }
  return [...sums.values()]
    .filter((each) => each.before !== each.after)
    .sort((a, b) => compare(a.recipient, b.recipient) || compare(a.form, b.form));
}

const OF_BASE = "before:";

/** Detections to look for where two configurations are compared; one that both have with another condition is two. */
export function detectionsOfBoth(before: Organization, after: Organization): readonly Detection[] {
  return [...after.detections, ...onlyOfBase(before, after).map((each) => ({ ...each, id: OF_BASE + each.id }))];
}

/** What was observed for both, as if it had been for the earlier one alone. */
export function observedForBase(
  { hits, ...rest }: Observations,
  before: Organization,
  after: Organization,
): Observations {
  const own = new Set(onlyOfBase(before, after).map(({ id }) => id));
  return {
    ...rest,
    hits: hits.flatMap((hit) => {
      if (!hit.detection.startsWith(OF_BASE)) return own.has(hit.detection) ? [] : [hit];
      return [{ ...hit, detection: hit.detection.slice(OF_BASE.length) }];
    }),
  };
}

function onlyOfBase(before: Organization, after: Organization): readonly Detection[] {
  const known = new Map(after.detections.map(({ id, condition }) => [id, condition]));
  return before.detections.filter(({ id, condition }) => !isDeepStrictEqual(known.get(id), condition));
}
