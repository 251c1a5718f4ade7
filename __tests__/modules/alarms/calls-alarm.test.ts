import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";

import { CALL_DIMENSION, CallsAlarm, type CallsAlarmProps } from "../../../modules/alarms/calls-alarm";
import { DetectionMetric } from "../../../modules/alarms/detection-metric";
import { aTrailLogGroup } from "../../support/constructs";
import { addressesOf, synthesizedModule } from "../../support/synthesized-module";

const made = (props: Partial<CallsAlarmProps> = {}) =>
  synthesizedModule((scope) => {
    const metric = new DetectionMetric(scope, "Metric", {
      name: "shared.stores",
      metricNamespace: "watch",
      filterPatterns: ["{ $.eventName = GetParameter }"],
      logGroup: aTrailLogGroup(scope),
      dimension: CALL_DIMENSION,
    });
    new CallsAlarm(scope, "Alarm", {
      name: "parameter-read",
      metric,
      calls: ["GetParameter", "GetParameters"],
      description: "Look at ${it}.",
      topicArns: ["topic"],
      ...props,
    });
  });

test("the metric has a part for each call, and so no default value, which CloudWatch takes without dimensions only", () => {
  expect(made()).toHaveResourceWithProperties(CloudwatchLogMetricFilter, {
    metric_transformation: {
      name: "shared.stores",
      namespace: "watch",
      value: "1",
      dimensions: { eventName: "$.eventName" },
    },
  });
  expect(made()).not.toContain("default_value");
});

test("an alarm adds its own calls up, where one that was never made counts as none", () => {
  const text = made();
  const transformation = "aws_cloudwatch_log_metric_filter.Metric_Filter.metric_transformation[0]";
  const metric = (eventName: string) => ({
    namespace: `\${${transformation}.namespace}`,
    metric_name: `\${${transformation}.name}`,
    dimensions: { eventName },
    period: 60,
    stat: "Sum",
  });

  expect(addressesOf(text, "Alarm")).toEqual(["aws_cloudwatch_metric_alarm.Alarm"]);
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "parameter-read",
    alarm_description: "Look at $${it}.",
    alarm_actions: ["topic"],
    threshold: 1,
    metric_query: [
      { id: "events", expression: "SUM([FILL(metric1, 0), FILL(metric2, 0)])", label: "Events", return_data: true },
      { id: "metric1", metric: metric("GetParameter"), return_data: false },
      { id: "metric2", metric: metric("GetParameters"), return_data: false },
    ],
  });
});

test("it may want more events, in a longer time", () => {
  const text = made({ threshold: 50, period: 300, calls: ["GetParameter"] });

  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, { threshold: 50 });
  expect(JSON.stringify(JSON.parse(text))).toContain('"period":300');
});
