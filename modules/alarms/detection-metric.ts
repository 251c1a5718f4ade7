import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";

import { literal } from "../literal";
import type { TrailEvents } from "../logs/trail-log-group";

export interface DetectionMetricProps {
  /** Names the filter and the metric. */
  readonly name: string;
  readonly metricNamespace: string;
  /**
   * CloudWatch Logs filter patterns, each of at most 1,024 characters, of which no event matches two: a filter for each
   * feeds the one metric.
   */
  readonly filterPatterns: readonly [string, ...string[]];
  readonly logGroup: TrailEvents;
  /**
   * A dimension, and the field of the event that its value is taken from: the metric has a part for each value. It is taken
   * from a field that the pattern tests, and has few values, because each costs what a metric costs.
   * @default - the metric is one, with 0 for a minute in which events arrive of which none matches
   */
  readonly dimension?: { readonly name: string; readonly selector: string };
}

/**
 * Counts the events of the log group that match: a value for every minute in which any event arrives.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export class DetectionMetric extends Construct {
  readonly name: string;
  /** References to the filter, so that what uses the metric is made after it. */
  readonly metricName: string;
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: DetectionMetricProps) {
    super(scope, id);
    const { dimension } = props;

    const [first] = props.filterPatterns.map((pattern, index) => {
      // Ids of detections have no dot, so this is nobody else's name.
      const suffix = index === 0 ? "" : `.${index + 1}`;
      return new CloudwatchLogMetricFilter(this, `Filter${suffix}`, {
        name: `${props.name}${suffix}`,
        logGroupName: props.logGroup.logGroupName,
        pattern: literal(pattern),
        metricTransformation: {
          name: props.name,
          namespace: props.metricNamespace,
          value: "1",
          // What has dimensions takes no default value.
          ...(dimension === undefined
            ? { defaultValue: "0" }
            : { dimensions: { [dimension.name]: dimension.selector } }),
        },
      });
    }) as [CloudwatchLogMetricFilter, ...CloudwatchLogMetricFilter[]];
    this.name = props.name;
    this.metricName = first.metricTransformation.name;
    this.namespace = first.metricTransformation.namespace;
  }
}
