import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { TerraformOutput } from "cdktf";

import { DetectionMetric } from "../../../modules/alarms/detection-metric";
import { aTrailLogGroup } from "../../support/constructs";
import { addressesOf, everyOf, synthesizedModule } from "../../support/synthesized-module";

function made(...filterPatterns: [string, ...string[]]) {
  let metric: DetectionMetric | undefined;
  const text = synthesizedModule((scope) => {
    metric = new DetectionMetric(scope, "Reads", {
      name: "reads",
      metricNamespace: "watch",
      filterPatterns,
      logGroup: aTrailLogGroup(scope),
    });
    new TerraformOutput(scope, "Metric", { value: `${metric.namespace} ${metric.metricName}` });
  });
  return { text, metric: metric! };
}

test("every event that matches counts as one, and a minute with other events as none", () => {
  const { text, metric } = made("{ $.a = ${b} }");

  expect(addressesOf(text, "Reads")).toEqual(["aws_cloudwatch_log_metric_filter.Reads_Filter"]);
  expect(text).toHaveResourceWithProperties(CloudwatchLogMetricFilter, {
    name: "reads",
    log_group_name: "${aws_cloudwatch_log_group.Trail.name}",
    pattern: "{ $.a = $${b} }",
    metric_transformation: { name: "reads", namespace: "watch", value: "1", default_value: "0" },
  });
  expect(metric.name).toBe("reads");
});

test("further patterns are further filters of the same metric, the first one without a number", () => {
  const { text } = made("a", "b", "c");

  expect(addressesOf(text, "Reads")).toEqual([
    "aws_cloudwatch_log_metric_filter.Reads_Filter",
    "aws_cloudwatch_log_metric_filter.Reads_Filter2",
    "aws_cloudwatch_log_metric_filter.Reads_Filter3",
  ]);
  const filters = everyOf(text, CloudwatchLogMetricFilter);
  expect(filters.map(({ name, pattern }) => [name, pattern])).toEqual([
    ["reads", "a"],
    ["reads.2", "b"],
    ["reads.3", "c"],
  ]);
  expect(new Set(filters.map(({ metric_transformation: metric }) => JSON.stringify(metric))).size).toBe(1);
});

test("what uses the metric is made after its first filter", () => {
  const transformation = "aws_cloudwatch_log_metric_filter.Reads_Filter.metric_transformation[0]";

  expect(JSON.parse(made("a", "b").text)).toMatchObject({
    output: { Metric: { value: `\${${transformation}.namespace} \${${transformation}.name}` } },
  });
});
