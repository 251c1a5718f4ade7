import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";

import type { TrailEvents } from "../logs/trail-log-group";

export interface TrailEventMetricProps {
  /** Names the filter and the metric. */
  readonly name: string;
  readonly metricNamespace: string;
  readonly logGroup: TrailEvents;
}

/**
 * Counts every event that arrives in a log group. AWS does not say that its own metric of a log group counts events that
 * centralization copied there; it does say that metric filters see them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatchLogs_Centralization.html
 */
export class TrailEventMetric extends Construct {
  /** References to the filter, so that what uses the metric is made after it. */
  readonly metricName: string;
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: TrailEventMetricProps) {
    super(scope, id);

    const filter = new CloudwatchLogMetricFilter(this, "Filter", {
      name: props.name,
      logGroupName: props.logGroup.logGroupName,
      pattern: "",
      metricTransformation: { name: props.name, namespace: props.metricNamespace, value: "1" },
    });
    this.metricName = filter.metricTransformation.name;
    this.namespace = filter.metricTransformation.namespace;
  }
}
