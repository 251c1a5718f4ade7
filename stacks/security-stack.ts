import { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { alarmDescription } from "../detections/alarm-description";
import { filterPatternsOf } from "../detections/compiled";
import type { Detection } from "../detections/detection";
import { investigationQueries } from "../detections/investigation-queries";
import { DetectionAlarm } from "../modules/detection-alarm";
import { DetectionMetric } from "../modules/detection-metric";
import { SavedQuery } from "../modules/saved-query";
import type { TrailLogGroup } from "../modules/trail-log-group";
import { addAccountWatch } from "./account-watch";
import { CentralStack } from "./central-stack";
import { addAlerting } from "./alerting";
import { addDashboard } from "./dashboard";
import { guardrailQueries } from "./guardrail-queries";
import { addTrailDestination, addTrailSilence } from "./trail-destination";
import { addTopics, pipelineTopics, topicsFor, type Topics } from "./topics";

/** The security account: where the events arrive, and where alarms go off. */
export class SecurityStack extends CentralStack {
  constructor(scope: Construct, organization: Organization) {
    const { security, names } = organization;
    super(scope, "security", { organization, account: security });

    const logGroup = addTrailDestination(this, organization);
    const topics = addTopics(this, organization);
    const detections = new Construct(this, "Detections");
    for (const detection of organization.detections) {
      addDetection(detections, organization, detection, logGroup, topics);
    }
    const queries = new Construct(this, "Queries");
    for (const { id, title, query } of [...investigationQueries, ...guardrailQueries(organization)]) {
      new SavedQuery(queries, id, { queryName: names.queryName(title), query, logGroup });
    }
    addTrailSilence(this, organization, logGroup, pipelineTopics(topics, organization));
    const { policies } = addAlerting(this, organization, topics);
    addDashboard(this, organization);
    addAccountWatch(this, organization, security, new Map(), policies);
  }
}

/** A metric, and the alarm on it unless the detection is only counted. The metric has the same address either way. */
function addDetection(
  detections: Construct,
  organization: Organization,
  detection: Detection,
  logGroup: TrailLogGroup,
  topics: Topics,
): void {
  const { names } = organization;
  const scope = new Construct(detections, detection.id);
  const metric = new DetectionMetric(scope, "Metric", {
    name: names.alarmName(detection.id),
    metricNamespace: names.metricNamespace,
    filterPatterns: filterPatternsOf(detection),
    logGroup,
  });
  if (detection.severity === "info") return;
  new DetectionAlarm(scope, "Alarm", {
    metric,
    description: alarmDescription(detection),
    ...detection.alarm,
    topicArns: topicsFor(topics, organization, detection.severity),
  });
}
