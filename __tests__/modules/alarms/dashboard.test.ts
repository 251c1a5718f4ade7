import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";

import { Dashboard, type DashboardProps } from "../../../modules/alarms/dashboard";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (rows: DashboardProps["rows"]) =>
  synthesizedModule((scope) => new Dashboard(scope, "Reads", { name: "reads", region: "eu-west-1", rows }));
const text = (markdown: string, width: number, height: number) => ({ kind: "text", markdown, width, height }) as const;

test("widgets stand beside each other, and each row below the highest one of the row before", () => {
  const dashboard = made([
    [text("a", 8, 3), text("b", 6, 5), text("c", 10, 4)],
    [text("d", 24, 2)],
    [text("e", 12, 1), text("f", 12, 1)],
  ]);

  const body = JSON.parse(onlyOf(dashboard, CloudwatchDashboard).dashboard_body as string) as object;

  const placed = (markdown: string, x: number, y: number, width: number, height: number) => ({
    type: "text",
    x,
    y,
    width,
    height,
    properties: { markdown },
  });
  expect(body).toEqual({
    start: "-PT3H",
    widgets: [
      placed("a", 0, 0, 8, 3),
      placed("b", 8, 0, 6, 5),
      placed("c", 14, 0, 10, 4),
      placed("d", 0, 5, 24, 2),
      placed("e", 0, 7, 12, 1),
      placed("f", 12, 7, 12, 1),
    ],
  });
});

test("one dashboard has its name, charts of its region and texts that Terraform does not evaluate", () => {
  const dashboard = made([
    [text("${secret}", 24, 1), { kind: "metrics", title: "m", metrics: [], width: 1, height: 1 }],
  ]);

  expect(addressesOf(dashboard, "Reads")).toEqual(["aws_cloudwatch_dashboard.Reads"]);
  expect(dashboard).toHaveResourceWithProperties(CloudwatchDashboard, {
    dashboard_name: "reads",
    dashboard_body: expect.stringContaining('{"markdown":"$${secret}"}') as string,
  });
  expect(onlyOf(dashboard, CloudwatchDashboard).dashboard_body).toContain('"region":"eu-west-1"');
});
