import { filterPatternsOf, insightsQueryOf } from "../../detections/compiled";
import { alarmOf, notifiedSeverities, type Detection } from "../../detections/detection";
import { visible, visibleLines } from "../../text/visible";
import type { WatchedDetection } from "./facts";

/** Whether the alarm composer mails a detection's alarm, where there is one. */
export function isComposed({ family }: Pick<Detection, "family">): boolean {
  return family !== "cis";
}

/** The detections that have an alarm, which those that are only counted have not. */
export function watchedDetections(
  detections: readonly Detection[],
  alarmName: (id: string) => string,
): readonly WatchedDetection[] {
  return detections.flatMap((detection) => {
    const { id } = detection;
    const severity = notifiedSeverities.find((each) => each === detection.severity);
    if (severity === undefined) return [];
    const patterns = filterPatternsOf(detection);
    const { period } = alarmOf(detection);
    // What the file says of a detection is its owners' word, links too, as far as they see it.
    return [
      {
        ...{ id, alarmName: alarmName(id), severity, patterns, period },
        title: visible(detection.title),
        why: visible(detection.why),
        nextSteps: detection.nextSteps.map(visible),
        query: visibleLines(insightsQueryOf(detection) ?? withPatterns(patterns)),
      },
    ];
  });
}

/** Where Logs Insights can't say it. */
function withPatterns(patterns: readonly string[]): string {
  return ["(not in Logs Insights: in the log group, search all log streams for)", ...patterns].join("\n");
}
