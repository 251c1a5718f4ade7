import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import type { AlertTopic } from "./alert-topic";
import type { TrailLogGroup } from "./trail-log-group";

export interface DetectionAlarmProps {
  /** Names the filter, the metric and the alarm. */
  readonly name: string;
  readonly metricNamespace: string;
  /** CloudWatch Logs filter pattern, at most 1,024 characters. */
  readonly filterPattern: string;
  /** Goes into the mail: what happened and what to do next; at most 1,024 characters. */
  readonly description: string;
  readonly logGroup: TrailLogGroup;
  readonly topic: AlertTopic;
  /** Number of events in the period. @default 1 */
  readonly threshold?: number;
  /** Seconds, a multiple of 60. @default 60 */
  readonly period?: number;
}

/**
 * A metric filter with the alarm on its metric, made together so that their names can't drift.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export class DetectionAlarm extends Construct {
  constructor(scope: Construct, id: string, props: DetectionAlarmProps) {
    super(scope, id);

    const filter = new CloudwatchLogMetricFilter(this, "Filter", {
      name: props.name,
      logGroupName: props.logGroup.logGroupName,
      pattern: props.filterPattern,
      metricTransformation: { name: props.name, namespace: props.metricNamespace, value: "1", defaultValue: "0" },
    });
    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: props.description,
      namespace: filter.metricTransformation.namespace,
      metricName: filter.metricTransformation.name,
      // Sum, not Average: one read among a hundred other events is still one read.
      statistic: "Sum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: props.threshold ?? 1,
      period: props.period ?? 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: "notBreaching",
      alarmActions: [props.topic.topicArn],
    });
  }
}
