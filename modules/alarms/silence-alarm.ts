import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import { literal } from "../literal";

export interface SilenceAlarmProps {
  readonly name: string;
  /** What is blind now and what to do; at most 1,024 characters. */
  readonly description: string;
  readonly metricNamespace: string;
  readonly metricName: string;
  /** @default - a metric without dimensions */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** Seconds, a multiple of 60. */
  readonly period: number;
  /** Periods without a value, one after the other, until the alarm. */
  readonly periods: number;
  readonly topicArns: readonly string[];
}

/**
 * A dead-man's switch: goes off when a metric has no values any more, and says so when they are back.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export class SilenceAlarm extends Construct {
  constructor(scope: Construct, id: string, props: SilenceAlarmProps) {
    super(scope, id);

    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: literal(props.description),
      namespace: props.metricNamespace,
      metricName: props.metricName,
      dimensions: props.dimensions && { ...props.dimensions },
      statistic: "Sum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: props.period,
      evaluationPeriods: props.periods,
      datapointsToAlarm: props.periods,
      // What is silent has no metric at all, so missing data is the very thing to look for.
      treatMissingData: "breaching",
      alarmActions: [...props.topicArns],
      // Tells those who were woken that it is back.
      okActions: [...props.topicArns],
    });
  }
}
