import { compileDetection, filterPatternsOf } from "../../detections/compiled";
import { alarmOf, notifiedSeverities, type Detection } from "../../detections/detection";
import type { WatchedDetection } from "./facts";

/** The detections that have an alarm, which those that are only counted have not. */
export function watchedDetections(
  detections: readonly Detection[],
  alarmName: (id: string) => string,
): readonly WatchedDetection[] {
  return detections.flatMap((detection) => {
    const { id, title, why, nextSteps } = detection;
    const severity = notifiedSeverities.find((each) => each === detection.severity);
    if (severity === undefined) return [];
    const patterns = filterPatternsOf(detection);
    const query = compileDetection(detection).insightsQuery ?? withPatterns(patterns);
    const { period } = alarmOf(detection);
    return [{ id, alarmName: alarmName(id), title, severity, why, nextSteps, patterns, period, query }];
  });
}

/** Where Logs Insights can't say it. */
function withPatterns(patterns: readonly string[]): string {
  return ["(not in Logs Insights: in the log group, search all log streams for)", ...patterns].join("\n");
}
