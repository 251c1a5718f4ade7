import type { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { TrailEventMetric } from "../../modules/alarms/trail-event-metric";
import type { TrailEvents } from "../../modules/logs/trail-log-group";
import { TrailSilenceAlarm } from "../../modules/alarms/trail-silence-alarm";
import { pipelineTopics, type AlarmTopics } from "./topics";

/** The alarm for when no event of the trail arrives any more. */
export function addTrailSilence(
  scope: Construct,
  organization: Organization,
  logGroup: TrailEvents,
  topics: AlarmTopics,
): void {
  const { names, alerts, trail, trailMaker } = organization;
  const props = {
    name: names.alarmName("trail-silent"),
    minutes: alerts.silenceMinutes,
    logGroup,
    topicArns: pipelineTopics(topics, organization),
  };
  if (trail.existing === undefined || trailMaker === "management") {
    new TrailSilenceAlarm(scope, "TrailSilence", { ...props, nextSteps: stepsAtTheTrail(organization) });
    return;
  }
  new TrailSilenceAlarm(scope, "TrailSilence", {
    ...props,
    metric: new TrailEventMetric(scope, "TrailEvents", {
      name: names.alarmName("trail-events"),
      metricNamespace: names.metricNamespace,
      logGroup,
    }),
    nextSteps: [
      `Run in the management account: aws observabilityadmin get-centralization-rule-for-organization --rule-identifier ${names.centralizationRuleName}, and read RuleHealth and FailureReason.`,
      "Check there that events arrive in the log group of the trail; if not, it is the trail that stopped.",
      "Read the metric CentralizationError (AWS/Logs) in the security account: its ErrorType says what went wrong.",
      "Read what happened meanwhile in the log group of the trail; it is not copied later.",
    ],
  });
}

/** Where CloudTrail itself writes to the log group. */
function stepsAtTheTrail({ trail, trailMaker }: Organization): readonly string[] {
  const files = trail.existing === undefined ? "the log archive bucket" : "the bucket of the trail";
  return [
    `Run aws cloudtrail get-trail-status in the ${trailMaker} account and read LatestCloudWatchLogsDeliveryError.`,
    "Check that the trail is logging, and that its role, log group and keys are there.",
    `Read what happened meanwhile in ${files}, which CloudTrail writes separately.`,
  ];
}
