import type { Construct } from "constructs";

import { healthAlarmDescription, healthAlarms, trailSilentSteps } from "../../health/alarms";
import { TRAIL_EVENTS_ID } from "../../health/reserved-ids";
import type { Organization } from "../../organization/organization";
import { TrailEventMetric } from "../../modules/alarms/trail-event-metric";
import type { TrailEvents } from "../../modules/logs/trail-log-group";
import { TrailSilenceAlarm } from "../../modules/alarms/trail-silence-alarm";
import { healthTopics, type AlarmTopics } from "./topics";

/** The alarm for when no event of the trail arrives any more. */
export function addTrailSilence(
  scope: Construct,
  organization: Organization,
  logGroup: TrailEvents,
  topics: AlarmTopics,
): void {
  const { names, alerts, trail, trailMaker } = organization;
  // Only the security account has events of a trail that was there already copied to it.
  const isCopied = trail.existing !== undefined && trailMaker === "security";
  const alarm = {
    ...healthAlarms.trailSilent,
    what: `No CloudTrail event has reached the log group for ${alerts.silenceMinutes} minutes.`,
    nextSteps: isCopied ? trailSilentSteps.copied(names.trail.centralizationRuleName) : stepsAtTheTrail(organization),
  };
  new TrailSilenceAlarm(scope, "TrailSilence", {
    name: names.alarmName(alarm.id),
    description: healthAlarmDescription(alarm),
    minutes: alerts.silenceMinutes,
    logGroup,
    topicArns: healthTopics(topics, organization),
    metric: isCopied
      ? new TrailEventMetric(scope, "TrailEvents", {
          name: names.alarmName(TRAIL_EVENTS_ID),
          metricNamespace: names.metricNamespace,
          logGroup,
        })
      : undefined,
  });
}

function stepsAtTheTrail({ trail, trailMaker }: Organization): readonly string[] {
  const files = trail.existing === undefined ? "the log archive bucket" : "the bucket of the trail";
  return trailSilentSteps.written(trailMaker, files);
}
