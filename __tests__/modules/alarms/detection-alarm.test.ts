import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";

import { DetectionAlarm, type DetectionAlarmProps } from "../../../modules/alarms/detection-alarm";
import { aDetectionMetric } from "../../support/constructs";
import { addressesOf, synthesizedModule } from "../../support/synthesized-module";

const made = (props: Partial<DetectionAlarmProps> = {}) =>
  synthesizedModule(
    (scope) =>
      new DetectionAlarm(scope, "Alarm", {
        metric: aDetectionMetric(scope),
        description: "Look at it.",
        topicArns: ["topic"],
        ...props,
      }),
  );

test("an alarm has the name of its metric, watches it and is made after it", () => {
  const text = made();

  expect(addressesOf(text, "Alarm")).toEqual(["aws_cloudwatch_metric_alarm.Alarm"]);
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "unexpected-read",
    alarm_description: "Look at it.",
    namespace: "${aws_cloudwatch_log_metric_filter.Metric_Filter.metric_transformation[0].namespace}",
    metric_name: "${aws_cloudwatch_log_metric_filter.Metric_Filter.metric_transformation[0].name}",
    alarm_actions: ["topic"],
  });
});

test("one event in one minute is enough unless it says otherwise", () => {
  expect(made()).toHaveResourceWithProperties(CloudwatchMetricAlarm, { threshold: 1, period: 60 });
  expect(made({ threshold: 5, period: 300 })).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    threshold: 5,
    period: 300,
  });
});
