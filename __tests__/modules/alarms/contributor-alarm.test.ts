import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";

import { ContributorAlarm, type ContributorAlarmProps } from "../../../modules/alarms/contributor-alarm";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (props: Partial<ContributorAlarmProps> = {}) =>
  synthesizedModule(
    (scope) =>
      new ContributorAlarm(scope, "Reads", {
        name: "reads",
        description: "Somebody read ${secret}",
        metricNamespace: "watch",
        metricName: "UnexpectedReads",
        dimensions: ["account", "reader"],
        ...props,
      }),
  );

test("one read in one minute is enough, a minute without reads is fine, and nobody is told but those who are named", () => {
  const text = made();

  expect(addressesOf(text, "Reads")).toEqual(["aws_cloudwatch_metric_alarm.Reads"]);
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "reads",
    alarm_description: "Somebody read $${secret}",
    comparison_operator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    evaluation_periods: 1,
    datapoints_to_alarm: 1,
    treat_missing_data: "notBreaching",
  });
  expect(onlyOf(text, CloudwatchMetricAlarm).alarm_actions ?? []).toEqual([]);
});

test("each combination of dimensions is a contributor, the highest sum first", () => {
  expect(made()).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    metric_query: [
      {
        id: "sums",
        expression:
          'SELECT SUM("UnexpectedReads") FROM SCHEMA("watch", "account", "reader") GROUP BY "account", "reader" ORDER BY SUM() DESC',
        period: 60,
        return_data: true,
      },
    ],
  });
});

test("values, order and number of the combinations go into the query", () => {
  expect(
    made({ where: { account: "333333333333" }, first: "lowest", limit: 5, period: 300 }),
  ).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    metric_query: [
      expect.objectContaining({
        expression:
          'SELECT SUM("UnexpectedReads") FROM SCHEMA("watch", "account", "reader") WHERE "account" = \'333333333333\' GROUP BY "account", "reader" ORDER BY SUM() ASC LIMIT 5',
        period: 300,
      }),
    ],
  });
});

test("a threshold of its own counts, also nought", () => {
  expect(made({ threshold: 4 })).toHaveResourceWithProperties(CloudwatchMetricAlarm, { threshold: 4 });
  expect(made({ threshold: 0 })).toHaveResourceWithProperties(CloudwatchMetricAlarm, { threshold: 0 });
});

test("topics that are named are told", () => {
  expect(made({ topicArns: ["topic-a", "topic-b"] })).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_actions: ["topic-a", "topic-b"],
  });
});
