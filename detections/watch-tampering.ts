import { all, any, field, not } from "../patterns/condition";
import { calls, recordOf } from "./api-call";
import type { CloudTrailRecord, Detection, Example } from "./detection";
import { revokeSessions } from "./next-steps";

/** What the resources of the watch are known by. */
export interface WatchNames {
  /** Names of all of them begin with it and a dash. */
  readonly namePrefix: string;
  /** Role that deploys the watch: what it changes is no tampering. */
  readonly deployRoleName: string;
}

/**
 * Changes to the resources of the watch by anybody but the role that deploys it. A detection for each kind of them,
 * because a filter pattern has room for one.
 *
 * Unsubscribing by the link in a mail is not among them: AWS does not log calls without a principal to CloudTrail.
 * https://docs.aws.amazon.com/sns/latest/dg/logging-using-cloudtrail.html
 */
export function watchTampering(names: WatchNames): readonly Detection[] {
  const byOthers = not(field(issuer).endsWith(`:role/${names.deployRoleName}`));
  return [topics(names), rules(names), logs(names), alarms(names), delivery(names), roles(names)].map(
    ({ condition, matches, ignores, ...texts }): Detection => {
      const [first] = matches;
      const session = {
        sessionContext: { sessionIssuer: { arn: `arn:aws:iam::111122223333:role/${names.deployRoleName}` } },
      };
      return {
        ...texts,
        severity: "critical",
        family: "tampering",
        condition: all(condition, byOthers),
        nextSteps: [...texts.nextSteps, "Deploy the stack of that account again, which puts it back", revokeSessions],
        likelyCauses: [
          ...texts.likelyCauses,
          "Somebody repaired or took down the watch by hand",
          "An intruder does not want to be seen",
        ],
        matches,
        ignores: [
          {
            what: "changed by a deployment",
            event: { ...first.event, userIdentity: { type: "AssumedRole", ...session } },
          },
          ...ignores,
        ],
      };
    },
  );
}

type Kind = Omit<Detection, "severity" | "family" | "matches"> & { readonly matches: readonly [Example, ...Example[]] };

const issuer = "userIdentity.sessionContext.sessionIssuer.arn";
const somebody = {
  type: "AssumedRole",
  sessionContext: { sessionIssuer: { arn: "arn:aws:iam::111122223333:role/admin" } },
};

function topics({ namePrefix }: WatchNames): Kind {
  const ours = `:${namePrefix}-`;
  const topicArn = `arn:aws:sns:eu-west-1:111122223333:${namePrefix}-alerts`;
  const call = callOf("sns");
  return {
    id: "watch-tampered-topics",
    title: "Topics of the watch were changed by hand",
    condition: calls(
      "sns",
      [
        "Unsubscribe",
        "DeleteTopic",
        "SetSubscriptionAttributes",
        "SetTopicAttributes",
        "AddPermission",
        "RemovePermission",
        "PutDataProtectionPolicy",
      ],
      any(...parameters("topicArn", "subscriptionArn", "resourceArn").map((each) => each.contains(ours))),
    ),
    why: "Through these topics people learn of reads of secrets: cut off, they learn of none.",
    likelyCauses: ["A recipient left, and somebody unsubscribed the address by hand instead of in the configuration"],
    nextSteps: ["Who is told through the topic in requestParameters? Tell them by other means"],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "an address unsubscribed", event: call("Unsubscribe", { subscriptionArn: `${topicArn}:0a1b2c3d` }) },
      {
        what: "unsubscribed by nobody that the record names",
        event: {
          ...call("Unsubscribe", { subscriptionArn: `${topicArn}:0a1b2c3d` }),
          userIdentity: { type: "Unknown" },
        },
      },
      { what: "a topic deleted", event: call("DeleteTopic", { topicArn }) },
      {
        what: "messages filtered out",
        event: call("SetSubscriptionAttributes", {
          subscriptionArn: `${topicArn}:0a1b2c3d`,
          attributeName: "FilterPolicy",
        }),
      },
    ],
    ignores: [
      { what: "another topic", event: call("DeleteTopic", { topicArn: "arn:aws:sns:eu-west-1:111122223333:orders" }) },
      { what: "somebody subscribed", event: call("Subscribe", { topicArn }) },
    ],
  };
}

function rules({ namePrefix }: WatchNames): Kind {
  const call = callOf("events");
  return {
    id: "watch-tampered-rules",
    title: "Event rules or the bus of the watch were changed by hand",
    condition: calls(
      "events",
      [
        "DeleteRule",
        "DisableRule",
        // Behind DisableRule it leaves a rule without the read-only events that it had: in the state ENABLED.
        "EnableRule",
        "PutRule",
        "PutTargets",
        "RemoveTargets",
        "PutPermission",
        "RemovePermission",
        "DeleteEventBus",
        "UpdateEventBus",
        "DeleteArchive",
        "UpdateArchive",
      ],
      any(
        ...parameters("name", "rule", "eventBusName", "archiveName").map((each) => each.startsWith(`${namePrefix}-`)),
      ),
    ),
    why: "Unexpected reads of secrets travel through these rules and this bus to the security account.",
    likelyCauses: [
      "Somebody cleaned up rules that they did not know",
      "Somebody switched a rule off and on in the console: it is on, and gets no reads any more",
    ],
    nextSteps: [
      "Which rule or bus is in requestParameters, and of which account? Unexpected reads there may be missing",
    ],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "a rule disabled", event: call("DisableRule", { name: `${namePrefix}-unexpected-reads` }) },
      { what: "a rule switched on again", event: call("EnableRule", { name: `${namePrefix}-unexpected-reads` }) },
      { what: "sent elsewhere", event: call("PutTargets", { rule: `${namePrefix}-unexpected-reads` }) },
      { what: "the bus closed", event: call("RemovePermission", { eventBusName: `${namePrefix}-unexpected-reads` }) },
      { what: "the archive deleted", event: call("DeleteArchive", { archiveName: `${namePrefix}-unexpected-reads` }) },
    ],
    ignores: [
      { what: "another rule", event: call("DisableRule", { name: "nightly" }) },
      { what: "a rule described", event: call("DescribeRule", { name: `${namePrefix}-unexpected-reads` }) },
    ],
  };
}

function logs({ namePrefix }: WatchNames): Kind {
  const call = callOf("logs");
  const folders = [`/${namePrefix}/`, `/aws/events/${namePrefix}-`];
  const [name, identifier, policy] = parameters("logGroupName", "logGroupIdentifier", "policyName");
  return {
    id: "watch-tampered-logs",
    title: "Log groups of the watch were changed by hand",
    condition: calls(
      "logs",
      [
        "DeleteLogGroup",
        "DeleteLogStream",
        "DeleteMetricFilter",
        "PutMetricFilter",
        "PutRetentionPolicy",
        "DeleteRetentionPolicy",
        "PutLogGroupDeletionProtection",
        "DisassociateKmsKey",
        "PutTransformer",
        "PutResourcePolicy",
        "DeleteResourcePolicy",
      ],
      any(
        ...folders.map((folder) => name!.startsWith(folder)),
        ...folders.map((folder) => identifier!.contains(folder)),
        policy!.startsWith(`${namePrefix}-`),
      ),
    ),
    why: "Every detection is a filter of these log groups, and they are the evidence.",
    likelyCauses: ["Somebody saved costs"],
    nextSteps: [
      "Which log group and filter are in requestParameters? What they looked for is not seen until they are back",
    ],
    references: ["ATT&CK T1562.008", "ATT&CK T1070"],
    matches: [
      {
        what: "a filter replaced",
        event: call("PutMetricFilter", { logGroupName: `/${namePrefix}/organization-trail` }),
      },
      {
        what: "the journal deleted",
        event: call("DeleteLogGroup", { logGroupName: `/aws/events/${namePrefix}-unexpected-reads` }),
      },
      {
        what: "protection switched off, by ARN",
        event: call("PutLogGroupDeletionProtection", {
          logGroupIdentifier: `arn:aws:logs:eu-west-1:111122223333:log-group:/${namePrefix}/organization-trail`,
        }),
      },
      {
        what: "rules may not write any more",
        event: call("DeleteResourcePolicy", { policyName: `${namePrefix}-unexpected-reads` }),
      },
    ],
    ignores: [
      { what: "another log group", event: call("DeleteLogGroup", { logGroupName: "/aws/lambda/orders" }) },
      { what: "a stream made", event: call("CreateLogStream", { logGroupName: `/${namePrefix}/organization-trail` }) },
    ],
  };
}

function alarms({ namePrefix }: WatchNames): Kind {
  const call = callOf("monitoring");
  return {
    id: "watch-tampered-alarms",
    title: "Alarms of the watch were changed by hand",
    condition: calls(
      "monitoring",
      [
        "DeleteAlarms",
        "DisableAlarmActions",
        "SetAlarmState",
        "PutMetricAlarm",
        "PutCompositeAlarm",
        "PutAlarmMuteRule",
      ],
      any(
        ...parameters("alarmName", "alarmNames[]", "muteTargets.alarmNames[]").map((each) =>
          each.startsWith(`${namePrefix}-`),
        ),
      ),
    ),
    why: "Without its alarm a detection tells nobody. A state set by hand hides that an alarm went off.",
    likelyCauses: ["Somebody muted an alarm instead of retuning the detection", "A test set an alarm off"],
    nextSteps: ["Which alarms are in requestParameters? Look at what their detections counted since"],
    references: ["ATT&CK T1562.001"],
    matches: [
      {
        what: "alarms deleted, among others",
        event: call("DeleteAlarms", { alarmNames: ["cpu", `${namePrefix}-secret-read`] }),
      },
      { what: "actions disabled", event: call("DisableAlarmActions", { alarmNames: [`${namePrefix}-trail-silent`] }) },
      {
        what: "set to OK by hand",
        event: call("SetAlarmState", { alarmName: `${namePrefix}-secret-read`, stateValue: "OK" }),
      },
      { what: "put again without actions", event: call("PutMetricAlarm", { alarmName: `${namePrefix}-secret-read` }) },
    ],
    ignores: [
      { what: "other alarms", event: call("DeleteAlarms", { alarmNames: ["cpu", `my-${namePrefix}-like-alarm`] }) },
      {
        what: "actions enabled again",
        event: call("EnableAlarmActions", { alarmNames: [`${namePrefix}-secret-read`] }),
      },
    ],
  };
}

function delivery({ namePrefix }: WatchNames): Kind {
  const [machine, queue] = parameters("stateMachineArn", "queueUrl");
  const queueUrl = `https://sqs.eu-west-1.amazonaws.com/111122223333/${namePrefix}-undelivered`;
  const stateMachineArn = `arn:aws:states:eu-west-1:111122223333:stateMachine:${namePrefix}-message-composer`;
  return {
    id: "watch-tampered-delivery",
    title: "The message composer or queues of the watch were changed by hand",
    condition: any(
      calls("states", ["UpdateStateMachine", "DeleteStateMachine"], machine!.contains(`:${namePrefix}-`)),
      calls("sqs", ["DeleteQueue", "SetQueueAttributes", "PurgeQueue"], queue!.contains(`/${namePrefix}-`)),
    ),
    why: "Without them messages are not worded, and reads that could not be sent are lost.",
    likelyCauses: ["Somebody who was on call emptied a queue after they had read it"],
    nextSteps: [
      "Which queue or state machine is in requestParameters, and of which account? Read the journal meanwhile",
    ],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "other words for messages", event: callOf("states")("UpdateStateMachine", { stateMachineArn }) },
      { what: "a queue purged", event: callOf("sqs")("PurgeQueue", { queueUrl }) },
    ],
    ignores: [
      {
        what: "another queue",
        event: callOf("sqs")("PurgeQueue", { queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders" }),
      },
      { what: "messages composed", event: callOf("states")("StartExecution", { stateMachineArn }) },
    ],
  };
}

function roles({ namePrefix, deployRoleName }: WatchNames): Kind {
  const [role] = parameters("roleName");
  const call = callOf("iam");
  return {
    id: "watch-tampered-roles",
    title: "Roles of the watch were changed by hand",
    condition: any(
      calls(
        "iam",
        ["DeleteRole", "PutRolePolicy", "DeleteRolePolicy", "DetachRolePolicy", "PutRolePermissionsBoundary"],
        role!.startsWith(`${namePrefix}-`),
      ),
      // Not the policies of the role that deploys: they are put when an account gets it.
      calls("iam", ["UpdateAssumeRolePolicy"], any(role!.startsWith(`${namePrefix}-`), role!.equals(deployRoleName))),
    ),
    why: "Without its role an account can't send its reads, and whoever may take on the one that deploys silences all.",
    likelyCauses: ["The role that deploys was opened to another pipeline"],
    nextSteps: [
      "Which role is in requestParameters, and of which account? Compare its policies with those in the code",
    ],
    references: ["ATT&CK T1562.001", "ATT&CK T1098"],
    matches: [
      {
        what: "a role that may not forward any more",
        event: call("DeleteRolePolicy", { roleName: `${namePrefix}-forwarding` }),
      },
      { what: "somebody else may deploy", event: call("UpdateAssumeRolePolicy", { roleName: deployRoleName }) },
    ],
    ignores: [
      { what: "another role", event: call("DeleteRolePolicy", { roleName: "orders" }) },
      { what: "an account got the role that deploys", event: call("PutRolePolicy", { roleName: deployRoleName }) },
    ],
  };
}

/** Records of calls of a service that somebody made, for examples. */
function callOf(service: string): (eventName: string, requestParameters: CloudTrailRecord) => CloudTrailRecord {
  return (eventName, requestParameters) => recordOf(service, eventName, { userIdentity: somebody, requestParameters });
}

function parameters(...names: readonly string[]): readonly ReturnType<typeof field>[] {
  return names.map((name) => field(`requestParameters.${name}`));
}
