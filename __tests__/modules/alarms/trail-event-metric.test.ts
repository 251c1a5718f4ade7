import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { TerraformOutput } from "cdktf";

import { TrailEventMetric } from "../../../modules/alarms/trail-event-metric";
import { aTrailLogGroup } from "../../support/constructs";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const text = synthesizedModule((scope) => {
  const metric = new TrailEventMetric(scope, "Events", {
    name: "events",
    metricNamespace: "watch",
    logGroup: aTrailLogGroup(scope),
  });
  new TerraformOutput(scope, "Metric", { value: `${metric.namespace} ${metric.metricName}` });
});

test("every event counts as one, and silence has no value that would look like one", () => {
  expect(addressesOf(text, "Events")).toEqual(["aws_cloudwatch_log_metric_filter.Events_Filter"]);
  expect(text).toHaveResourceWithProperties(CloudwatchLogMetricFilter, { pattern: "" });
  expect(onlyOf(text, CloudwatchLogMetricFilter)).toEqual({
    name: "events",
    log_group_name: "${aws_cloudwatch_log_group.Trail.name}",
    pattern: "",
    metric_transformation: { name: "events", namespace: "watch", value: "1" },
  });
});

test("what uses the metric is made after the filter", () => {
  const transformation = "aws_cloudwatch_log_metric_filter.Events_Filter.metric_transformation[0]";

  expect(JSON.parse(text)).toMatchObject({
    output: { Metric: { value: `\${${transformation}.namespace} \${${transformation}.name}` } },
  });
});
