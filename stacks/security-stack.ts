import { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { alarmDescription } from "../detections/alarm-description";
import { filterPatternsOf } from "../detections/compiled";
import type { Detection } from "../detections/detection";
import { investigationQueries } from "../detections/investigation-queries";
import { AlertTopic } from "../modules/alert-topic";
import { CustomerManagedKey } from "../modules/customer-managed-key";
import { DetectionAlarm } from "../modules/detection-alarm";
import { DetectionMetric } from "../modules/detection-metric";
import { alarmPublishing, logGroupEncryption } from "../modules/key-grants";
import { SavedQuery } from "../modules/saved-query";
import { TrailDeliveryRole } from "../modules/trail-delivery-role";
import { TrailLogGroup } from "../modules/trail-log-group";
import { TrailSilenceAlarm } from "../modules/trail-silence-alarm";
import { AccountStack } from "./account-stack";
import { addLogArchive } from "./log-archive";

/** The security account: where the events arrive, and where alarms go off. */
export class SecurityStack extends AccountStack {
  constructor(scope: Construct, organization: Organization) {
    const { security, names, homeRegion, protection, alerts } = organization;
    super(scope, "security", { organization, account: security });
    const administratorArn = names.accountRootArn(security.id);

    if (organization.logArchive === undefined) addLogArchive(this, organization, security);

    const logGroup = new TrailLogGroup(this, "TrailLogGroup", {
      logGroupName: names.trailLogGroupName,
      key: new CustomerManagedKey(this, "TrailLogGroupKey", {
        alias: names.keyAlias("trail-log-group"),
        description: "Encrypts the log group of the organization trail",
        administratorArn,
        grants: [logGroupEncryption(names.serviceEndpoint("logs", homeRegion), names.trailLogGroupArn)],
        preventDestroy: protection,
      }),
      retentionInDays: organization.logGroup.retentionDays,
      protection,
    });
    new TrailDeliveryRole(this, "TrailDeliveryRole", {
      roleName: names.trailDeliveryRoleName,
      logStreamArns: names.trailLogStreamArns,
    });

    const topic = new AlertTopic(this, "AlertTopic", {
      topicName: names.alertTopicName,
      topicArn: names.alertTopicArn,
      displayName: "Secretwatch",
      key: new CustomerManagedKey(this, "AlertTopicKey", {
        alias: names.keyAlias("alerts"),
        description: "Encrypts alerts on their way to people",
        administratorArn,
        grants: [alarmPublishing(security.id, names.alarmArnPattern)],
        preventDestroy: protection,
      }),
      accountId: security.id,
      alarmArnPattern: names.alarmArnPattern,
      emails: alerts.emails,
    });
    const detections = new Construct(this, "Detections");
    for (const detection of organization.detections) {
      addDetection(detections, organization, detection, logGroup, topic);
    }
    const queries = new Construct(this, "Queries");
    for (const { id, title, query } of investigationQueries) {
      new SavedQuery(queries, id, { queryName: names.queryName(title), query, logGroup });
    }
    new TrailSilenceAlarm(this, "TrailSilence", {
      name: names.alarmName("trail-silent"),
      minutes: alerts.silenceMinutes,
      logGroup,
      topic,
    });
  }
}

/** A metric, and the alarm on it unless the detection is only counted. The metric has the same address either way. */
function addDetection(
  detections: Construct,
  { names }: Organization,
  detection: Detection,
  logGroup: TrailLogGroup,
  topic: AlertTopic,
): void {
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
    topic,
  });
}
