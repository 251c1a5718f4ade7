import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";

import { widgetBody, type DashboardWidget } from "./dashboard-widget";
import { literal } from "../literal";

export interface DashboardProps {
  readonly name: string;
  /** Where the metrics and log groups are. */
  readonly region: string;
  /** From the top; the widgets of a row are together at most 24 wide. */
  readonly rows: readonly (readonly DashboardWidget[])[];
}

/**
 * A CloudWatch dashboard. It shows the last three hours at first, which is what a query of metrics sees.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);

    new CloudwatchDashboard(this, "Resource", {
      dashboardName: props.name,
      dashboardBody: literal(JSON.stringify({ start: "-PT3H", widgets: placed(props.rows, props.region) })),
    });
  }
}

function placed(rows: DashboardProps["rows"], region: string): readonly object[] {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const widgets = row.map((widget) => {
      const { width, height } = widget;
      const { type, properties } = widgetBody(widget, region);
      const body = { type, x, y, width, height, properties };
      x += width;
      return body;
    });
    y += Math.max(...row.map(({ height }) => height));
    return widgets;
  });
}
