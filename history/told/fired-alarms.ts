import { alarmOf, type Detection, type NotifiedSeverity, notifiedSeverities } from "../../detections/detection";
import { type AlarmSpan, alarmSpans } from "../alarm-spans";
import { hitsByDetection } from "../fired-detections";
import type { ObservedHits } from "../observation";
import { AlarmCallers, type CallerHits } from "./alarm-callers";

/** A detection that fired, with when its alarm was on and who made it go off. */
export interface FiredAlarm {
  readonly id: string;
  readonly severity: NotifiedSeverity;
  /** Seconds. */
  readonly period: number;
  readonly spans: readonly AlarmSpan[];
  readonly hits: readonly CallerHits[];
}

/** Detections that have an alarm, and of which there are events. */
export async function firedAlarms(
  detections: readonly Detection[],
  hits: readonly ObservedHits[],
): Promise<readonly FiredAlarm[]> {
  const byDetection = hitsByDetection(hits);
  const callers = new AlarmCallers();
  const fired: FiredAlarm[] = [];
  for (const detection of detections) {
    const some = byDetection.get(detection.id);
    const severity = notifiedSeverities.find((each) => each === detection.severity);
    if (some === undefined || severity === undefined) continue;
    const { id } = detection;
    fired.push({
      ...{ id, severity, period: alarmOf(detection).period },
      spans: alarmSpans(detection, some),
      hits: await callers.of({ id, severity }, some),
    });
  }
  return fired;
}
