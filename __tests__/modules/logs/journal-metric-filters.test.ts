import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";

import { JournalMetricFilters } from "../../../modules/logs/journal-metric-filters";
import { aJournal } from "../../support/constructs";
import { addressesOf, everyOf, synthesizedModule } from "../../support/synthesized-module";

test("all filters feed the one metric, each with its dimensions and without a default value", () => {
  const text = synthesizedModule(
    (scope) =>
      new JournalMetricFilters(scope, "Reads", {
        name: "reads",
        metricName: "UnexpectedReads",
        metricNamespace: "watch",
        filters: [
          { id: "roles", pattern: "{ $.a = ${b} }", dimensions: { account: "$.account", reader: "$.role" } },
          { id: "users", pattern: "{ $.c = 1 }", dimensions: { account: "$.account", reader: "$.user" } },
        ],
        logGroup: aJournal(scope),
      }),
  );

  const filter = (id: string, pattern: string, reader: string) => ({
    name: `reads-${id}`,
    log_group_name: "${aws_cloudwatch_log_group.Journal.name}",
    pattern,
    metric_transformation: {
      name: "UnexpectedReads",
      namespace: "watch",
      value: "1",
      dimensions: { account: "$.account", reader },
    },
  });
  expect(addressesOf(text, "Reads")).toEqual([
    "aws_cloudwatch_log_metric_filter.Reads_roles",
    "aws_cloudwatch_log_metric_filter.Reads_users",
  ]);
  expect(text).toHaveResourceWithProperties(CloudwatchLogMetricFilter, { name: "reads-roles" });
  expect(everyOf(text, CloudwatchLogMetricFilter)).toEqual([
    filter("roles", "{ $.a = $${b} }", "$.role"),
    filter("users", "{ $.c = 1 }", "$.user"),
  ]);
});
