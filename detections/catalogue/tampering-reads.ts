import { any, field } from "../../patterns/condition";
import { notByService } from "./acts-of-services";
import { calls, recordOf } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { revokeSessions } from "./next-steps";

const redeploy = "If it belongs to the watch: deploy the security stack again, which puts it back";

const byServiceLinkedRole: CloudTrailRecord = {
  userIdentity: {
    type: "AssumedRole",
    sessionContext: {
      sessionIssuer: { arn: "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/x" },
    },
    invokedBy: "config.amazonaws.com",
  },
};

/** Detections on the way from the log group to people: logs, filters, alarms, messages, rules. */
export const readTampering: readonly Detection[] = [
  {
    id: "log-group-deleted",
    title: "Logs were deleted",
    severity: "medium",
    family: "tampering",
    condition: calls("logs", ["DeleteLogGroup", "DeleteLogStream"], notByService()),
    why: "Deleted logs can't be restored, and a deleted trail log group ends every alarm.",
    likelyCauses: ["An application was taken down with its logs", "An intruder deleted the traces"],
    nextSteps: ["Look at requestParameters.logGroupName of the event: whose logs were they?", redeploy, revokeSessions],
    references: ["ATT&CK T1070", "ATT&CK T1562.008"],
    matches: [
      {
        what: "a log group deleted",
        event: recordOf("logs", "DeleteLogGroup", { requestParameters: { logGroupName: "/example/trail" } }),
      },
      { what: "a stream deleted", event: recordOf("logs", "DeleteLogStream") },
      {
        what: "deleted with a stack, as somebody told CloudFormation",
        event: recordOf("logs", "DeleteLogGroup", { userIdentity: { invokedBy: "cloudformation.amazonaws.com" } }),
      },
    ],
    ignores: [
      { what: "a log group made", event: recordOf("logs", "CreateLogGroup") },
      { what: "deleted by a service that made it", event: recordOf("logs", "DeleteLogGroup", byServiceLinkedRole) },
    ],
  },
  {
    id: "log-retention-shortened",
    title: "Logs were given less than a year",
    severity: "low",
    family: "tampering",
    sharesFilter: "guards",
    condition: calls("logs", ["PutRetentionPolicy"], field("requestParameters.retentionInDays").isLessThan(365)),
    why: "Older events are deleted within days, and with them the answer to who did it.",
    likelyCauses: ["Somebody saved costs", "An intruder lets the traces expire"],
    nextSteps: [
      "Look at requestParameters.logGroupName of the event: are these logs evidence?",
      "If they are: set the retention back at once, before the old events are gone",
    ],
    references: ["Security Hub CloudWatch.16", "ATT&CK T1562.008"],
    matches: [
      {
        what: "one day",
        event: recordOf("logs", "PutRetentionPolicy", { requestParameters: { retentionInDays: 1 } }),
      },
    ],
    ignores: [
      {
        what: "a year",
        event: recordOf("logs", "PutRetentionPolicy", { requestParameters: { retentionInDays: 365 } }),
      },
      { what: "kept for ever", event: recordOf("logs", "DeleteRetentionPolicy") },
    ],
  },
  {
    id: "log-filter-changed",
    title: "What is looked for in logs was changed",
    severity: "medium",
    family: "tampering",
    condition: calls("logs", ["DeleteMetricFilter", "PutMetricFilter", "DeleteSubscriptionFilter"]),
    why: "An alarm whose filter is gone, or matches nothing, stays quiet for ever.",
    likelyCauses: ["A deployment changed its filters", "An intruder silenced one detection and left the rest"],
    nextSteps: ["Look at requestParameters.filterName of the event: which filter was it?", redeploy, revokeSessions],
    references: ["ATT&CK T1562.008"],
    matches: [
      { what: "a filter deleted", event: recordOf("logs", "DeleteMetricFilter") },
      { what: "a filter replaced", event: recordOf("logs", "PutMetricFilter") },
      { what: "a subscription ended", event: recordOf("logs", "DeleteSubscriptionFilter") },
    ],
    ignores: [{ what: "filters listed", event: recordOf("logs", "DescribeMetricFilters") }],
  },
  {
    id: "alarm-silenced",
    title: "An alarm was silenced",
    severity: "medium",
    family: "tampering",
    condition: any(
      calls("monitoring", ["DeleteAlarms", "DisableAlarmActions", "SetAlarmState"], notByService("alarms")),
      calls(
        "monitoring",
        ["PutMetricAlarm"],
        field("requestParameters.actionsEnabled").isFalse(),
        notByService("alarms"),
      ),
    ),
    why: "Without its alarm a detection tells nobody. A state set by hand hides that an alarm went off.",
    likelyCauses: ["An application was taken down with its alarms", "Somebody muted an alarm", "An intruder did"],
    nextSteps: ["Look at requestParameters of the event: which alarms were they?", redeploy, revokeSessions],
    references: ["Security Hub CloudWatch.15", "Security Hub CloudWatch.17", "ATT&CK T1562.001"],
    matches: [
      { what: "alarms deleted", event: recordOf("monitoring", "DeleteAlarms") },
      { what: "actions disabled", event: recordOf("monitoring", "DisableAlarmActions") },
      { what: "set to OK by hand", event: recordOf("monitoring", "SetAlarmState") },
      {
        what: "put again without actions",
        event: recordOf("monitoring", "PutMetricAlarm", { requestParameters: { actionsEnabled: false } }),
      },
    ],
    ignores: [
      {
        what: "deleted by a scaling policy",
        event: recordOf("monitoring", "DeleteAlarms", { userIdentity: { invokedBy: "autoscaling.amazonaws.com" } }),
      },
      {
        what: "put again with actions",
        event: recordOf("monitoring", "PutMetricAlarm", { requestParameters: { actionsEnabled: true } }),
      },
    ],
  },
  {
    id: "alert-topic-changed",
    title: "Messages to people were cut off or opened",
    severity: "medium",
    family: "tampering",
    condition: any(
      calls("sns", ["DeleteTopic", "Unsubscribe", "AddPermission", "RemovePermission"]),
      calls(
        "sns",
        ["SetTopicAttributes"],
        field("requestParameters.attributeName").isOneOf("Policy", "KmsMasterKeyId"),
      ),
      calls("sns", ["SetSubscriptionAttributes"], field("requestParameters.attributeName").startsWith("FilterPolicy")),
    ),
    why: "Alarms go off and nobody is told. Whoever may publish to a topic can also send false ones.",
    likelyCauses: [
      "Somebody ended a subscription in the console; following the link of a mail is in no trail",
      "A deployment changed its topic",
      "An intruder cut off the people on call",
    ],
    nextSteps: [
      "Look at the topic in requestParameters of the event: who is told through it?",
      "Check its subscriptions: aws sns list-subscriptions-by-topic",
      redeploy,
    ],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "a subscription ended", event: recordOf("sns", "Unsubscribe") },
      {
        what: "the policy replaced",
        event: recordOf("sns", "SetTopicAttributes", { requestParameters: { attributeName: "Policy" } }),
      },
      {
        what: "messages filtered out",
        event: recordOf("sns", "SetSubscriptionAttributes", { requestParameters: { attributeName: "FilterPolicy" } }),
      },
    ],
    ignores: [
      {
        what: "another display name",
        event: recordOf("sns", "SetTopicAttributes", { requestParameters: { attributeName: "DisplayName" } }),
      },
      { what: "somebody subscribed", event: recordOf("sns", "Subscribe") },
    ],
  },
  {
    id: "event-rule-disabled",
    title: "An event rule was switched off",
    severity: "medium",
    family: "tampering",
    condition: any(
      calls("events", ["DisableRule", "DeleteRule", "RemoveTargets"], notByService()),
      calls("events", ["PutRule"], field("requestParameters.state").equals("DISABLED"), notByService()),
    ),
    why: "Alerts that say who read which secret travel through event rules; the account then sends none.",
    likelyCauses: ["An application was taken down with its rules", "An intruder silenced the account"],
    nextSteps: [
      "Look at requestParameters of the event: which rule was it?",
      "If it belongs to the watch: deploy the stack of that account again",
      revokeSessions,
    ],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "disabled", event: recordOf("events", "DisableRule") },
      { what: "left without targets", event: recordOf("events", "RemoveTargets") },
      {
        what: "put again, disabled",
        event: recordOf("events", "PutRule", { requestParameters: { state: "DISABLED" } }),
      },
    ],
    ignores: [
      { what: "enabled", event: recordOf("events", "EnableRule") },
      {
        what: "removed by the service that manages it",
        event: recordOf("events", "DeleteRule", byServiceLinkedRole),
      },
    ],
  },
  {
    id: "event-bus-changed",
    title: "An event bus was deleted, opened or closed",
    severity: "high",
    family: "tampering",
    condition: calls("events", ["DeleteEventBus", "PutPermission", "RemovePermission"]),
    why: "The accounts' alerts meet on one bus: closed, none arrives; opened, anybody can send false ones.",
    likelyCauses: ["A deployment changed its bus", "An intruder cut all accounts off at once"],
    nextSteps: ["Look at requestParameters of the event: which bus was it?", redeploy, revokeSessions],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "deleted", event: recordOf("events", "DeleteEventBus") },
      { what: "its policy changed", event: recordOf("events", "PutPermission") },
    ],
    ignores: [
      { what: "made", event: recordOf("events", "CreateEventBus") },
      { what: "described", event: recordOf("events", "DescribeEventBus") },
    ],
  },
];
