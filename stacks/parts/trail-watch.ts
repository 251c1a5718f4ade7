import { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { alarmDescription } from "../../detections/alarm-description";
import { filterPatternsOf } from "../../detections/compiled";
import type { Detection } from "../../detections/detection";
import { investigationQueries } from "../../detections/catalogue/investigation-queries";
import { DetectionAlarm } from "../../modules/alarms/detection-alarm";
import { DetectionMetric } from "../../modules/alarms/detection-metric";
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
  const detections = new Construct(scope, "Detections");
  for (const detection of organization.detections) {
    addDetection(detections, organization, detection, { events, topics });
  }
  const queries = new Construct(scope, "Queries");
  for (const { id, title, query } of [...investigationQueries, ...guardrailQueries(organization)]) {
    new SavedQuery(queries, id, { queryName: names.queryName(title), query, logGroup: events });
  }
  addTrailSilence(scope, organization, events, topics);
}

/** A metric, and the alarm on it unless the detection is only counted. The metric has the same address either way. */
function addDetection(
  detections: Construct,
  organization: Organization,
  detection: Detection,
  { events, topics }: { readonly events: TrailEvents; readonly topics: AlarmTopics },
): void {
  const { names } = organization;
  const scope = new Construct(detections, detection.id);
  const metric = new DetectionMetric(scope, "Metric", {
    name: names.alarmName(detection.id),
    metricNamespace: names.metricNamespace,
    filterPatterns: filterPatternsOf(detection),
    logGroup: events,
  });
  if (detection.severity === "info") return;
  new DetectionAlarm(scope, "Alarm", {
    metric,
    description: alarmDescription(detection),
    ...detection.alarm,
    topicArns: detectionTopics(topics, organization, detection),
  });
}
