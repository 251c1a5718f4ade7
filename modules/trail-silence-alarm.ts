import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import type { AlertTopic } from "./alert-topic";
import type { TrailLogGroup } from "./trail-log-group";

export interface TrailSilenceAlarmProps {
  readonly name: string;
  readonly logGroup: TrailLogGroup;
  readonly topic: AlertTopic;
  /** Minutes without a single event until the alarm; a multiple of 5. */
  readonly minutes: number;
}

const PERIOD_MINUTES = 5;

/**
 * The dead-man's switch: an alarm when no event at all arrives in the log group.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
export class TrailSilenceAlarm extends Construct {
  constructor(scope: Construct, id: string, props: TrailSilenceAlarmProps) {
    super(scope, id);

    const periods = props.minutes / PERIOD_MINUTES;
    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: [
        `No CloudTrail event has reached the log group for ${props.minutes} minutes: nobody sees who reads a secret now.`,
        "Next: 1. Run aws cloudtrail get-trail-status in the security account and read LatestCloudWatchLogsDeliveryError.",
        "2. Check that the trail is logging, and that its role, log group and keys are there.",
        "3. Read what happened meanwhile in the log archive bucket, which CloudTrail writes separately.",
      ].join("\n"),
      namespace: "AWS/Logs",
      metricName: "IncomingLogEvents",
      dimensions: { LogGroupName: props.logGroup.logGroupName },
      statistic: "Sum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: PERIOD_MINUTES * 60,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      // A silent group has no metric at all, so missing data is the very thing to look for.
      treatMissingData: "breaching",
      alarmActions: [props.topic.topicArn],
      // Tells those who were woken that events arrive again.
      okActions: [props.topic.topicArn],
    });
  }
}
