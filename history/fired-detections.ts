import { type CloudTrailRecord, type Detection, severities } from "../detections/detection";
import { alarmSpans } from "./alarm-spans";
import { type FiredDetection, MOST_EXAMPLES } from "./history";
import type { ObservedHits } from "./observation";
import { compare } from "./reads-of";
import { dayOf } from "./when";

/** Which detections fired, the most urgent first, then the most events. */
export function firedDetections(
  hits: readonly ObservedHits[],
  detections: readonly Detection[],
): readonly FiredDetection[] {
  const byDetection = hitsByDetection(hits);
  return detections
    .flatMap((detection) => {
      const some = byDetection.get(detection.id);
      return some === undefined ? [] : [firedOf(detection, some)];
    })
    .sort(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.events - a.events || compare(a.id, b.id),
    );
}

/** Hits by the id of their detection. */
export function hitsByDetection(hits: readonly ObservedHits[]): ReadonlyMap<string, readonly ObservedHits[]> {
  const byDetection = new Map<string, ObservedHits[]>();
  for (const hit of hits) {
    const known = byDetection.get(hit.detection) ?? [];
    byDetection.set(hit.detection, known);
    known.push(hit);
  }
  return byDetection;
}

function firedOf(detection: Detection, unsorted: readonly ObservedHits[]): FiredDetection {
  const hits = [...unsorted].sort((a, b) => a.minute - b.minute || compare(keyOf(a), keyOf(b)));
  const sums = (of: (hit: ObservedHits) => string) => {
    const counts = new Map<string, number>();
    for (const hit of hits) counts.set(of(hit), (counts.get(of(hit)) ?? 0) + hit.count);
    return counts;
  };
  const largestFirst = (counts: ReadonlyMap<string, number>) =>
    new Map([...counts].sort(([a, one], [b, other]) => other - one || compare(a, b)));
  return {
    ...{ id: detection.id, title: detection.title, severity: detection.severity },
    events: hits.reduce((sum, { count }) => sum + count, 0),
    alarms: alarmSpans(detection, hits).length,
    days: sums(({ minute }) => dayOf(minute)),
    first: hits[0]!.minute,
    last: hits.at(-1)!.minute,
    examples: hits
      .flatMap(({ record }): readonly CloudTrailRecord[] => (record === undefined ? [] : [record]))
      .slice(0, MOST_EXAMPLES),
    accounts: largestFirst(sums(({ accountId }) => accountId)),
    callers: largestFirst(sums(({ caller }) => caller)),
  };
}

function keyOf({ accountId, region, call, caller }: ObservedHits): string {
  return JSON.stringify([accountId, region, call, caller]);
}
