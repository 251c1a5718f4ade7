/** A metric, and how the legend names it. */
export interface ChartedMetric {
  readonly metricNamespace: string;
  readonly metricName: string;
  /** @default - a metric without dimensions */
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly label: string;
}

/** One field of a dashboard; a dashboard is 24 units wide. */
export type DashboardWidget = { readonly width: number; readonly height: number } & (
  | { readonly kind: "text"; readonly markdown: string }
  | { readonly kind: "alarms"; readonly title: string; readonly alarmArns: readonly string[] }
  | { readonly kind: "metrics"; readonly title: string; readonly metrics: readonly ChartedMetric[] }
  | { readonly kind: "logs"; readonly title: string; readonly logGroupName: string; readonly query: string }
);

const PERIOD = 300;

/**
 * Type and properties of a widget as CloudWatch wants them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function widgetBody(widget: DashboardWidget, region: string): { type: string; properties: object } {
  switch (widget.kind) {
    case "text":
      return { type: "text", properties: { markdown: widget.markdown } };
    case "alarms":
      return { type: "alarm", properties: { title: widget.title, alarms: widget.alarmArns } };
    case "metrics": {
      const metrics = widget.metrics.map(({ metricNamespace, metricName, dimensions = {}, label }) => [
        metricNamespace,
        metricName,
        ...Object.entries(dimensions).flat(),
        { label },
      ]);
      return { type: "metric", properties: { ...chart(widget.title, region), metrics } };
    }
    case "logs": {
      const query = `SOURCE '${widget.logGroupName}' | ${widget.query}`;
      return { type: "log", properties: { title: widget.title, region, view: "table", query } };
    }
  }
}

function chart(title: string, region: string) {
  return {
    title,
    region,
    view: "timeSeries",
    stacked: false,
    stat: "Sum",
    period: PERIOD,
    yAxis: { left: { min: 0 } },
  };
}
