import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import { literal } from "./literal";
import type { UndeliveredQueue } from "./undelivered-queue";

export interface QueueNotEmptyAlarmProps {
  readonly name: string;
  /** What is blind now and what to do; at most 1,024 characters. */
  readonly description: string;
  readonly queue: UndeliveredQueue;
  /** Topics to tell. @default - none: its change of state is an event that a rule can forward */
  readonly topicArns?: readonly string[];
  /** @default - the provider's region */
  readonly region?: string;
}

/**
 * Goes off while a dead-letter queue holds messages.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html
 */
export class QueueNotEmptyAlarm extends Construct {
  constructor(scope: Construct, id: string, props: QueueNotEmptyAlarmProps) {
    super(scope, id);

    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: literal(props.description),
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: props.queue.queueName },
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      // A queue that nobody used for six hours sends no metric.
      treatMissingData: "notBreaching",
      alarmActions: [...(props.topicArns ?? [])],
      region: props.region,
    });
  }
}
