import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";

import { AnyOfMetricsAlarm } from "../../../modules/alarms/any-of-metrics-alarm";
import { addressesOf, synthesizedModule } from "../../support/synthesized-module";

const text = synthesizedModule(
  (scope) =>
    new AnyOfMetricsAlarm(scope, "Failures", {
      name: "failures",
      description: "Look at ${execution}",
      metricNamespace: "AWS/States",
      label: "Failures",
      metrics: ["ExecutionsFailed", "ExecutionsTimedOut"].map((metricName) => ({
        metricName,
        dimensions: { StateMachineArn: "arn" },
      })),
      period: 300,
      topicArns: ["topic-a", "topic-b"],
    }),
);

test("one alarm tells these topics, of a text that Terraform does not evaluate", () => {
  expect(addressesOf(text, "Failures")).toEqual(["aws_cloudwatch_metric_alarm.Failures"]);
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "failures",
    alarm_description: "Look at $${execution}",
    alarm_actions: ["topic-a", "topic-b"],
  });
});

test("one failure in one period is enough, and none is fine", () => {
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    comparison_operator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    evaluation_periods: 1,
    datapoints_to_alarm: 1,
    treat_missing_data: "notBreaching",
  });
});

test("every metric is summed, and one without values counts as none", () => {
  const metric = (metric_name: string) => ({
    namespace: "AWS/States",
    metric_name,
    dimensions: { StateMachineArn: "arn" },
    period: 300,
    stat: "Sum",
  });

  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    metric_query: [
      {
        id: "failures",
        expression: "SUM([FILL(metric1, 0), FILL(metric2, 0)])",
        label: "Failures",
        return_data: true,
      },
      { id: "metric1", metric: metric("ExecutionsFailed"), return_data: false },
      { id: "metric2", metric: metric("ExecutionsTimedOut"), return_data: false },
    ],
  });
});
