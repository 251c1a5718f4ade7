import type { Construct } from "constructs";

import type { DetectionMetric } from "./detection-metric";
import { ThresholdAlarm } from "./threshold-alarm";

export interface DetectionAlarmProps {
  /** The alarm is named after it and can't watch another. */
  readonly metric: DetectionMetric;
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
 * Tells people when a detection's metric reaches its threshold.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export class DetectionAlarm extends ThresholdAlarm {
  constructor(scope: Construct, id: string, { metric, threshold = 1, period = 60, ...props }: DetectionAlarmProps) {
    super(scope, id, {
      ...props,
      name: metric.name,
      metricNamespace: metric.namespace,
      metricName: metric.metricName,
      threshold,
      period,
    });
  }
}
