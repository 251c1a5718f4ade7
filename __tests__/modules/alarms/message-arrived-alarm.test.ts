import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";

import { MessageArrivedAlarm, type MessageArrivedAlarmProps } from "../../../modules/alarms/message-arrived-alarm";
import { aQueue } from "../../support/constructs";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (props: Partial<MessageArrivedAlarmProps> = {}) =>
  synthesizedModule(
    (scope) =>
      new MessageArrivedAlarm(scope, "Lost", {
        name: "lost",
        description: "Not delivered: ${event}",
        queue: aQueue(scope),
        ...props,
      }),
  );

test("each message that the queue gets rings, also a quarter of an hour late, and no message is fine", () => {
  const text = made();

  expect(addressesOf(text, "Lost")).toEqual(["aws_cloudwatch_metric_alarm.Lost"]);
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "lost",
    alarm_description: "Not delivered: $${event}",
    namespace: "AWS/SQS",
    metric_name: "NumberOfMessagesSent",
    dimensions: { QueueName: "${aws_sqs_queue.Queue.name}" },
    statistic: "Sum",
    comparison_operator: "GreaterThanThreshold",
    threshold: 0,
    period: 300,
    evaluation_periods: 4,
    datapoints_to_alarm: 1,
    treat_missing_data: "notBreaching",
  });
});

test("it tells no topic, in the provider's region, unless it says otherwise", () => {
  const text = made();

  expect(onlyOf(text, CloudwatchMetricAlarm).alarm_actions ?? []).toEqual([]);
  expect(onlyOf(text, CloudwatchMetricAlarm)).not.toHaveProperty("region");
  expect(made({ topicArns: ["topic"], region: "us-east-1" })).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_actions: ["topic"],
    region: "us-east-1",
  });
});
