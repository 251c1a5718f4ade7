import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { ownTags } from "../config/own-tags";
import { CustomerManagedKey } from "../modules/customer-managed-key";
import { centralizationEncryption, logGroupEncryption } from "../modules/key-grants";
import { TrailDeliveryRole } from "../modules/trail-delivery-role";
import { TrailEventMetric } from "../modules/trail-event-metric";
import { TrailLogGroup } from "../modules/trail-log-group";
import { TrailSilenceAlarm } from "../modules/trail-silence-alarm";
import { forgetOurTrail } from "./forgotten-trail";
import { addLogArchive } from "./log-archive";

/** What the events of the trail arrive in: the log group, and the bucket and CloudTrail's role if the trail is ours. */
export function addTrailDestination(stack: TerraformStack, organization: Organization): TrailLogGroup {
  const { security, names, homeRegion, protection } = organization;
  const administratorArn = names.accountRootArn(security.id);
  const isOurs = organization.trail.existing === undefined;

  if (!isOurs) forgetOurTrail(stack, "security");
  else if (organization.logArchive === undefined) addLogArchive(stack, organization, security);

  const grants = [logGroupEncryption(names.serviceEndpoint("logs", homeRegion), names.trailLogGroupArn)];
  const logGroup = new TrailLogGroup(stack, "TrailLogGroup", {
    logGroupName: names.trailLogGroupName,
    key: new CustomerManagedKey(stack, "TrailLogGroupKey", {
      alias: names.keyAlias("trail-log-group"),
      description: "Encrypts the log group of the organization trail",
      administratorArn,
      grants: isOurs
        ? grants
        : [
            ...grants,
            centralizationEncryption(administratorArn, names.centralizationRoleArnPattern, names.trailLogGroupArn),
          ],
      // Centralization may use keys with this tag only.
      tags: isOurs ? undefined : ownTags.centralizedKey,
      preventDestroy: protection,
    }),
    retentionInDays: organization.logGroup.retentionDays,
    protection,
  });
  if (isOurs) {
    new TrailDeliveryRole(stack, "TrailDeliveryRole", {
      roleName: names.trailDeliveryRoleName,
      logStreamArns: names.trailLogStreamArns,
    });
  }
  return logGroup;
}

/** The alarm for when nothing arrives any more. */
export function addTrailSilence(
  scope: Construct,
  { names, alerts, trail }: Organization,
  logGroup: TrailLogGroup,
  topicArns: readonly string[],
): void {
  const props = { name: names.alarmName("trail-silent"), minutes: alerts.silenceMinutes, logGroup, topicArns };
  if (trail.existing === undefined) {
    new TrailSilenceAlarm(scope, "TrailSilence", props);
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
