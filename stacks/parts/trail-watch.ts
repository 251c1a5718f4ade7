import { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { alarmDescription } from "../../detections/alarm-description";
import { filterPatternsOf } from "../../detections/compiled";
import { callNamesOf, sharedFilters, sharedMetric } from "../../detections/shared-filters";
import { investigationQueries } from "../../detections/catalogue/investigation-queries";
import { CALL_DIMENSION, CallsAlarm } from "../../modules/alarms/calls-alarm";
import { DetectionAlarm } from "../../modules/alarms/detection-alarm";
import { DetectionMetric, type DetectionMetricProps } from "../../modules/alarms/detection-metric";
import { SavedQuery } from "../../modules/logs/saved-query";
import type { TrailEvents } from "../../modules/logs/trail-log-group";
import { guardrailQueries } from "./guardrail-queries";
import { detectionTopics, type AlarmTopics } from "./topics";
import { addTrailSilence } from "./trail-silence";

/** What is made of the events of the trail, in the account that has their log group: metrics, alarms and saved queries. */
export function addTrailWatch(
  scope: Construct,
  organization: Organization,
  events: TrailEvents,
  topics: AlarmTopics,
): void {
  const { names } = organization;
  addDetections(new Construct(scope, "Detections"), organization, { events, topics });
  const queries = new Construct(scope, "Queries");
  for (const { id, title, query } of [...investigationQueries, ...guardrailQueries(organization)]) {
    new SavedQuery(queries, id, { queryName: names.queryName(title), query, logGroup: events });
  }
  addTrailSilence(scope, organization, events, topics);
}

interface WhatWatches {
  readonly events: TrailEvents;
  readonly topics: AlarmTopics;
}

/** Metrics, and an alarm for each detection that is not only counted. Metrics have the same address either way. */
function addDetections(scope: Construct, organization: Organization, watch: WhatWatches): void {
  const { names, detections } = organization;
  const metricOf = (
    parent: Construct,
    id: string,
    filters: Pick<DetectionMetricProps, "filterPatterns" | "dimension">,
  ) =>
    new DetectionMetric(parent, "Metric", {
      ...filters,
      name: names.alarmName(id),
      metricNamespace: names.metricNamespace,
      logGroup: watch.events,
    });
  const shared = new Map(
    sharedFilters(detections).map(({ word, filterPatterns }) => [
      word,
      metricOf(new Construct(scope, sharedMetric(word)), sharedMetric(word), {
        filterPatterns,
        dimension: CALL_DIMENSION,
      }),
    ]),
  );
  for (const detection of detections) {
    const { id, severity, sharesFilter } = detection;
    const parent = new Construct(scope, id);
    const metric =
      sharesFilter === undefined
        ? metricOf(parent, id, { filterPatterns: filterPatternsOf(detection) })
        : shared.get(sharesFilter)!;
    if (severity === "info") continue;
    const alarm = {
      metric,
      description: alarmDescription(detection),
      ...detection.alarm,
      topicArns: detectionTopics(watch.topics, organization, detection),
    };
    if (sharesFilter === undefined) new DetectionAlarm(parent, "Alarm", alarm);
    else new CallsAlarm(parent, "Alarm", { ...alarm, name: names.alarmName(id), calls: callNamesOf(detection) });
  }
}
