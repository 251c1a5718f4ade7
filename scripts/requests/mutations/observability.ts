import { edit, twin, type Arguments, type Mutation } from "./mutation";

const asked = ({ metric_query }: Arguments) => String(query({ metric_query })?.expression).includes("GROUP BY");
const query = ({ metric_query }: Arguments): Arguments | undefined =>
  Array.isArray(metric_query) && metric_query.length === 1 ? (metric_query[0] as Arguments) : undefined;
const ofMetric = ({ metric_name }: Arguments) => metric_name !== undefined;
const quoted =
  'SELECT SUM("Reads") FROM SCHEMA("watch", "account", "reader") GROUP BY "account" ORDER BY SUM() DESC LIMIT 5';
/** An alarm on a query that AWS takes. */
const well = (alarm: Arguments) => {
  Object.assign(alarm, { treat_missing_data: "notBreaching", evaluation_periods: 1, datapoints_to_alarm: 1 });
  Object.assign(query(alarm)!, { expression: quoted, period: 300 });
};
const widgets = (change: (widgets: Arguments[]) => void) => (dashboard: Arguments) => {
  edit(dashboard, "dashboard_body", ({ widgets: all }) => {
    change(all as Arguments[]);
  });
};
const shows = (expression: string) => (each: Arguments) => (each.properties.metrics = [[{ expression, id: "q" }]]);
const charts = (all: Arguments[]) => all.filter(({ type }) => type === "metric");

export const observability: readonly Mutation[] = [
  {
    what: "a reserved word without quotes in an alarm's query",
    type: "aws_cloudwatch_metric_alarm",
    pick: asked,
    before: well,
    change: (alarm) => (query(alarm)!.expression = quoted.replaceAll('"account"', "account")),
    caught: /identifiers without double quotes/,
  },
  {
    what: "GROUP BY without ORDER BY",
    type: "aws_cloudwatch_metric_alarm",
    pick: asked,
    before: well,
    change: (alarm) => (query(alarm)!.expression = quoted.replace(/ ORDER BY.*/, "")),
    caught: /GROUP BY needs ORDER BY/,
  },
  {
    what: "a query over more than 3 hours",
    type: "aws_cloudwatch_metric_alarm",
    pick: asked,
    before: well,
    change: (alarm) => Object.assign(alarm, { evaluation_periods: 37, datapoints_to_alarm: 37 }),
    caught: /more than 3 hours/,
  },
  {
    what: "a query with a period of 30 seconds",
    type: "aws_cloudwatch_metric_alarm",
    pick: asked,
    before: well,
    change: (alarm) => (query(alarm)!.period = 30),
    caught: /60 seconds or more/,
  },
  {
    what: "an alarm of silent series that needs every period",
    type: "aws_cloudwatch_metric_alarm",
    pick: asked,
    before: well,
    change: (alarm) =>
      Object.assign(alarm, { treat_missing_data: "breaching", evaluation_periods: 3, datapoints_to_alarm: 3 }),
    caught: /a series that falls silent/,
  },
  {
    what: "SEARCH in an alarm",
    type: "aws_cloudwatch_metric_alarm",
    pick: asked,
    before: well,
    change: (alarm) => (query(alarm)!.expression = "SEARCH('{watch,account}', 'Sum', 300)"),
    caught: /SEARCH is not supported/,
  },
  {
    what: "a LIMIT of 501",
    type: "aws_cloudwatch_metric_alarm",
    pick: asked,
    before: well,
    change: (alarm) => (query(alarm)!.expression = quoted.replace("LIMIT 5", "LIMIT 501")),
    caught: /LIMIT of a query/,
  },
  {
    what: "a query that returns no data",
    type: "aws_cloudwatch_metric_alarm",
    pick: asked,
    before: well,
    change: (alarm) => (query(alarm)!.return_data = false),
    caught: /one query of an alarm returns data/,
  },
  {
    what: "a description of 1,025 characters",
    type: "aws_cloudwatch_metric_alarm",
    change: (alarm) => (alarm.alarm_description = "x".repeat(1025)),
    caught: /AlarmDescription has more than 1024/,
  },
  {
    what: "six actions",
    type: "aws_cloudwatch_metric_alarm",
    change: (alarm) =>
      (alarm.alarm_actions = Array.from({ length: 6 }, (_, at) => `arn:aws:sns:ap-southeast-1:222222222222:t${at}`)),
    caught: /AlarmActions has more than 5/,
  },
  {
    what: "an action in another region",
    type: "aws_cloudwatch_metric_alarm",
    change: (alarm) => (alarm.alarm_actions = ["arn:aws:sns:sa-east-1:222222222222:t"]),
    caught: /an action of an alarm is in another region/,
  },
  {
    what: "a period of 90 seconds",
    type: "aws_cloudwatch_metric_alarm",
    pick: ofMetric,
    change: (alarm) => (alarm.period = 90),
    caught: /multiple of 60 seconds/,
  },
  {
    what: "more than a day",
    type: "aws_cloudwatch_metric_alarm",
    pick: ofMetric,
    change: (alarm) => Object.assign(alarm, { period: 900, evaluation_periods: 97 }),
    caught: /looks back more than a day/,
  },
  {
    what: "a comparison that there is not",
    type: "aws_cloudwatch_metric_alarm",
    change: (alarm) => (alarm.comparison_operator = "GreaterThan"),
    caught: /ComparisonOperator is not one of/,
  },
  {
    what: "missing data treated as bad",
    type: "aws_cloudwatch_metric_alarm",
    change: (alarm) => (alarm.treat_missing_data = "bad"),
    caught: /treat_missing_data/,
  },
  {
    what: "two alarms of one name",
    type: "aws_cloudwatch_metric_alarm",
    change: (alarm, stack) => void twin("aws_cloudwatch_metric_alarm", alarm, stack),
    caught: /a name is taken already/,
  },
  {
    what: "a widget beyond the 24th column",
    type: "aws_cloudwatch_dashboard",
    change: widgets(([first]) => (first!.x = 20)),
    caught: /24 columns/,
  },
  {
    what: "a reserved word without quotes on a dashboard",
    type: "aws_cloudwatch_dashboard",
    before: widgets((all) => {
      charts(all).forEach(shows(quoted));
    }),
    change: widgets((all) => shows(quoted.replaceAll('"account"', "account"))(charts(all)[0]!)),
    caught: /identifiers without double quotes/,
  },
  {
    what: "a text without markdown",
    type: "aws_cloudwatch_dashboard",
    change: widgets((all) => delete all.find(({ type }) => type === "text")!.properties.markdown),
    caught: /a text widget has markdown/,
  },
  {
    what: "a retention of 366 days",
    type: "aws_cloudwatch_log_group",
    change: (group) => (group.retention_in_days = 366),
    caught: /can't keep events/,
  },
  {
    what: "a log group with a space in its name",
    type: "aws_cloudwatch_log_group",
    change: (group) => (group.name = "/watch/organization trail"),
    caught: /logGroupName does not fit/,
  },
  {
    what: "a default value beside dimensions",
    type: "aws_cloudwatch_log_metric_filter",
    pick: ({ metric_transformation: { dimensions } }) => Object.keys((dimensions ?? {}) as object).length > 0,
    change: ({ metric_transformation }) => (metric_transformation.default_value = "0"),
    caught: /no default value/,
  },
  {
    what: "four dimensions",
    type: "aws_cloudwatch_log_metric_filter",
    pick: ({ metric_transformation: { dimensions } }) => Object.keys((dimensions ?? {}) as object).length > 0,
    change: ({ metric_transformation }) =>
      (metric_transformation.dimensions = { a: "$.a", b: "$.b", c: "$.c", d: "$.d" }),
    caught: /more than 3 dimensions/,
  },
  {
    what: "a filter pattern of 1,025 characters",
    type: "aws_cloudwatch_log_metric_filter",
    change: (filter) => (filter.pattern = `{ $.a = "${"x".repeat(1014)}" }`),
    caught: /filterPattern has more than 1024/,
  },
  {
    what: "101 metric filters of a log group",
    type: "aws_cloudwatch_log_metric_filter",
    change: (filter, stack) => {
      for (let at = 0; at < 101; at++)
        twin("aws_cloudwatch_log_metric_filter", filter, stack, `T${at}`).name = `t${at}`;
    },
    caught: /more than 100 metric filters/,
  },
  {
    what: "a metric with a colon in its name",
    type: "aws_cloudwatch_log_metric_filter",
    change: ({ metric_transformation }) => (metric_transformation.name = "watch:reads"),
    caught: /metricName does not fit/,
  },
  {
    what: "a saved query of 10,001 characters",
    type: "aws_cloudwatch_query_definition",
    change: (saved) => (saved.query_string = "x".repeat(10_001)),
    caught: /queryString has more than 10000/,
  },
  {
    what: "a centralization rule with a strategy that there is not",
    type: "aws_observabilityadmin_centralization_rule_for_organization",
    of: "existing trail",
    change: ({ rule }) => (rule[0].source[0].source_logs_configuration[0].encrypted_log_group_strategy = "MAYBE"),
    caught: /EncryptedLogGroupStrategy is not one of/,
  },
];
