import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import type { DetectionMetric } from "./detection-metric";
import { literal } from "./literal";

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
export class DetectionAlarm extends Construct {
  constructor(scope: Construct, id: string, props: DetectionAlarmProps) {
    super(scope, id);

    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.metric.name,
      alarmDescription: literal(props.description),
      namespace: props.metric.namespace,
      metricName: props.metric.metricName,
      // Sum, not Average: one read among a hundred other events is still one read.
      statistic: "Sum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: props.threshold ?? 1,
      period: props.period ?? 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: "notBreaching",
      alarmActions: [...props.topicArns],
    });
  }
}
