import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";

import { ThresholdAlarm, type ThresholdAlarmProps } from "../../../modules/alarms/threshold-alarm";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (props: Partial<ThresholdAlarmProps> = {}) =>
  synthesizedModule(
    (scope) =>
      new ThresholdAlarm(scope, "Reads", {
        name: "reads",
        description: "Somebody read ${secret}",
        metricNamespace: "watch",
        metricName: "UnexpectedReads",
        threshold: 3,
        period: 120,
        topicArns: ["topic-a", "topic-b"],
        ...props,
      }),
  );

test("one alarm tells these topics, of a text that Terraform does not evaluate", () => {
  const text = made();

  expect(addressesOf(text, "Reads")).toEqual(["aws_cloudwatch_metric_alarm.Reads"]);
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "reads",
    alarm_description: "Somebody read $${secret}",
    alarm_actions: ["topic-a", "topic-b"],
  });
});

test("it goes off when the sum of one period reaches the threshold, and a period without values is fine", () => {
  expect(made()).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    namespace: "watch",
    metric_name: "UnexpectedReads",
    statistic: "Sum",
    comparison_operator: "GreaterThanOrEqualToThreshold",
    threshold: 3,
    period: 120,
    evaluation_periods: 1,
    datapoints_to_alarm: 1,
    treat_missing_data: "notBreaching",
  });
});

test("a metric has dimensions only if it is said", () => {
  expect(onlyOf(made(), CloudwatchMetricAlarm)).not.toHaveProperty("dimensions");
  expect(made({ dimensions: { account: "333333333333" } })).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    dimensions: { account: "333333333333" },
  });
});
