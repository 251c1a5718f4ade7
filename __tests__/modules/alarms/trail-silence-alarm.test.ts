import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";

import { TrailEventMetric } from "../../../modules/alarms/trail-event-metric";
import { TrailSilenceAlarm } from "../../../modules/alarms/trail-silence-alarm";
import { aTrailLogGroup } from "../../support/constructs";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (counted: boolean, minutes = 15) =>
  synthesizedModule((scope) => {
    const logGroup = aTrailLogGroup(scope);
    new TrailSilenceAlarm(scope, "Silence", {
      name: "trail-silence",
      logGroup,
      topicArns: ["topic"],
      minutes,
      ...(counted
        ? { metric: new TrailEventMetric(scope, "Events", { name: "events", metricNamespace: "watch", logGroup }) }
        : {}),
      description: "Nobody sees who reads a secret now.",
    });
  });

test("a trail is silent when the log group's own metric has had nothing in all periods of five minutes", () => {
  const text = made(false);

  expect(addressesOf(text, "Silence")).toEqual(["aws_cloudwatch_metric_alarm.Silence"]);
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "trail-silence",
    namespace: "AWS/Logs",
    metric_name: "IncomingLogEvents",
    dimensions: { LogGroupName: "${aws_cloudwatch_log_group.Trail.name}" },
    period: 300,
    evaluation_periods: 3,
    treat_missing_data: "breaching",
    alarm_actions: ["topic"],
  });
});

test("a metric that counts the events takes its place", () => {
  const text = made(true);

  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    namespace: "${aws_cloudwatch_log_metric_filter.Events_Filter.metric_transformation[0].namespace}",
    metric_name: "${aws_cloudwatch_log_metric_filter.Events_Filter.metric_transformation[0].name}",
  });
  expect(onlyOf(text, CloudwatchMetricAlarm)).not.toHaveProperty("dimensions");
});

test("the mail says what it was told to", () => {
  expect(onlyOf(made(false), CloudwatchMetricAlarm).alarm_description).toBe("Nobody sees who reads a secret now.");
});

test.each([
  [5, 1],
  [60, 12],
])("%s minutes are %s periods", (minutes, periods) => {
  expect(made(false, minutes)).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    evaluation_periods: periods,
    datapoints_to_alarm: periods,
  });
});
