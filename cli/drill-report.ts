import type { Refusal } from "../aws/calls";
import type { Came, Drilled } from "../drill/drilled";
import type { DrillPlan } from "../drill/plan";
import { percentile, secondsOf } from "../drill/seconds";
import type { Target } from "../drill/target";
import type { Lost } from "../drill/where-lost";
import { INTERRUPTED } from "./interruptible";

/** All that a drill says at its end. */
export interface DrillReport extends DrillPlan, Drilled {
  /** How long a read was waited for. */
  readonly waitMinutes: number;
  /** Of what is missing, unless it was interrupted. */
  readonly lost: readonly Lost[];
}

/** Some did not come. */
const INCOMPLETE = 10;

/** 0 if every read that was to be made came; 10 if not, also if there was none; 130 if nobody waited to the end. */
export function exitCodeOf({ targets, came, existing, isInterrupted }: DrillReport): number {
  if (isInterrupted) return INTERRUPTED;
  return targets.length > 0 && came.length === targets.length && existing.length === 0 ? 0 : INCOMPLETE;
}

export interface Seconds {
  readonly p50: number;
  readonly p95: number;
}

/** @returns undefined if none came */
export function secondsOfAll(came: readonly Came[]): Seconds | undefined {
  const seconds = came.map(secondsOf);
  const p50 = percentile(seconds, 50);
  const p95 = percentile(seconds, 95);
  return p50 === undefined || p95 === undefined ? undefined : { p50, p95 };
}

/** For machines. */
export function drillJson(report: DrillReport): object {
  const { run, notify, decoys, targets, came, lost, missing, notMade, existing, notTried, leftOut } = report;
  const looked = new Map(lost.map((each) => [each.target, each]));
  return {
    version: 1,
    exitCode: exitCodeOf(report),
    run,
    notify,
    decoys,
    waitMinutes: report.waitMinutes,
    interrupted: report.isInterrupted,
    reads: targets.length,
    seconds: secondsOfAll(came) ?? null,
    came: came.map(({ target, eventId, ...each }) => ({ ...placeOf(target), seconds: secondsOf(each), eventId })),
    missing: missing.map((target) => ({
      ...placeOf(target),
      lookedAt: looked.get(target)?.isLookedAt ?? false,
      findings: looked.get(target)?.findings ?? [],
    })),
    notMade: notMade.map(({ target, refusal }) => ({ ...placeOf(target), ...refusalOf(refusal) })),
    existing: existing.map(placeOf),
    notTried: notTried.map(placeOf),
    leftOut: leftOut.map(({ target, by }) => ({ ...placeOf(target), by })),
    ...(report.journalRefusal === undefined ? {} : { journal: refusalOf(report.journalRefusal) }),
  };
}

function placeOf({ place, accountName, stack, secret }: Target) {
  return { account: place.account, name: accountName, region: place.region, stack, secret };
}

function refusalOf({ kind, code, message }: Refusal) {
  return { kind, code, message };
}
