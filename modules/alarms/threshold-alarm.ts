import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import { literal } from "../literal";

export interface ThresholdAlarmProps {
  readonly name: string;
  /** What happened and what to do; at most 1,024 characters. */
  readonly description: string;
  readonly metricNamespace: string;
  readonly metricName: string;
  /** @default - a metric without dimensions */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** Sum in a period from which on it goes off. */
  readonly threshold: number;
  /** Seconds, a multiple of 60. */
  readonly period: number;
  readonly topicArns: readonly string[];
}

/**
 * Goes off when the sum of a metric reaches a threshold.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ConsoleAlarms.html
 */
export class ThresholdAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ThresholdAlarmProps) {
    super(scope, id);

    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: literal(props.description),
      namespace: props.metricNamespace,
      metricName: props.metricName,
      dimensions: props.dimensions && { ...props.dimensions },
      // Sum, not Average: one read among a hundred other events is still one read.
      statistic: "Sum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: props.threshold,
      period: props.period,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: "notBreaching",
      alarmActions: [...props.topicArns],
    });
  }
}
