import type { Construct } from "constructs";

import { AnyOfMetricsAlarm } from "./any-of-metrics-alarm";
import type { DetectionMetric } from "./detection-metric";

/** The part of a shared metric that is of one call has its name in this dimension. */
export const CALL_DIMENSION = { name: "eventName", selector: "$.eventName" };

export interface CallsAlarmProps {
  readonly name: string;
  /** What several detections share, with the CALL_DIMENSION. */
  readonly metric: DetectionMetric;
  /** Names of the calls that are this alarm's, at most 10. */
  readonly calls: readonly string[];
  /** Goes into the mail: what happened and what to do next; at most 1,024 characters. */
  readonly description: string;
  /** Topics to tell. */
  readonly topicArns: readonly string[];
  /** Number of events in the period. @default 1 */
  readonly threshold?: number;
  /** Seconds, a multiple of 60. @default 60 */
  readonly period?: number;
}

/**
 * Tells people when calls that a detection is about reach its threshold, in a metric that it shares with others.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html#metric-math-alarm-limits
 */
export class CallsAlarm extends AnyOfMetricsAlarm {
  constructor(scope: Construct, id: string, { metric, calls, period = 60, ...props }: CallsAlarmProps) {
    super(scope, id, {
      ...props,
      label: "Events",
      metricNamespace: metric.namespace,
      metrics: calls.map((call) => ({ metricName: metric.metricName, dimensions: { [CALL_DIMENSION.name]: call } })),
      period,
    });
  }
}
