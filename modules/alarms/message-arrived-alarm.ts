import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

import { literal } from "../literal";
import type { UndeliveredQueue } from "../events/undelivered-queue";

export interface MessageArrivedAlarmProps {
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
 * Goes off whenever a dead-letter queue gets messages, and is OK again when no more come: each new loss rings, also while the
 * ones before still wait in the queue. EventBridge sends to the queue, which is counted; redriving from a queue would not be.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export class MessageArrivedAlarm extends Construct {
  constructor(scope: Construct, id: string, props: MessageArrivedAlarmProps) {
    super(scope, id);

    new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: literal(props.description),
      namespace: "AWS/SQS",
      metricName: "NumberOfMessagesSent",
      dimensions: { QueueName: props.queue.queueName },
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 300,
      // The first values of a queue that was not used for hours come up to a quarter of an hour late.
      evaluationPeriods: 4,
      datapointsToAlarm: 1,
      // While nothing is sent there is no value.
      treatMissingData: "notBreaching",
      alarmActions: [...(props.topicArns ?? [])],
      region: props.region,
    });
  }
}
