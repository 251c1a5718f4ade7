import type { Construct } from "constructs";

import { SilenceAlarm } from "./silence-alarm";
import type { TrailEventMetric } from "./trail-event-metric";
import type { TrailEvents } from "../logs/trail-log-group";

export interface TrailSilenceAlarmProps {
  readonly name: string;
  /** What is blind now and what to do; at most 1,024 characters. */
  readonly description: string;
  readonly logGroup: TrailEvents;
  /** Topics to tell. */
  readonly topicArns: readonly string[];
  /** Minutes without a single event until the alarm; a multiple of 5. */
  readonly minutes: number;
  /** What counts the events. @default - the metric that CloudWatch Logs keeps of the log group */
  readonly metric?: TrailEventMetric;
}

const PERIOD_MINUTES = 5;

/**
 * The dead-man's switch: an alarm when no event at all arrives in the log group.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
export class TrailSilenceAlarm extends SilenceAlarm {
  constructor(scope: Construct, id: string, props: TrailSilenceAlarmProps) {
    const { name, description, topicArns, minutes, metric, logGroup } = props;
    super(scope, id, {
      name,
      description,
      ...(metric === undefined
        ? {
            metricNamespace: "AWS/Logs",
            metricName: "IncomingLogEvents",
            dimensions: { LogGroupName: logGroup.logGroupName },
          }
        : { metricNamespace: metric.namespace, metricName: metric.metricName }),
      period: PERIOD_MINUTES * 60,
      periods: minutes / PERIOD_MINUTES,
      topicArns,
    });
  }
}
