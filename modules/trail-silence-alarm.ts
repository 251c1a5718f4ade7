import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import type { TrailEventMetric } from "./trail-event-metric";
import type { TrailLogGroup } from "./trail-log-group";

export interface TrailSilenceAlarmProps {
  readonly name: string;
  readonly logGroup: TrailLogGroup;
  /** Topics to tell. */
  readonly topicArns: readonly string[];
  /** Minutes without a single event until the alarm; a multiple of 5. */
  readonly minutes: number;
  /** What counts the events. @default - the metric that CloudWatch Logs keeps of the log group */
  readonly metric?: TrailEventMetric;
  /** For the mail, in order. @default - what to look at if the trail is our own */
  readonly nextSteps?: readonly string[];
}

const NEXT_STEPS_FOR_OUR_TRAIL = [
  "Run aws cloudtrail get-trail-status in the security account and read LatestCloudWatchLogsDeliveryError.",
  "Check that the trail is logging, and that its role, log group and keys are there.",
  "Read what happened meanwhile in the log archive bucket, which CloudTrail writes separately.",
];

const PERIOD_MINUTES = 5;

/**
 * The dead-man's switch: an alarm when no event at all arrives in the log group.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
export class TrailSilenceAlarm extends Construct {
  constructor(scope: Construct, id: string, props: TrailSilenceAlarmProps) {
    super(scope, id);

    const { metric, logGroup, nextSteps = NEXT_STEPS_FOR_OUR_TRAIL } = props;
    const periods = props.minutes / PERIOD_MINUTES;
    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: [
        `No CloudTrail event has reached the log group for ${props.minutes} minutes: nobody sees who reads a secret now.`,
        `Next: ${nextSteps.map((step, index) => `${index + 1}. ${step}`).join("\n")}`,
      ].join("\n"),
      ...(metric === undefined
        ? {
            namespace: "AWS/Logs",
            metricName: "IncomingLogEvents",
            dimensions: { LogGroupName: logGroup.logGroupName },
          }
        : { namespace: metric.namespace, metricName: metric.metricName }),
      statistic: "Sum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: PERIOD_MINUTES * 60,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      // A silent group has no metric at all, so missing data is the very thing to look for.
      treatMissingData: "breaching",
      alarmActions: [...props.topicArns],
      // Tells those who were woken that events arrive again.
      okActions: [...props.topicArns],
    });
  }
}
