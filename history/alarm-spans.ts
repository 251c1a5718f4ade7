import { alarmOf, type Detection } from "../detections/detection";
import type { ObservedHits } from "./observation";

/** A time in which an alarm is on, in milliseconds since 1970. */
export interface AlarmSpan {
  /** End of the minute with which its threshold was reached. */
  readonly on: number;
  readonly off: number;
}

const MINUTE = 60_000;

/**
 * When the alarm of a detection would have been on. CloudWatch looks at the end of every minute at the period until then, which slides
 * and is not the quarter of an hour on the clock; a minute without events is one that breaches nothing.
 *
 * What is only info has no alarm. Events count in the minute in which they happened.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html
 */
export function alarmSpans(
  detection: Detection,
  hits: Iterable<Pick<ObservedHits, "minute" | "count">>,
): readonly AlarmSpan[] {
  if (detection.severity === "info") return [];
  const { threshold, period } = alarmOf(detection);
  // What the sum changes by at the end of which minute.
  const changes = new Map<number, number>();
  const change = (minute: number, by: number) => changes.set(minute, (changes.get(minute) ?? 0) + by);
  for (const { minute, count } of hits) {
    change(minute + MINUTE, count);
    change(minute + MINUTE + period * 1000, -count);
  }
  const spans: AlarmSpan[] = [];
  let sum = 0;
  let on: number | undefined;
  for (const [time, by] of [...changes].sort(([one], [other]) => one - other)) {
    sum += by;
    if (on === undefined && sum >= threshold) on = time;
    else if (on !== undefined && sum < threshold) {
      spans.push({ on, off: time });
      on = undefined;
    }
  }
  return spans;
}
