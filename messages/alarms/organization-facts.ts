import { alertRoutes } from "../../organization/alert-routes";
import { accountsOf, type Organization } from "../../organization/organization";
import { partitions } from "../../organization/regions";
import { memoryOf } from "../states/memory";
import type { AlarmFacts } from "./facts";
import { isComposed, watchedDetections } from "./watched-detections";

/** What the state machines that name people in alarms of an organization know. Where every wave is quiet, nobody is told. */
export function alarmFacts(organization: Organization): AlarmFacts {
  const { names, security } = organization;
  const recipients = alertRoutes(organization).map(({ minimumSeverity, alarmsAtOnce, topics }) => ({
    topicArn: names.topicArn(topics.people),
    minimumSeverity,
    alarmsAtOnce,
  }));
  return {
    ...memoryOf(organization),
    accounts: accountsOf(organization).map(({ id, name }) => ({ id, name })),
    detections: watchedDetections(organization.detections.filter(isComposed), (id) => names.alarmName(id)),
    recipients: security.mode === "quiet" ? [] : recipients,
    trailLogGroupName: names.trail.logGroupName,
    alarmNamePrefix: names.ownPrefix,
    homeRegion: organization.homeRegion,
    consoleDomain: partitions[organization.partition].consoleDomain,
  };
}
