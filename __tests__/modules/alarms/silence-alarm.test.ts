import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";

import { SilenceAlarm, type SilenceAlarmProps } from "../../../modules/alarms/silence-alarm";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (props: Partial<SilenceAlarmProps> = {}) =>
  synthesizedModule(
    (scope) =>
      new SilenceAlarm(scope, "Silence", {
        name: "silence",
        description: "Nothing from ${source}",
        metricNamespace: "AWS/Logs",
        metricName: "IncomingLogEvents",
        period: 300,
        periods: 3,
        topicArns: ["topic-a", "topic-b"],
        ...props,
      }),
  );

test("who is told of the silence is told when it is over", () => {
  const text = made();

  expect(addressesOf(text, "Silence")).toEqual(["aws_cloudwatch_metric_alarm.Silence"]);
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "silence",
    alarm_description: "Nothing from $${source}",
    alarm_actions: ["topic-a", "topic-b"],
    ok_actions: ["topic-a", "topic-b"],
  });
});

test("it goes off when all of so many periods have no value or count nothing", () => {
  expect(made()).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    namespace: "AWS/Logs",
    metric_name: "IncomingLogEvents",
    statistic: "Sum",
    comparison_operator: "LessThanThreshold",
    threshold: 1,
    period: 300,
    evaluation_periods: 3,
    datapoints_to_alarm: 3,
    treat_missing_data: "breaching",
  });
});

test("a metric has dimensions only if it is said", () => {
  expect(onlyOf(made(), CloudwatchMetricAlarm)).not.toHaveProperty("dimensions");
  expect(made({ dimensions: { LogGroupName: "trail" } })).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    dimensions: { LogGroupName: "trail" },
  });
});
