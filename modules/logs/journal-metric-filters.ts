import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";

import type { EventLogGroup } from "./event-log-group";
import { literal } from "../literal";

export interface JournalMetricFiltersProps {
  /** Begins the names of the filters. */
  readonly name: string;
  readonly metricName: string;
  readonly metricNamespace: string;
  /** Filters that feed the metric; no event matches two. */
  readonly filters: readonly {
    readonly id: string;
    readonly pattern: string;
    /** Selectors by dimension, at most three. */
    readonly dimensions: Readonly<Record<string, string>>;
  }[];
  readonly logGroup: EventLogGroup;
}

/**
 * Counts events of a log group in one metric, with a series for each combination of dimensions. A metric with dimensions
 * has no default value.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export class JournalMetricFilters extends Construct {
  constructor(scope: Construct, id: string, props: JournalMetricFiltersProps) {
    super(scope, id);

    for (const filter of props.filters) {
      new CloudwatchLogMetricFilter(this, filter.id, {
        name: `${props.name}-${filter.id}`,
        logGroupName: props.logGroup.logGroupName,
        pattern: literal(filter.pattern),
        metricTransformation: {
          name: props.metricName,
          namespace: props.metricNamespace,
          value: "1",
          dimensions: { ...filter.dimensions },
        },
      });
    }
  }
}
