import { widgetBody } from "../../../modules/alarms/dashboard-widget";

const size = { width: 12, height: 6 };

test("a text has its markdown and no region", () => {
  expect(widgetBody({ ...size, kind: "text", markdown: "# Reads" }, "eu-west-1")).toEqual({
    type: "text",
    properties: { markdown: "# Reads" },
  });
});

test("alarms are named by their ARNs", () => {
  expect(widgetBody({ ...size, kind: "alarms", title: "On", alarmArns: ["arn-a", "arn-b"] }, "eu-west-1")).toEqual({
    type: "alarm",
    properties: { title: "On", alarms: ["arn-a", "arn-b"] },
  });
});

test("metrics are sums of five minutes, each with its label, from nought on", () => {
  const metrics = [
    { metricNamespace: "watch", metricName: "reads", label: "Reads" },
    { metricNamespace: "watch", metricName: "refused", label: "Refused" },
  ];

  expect(widgetBody({ ...size, kind: "metrics", title: "Reads", metrics }, "eu-west-1")).toEqual({
    type: "metric",
    properties: {
      title: "Reads",
      region: "eu-west-1",
      view: "timeSeries",
      stacked: false,
      stat: "Sum",
      period: 300,
      yAxis: { left: { min: 0 } },
      metrics: [
        ["watch", "reads", { label: "Reads" }],
        ["watch", "refused", { label: "Refused" }],
      ],
    },
  });
});

test("a query asks its log group and is shown as a table", () => {
  const query = "fields @timestamp | limit 20";

  expect(widgetBody({ ...size, kind: "logs", title: "Last", logGroupName: "journal", query }, "eu-west-1")).toEqual({
    type: "log",
    properties: {
      title: "Last",
      region: "eu-west-1",
      view: "table",
      query: "SOURCE 'journal' | fields @timestamp | limit 20",
    },
  });
});
