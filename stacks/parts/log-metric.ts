import type { Construct } from "constructs";

import type { Names } from "../../organization/names/names";
import type { JournalMetric } from "../../health/log-metric";
import type { EventLogGroup } from "../../modules/logs/event-log-group";
import { JournalMetricFilters } from "../../modules/logs/journal-metric-filters";

/** A metric of the watch itself, of a log group of events, with the filters that feed it. */
export function addLogMetric(
  scope: Construct,
  names: Names,
  { metricName, filters }: JournalMetric,
  logGroup: EventLogGroup,
): void {
  new JournalMetricFilters(scope, metricName, {
    name: names.alarmName(metricName),
    metricName,
    metricNamespace: names.health.metricNamespace,
    filters,
    logGroup,
  });
}
