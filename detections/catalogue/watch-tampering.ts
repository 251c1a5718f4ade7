import { eventNamesOf, harmfulCalls } from "../../harm/harmful-calls";
import { all, any, field, not } from "../../patterns/condition";
import { calls, harmful, recordOf } from "./api-call";
import type { CloudTrailRecord, Detection, Example } from "../detection";
import { revokeSessions } from "./next-steps";

/** What the resources of the watch are known by. */
export interface WatchNames {
  /** Names of all of them begin with it and a dash. */
  readonly namePrefix: string;
  /** Role that deploys the watch: what it changes is no tampering. */
  readonly deployRoleName: string;
  /** Accounts that have log groups of the watch, at least one. */
  readonly logAccountIds: readonly string[];
  /** Bucket of the trail's log files. @default - buckets whose name begins with <namePrefix>-trail- */
  readonly archiveBucketName?: string;
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
  return [topics, rules, logs, alarms, delivery, roles, archive, keys, secrets, messages]
    .map((kind) => kind(names))
    .map(({ condition, matches, ignores, ...texts }): Detection => {
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
    });
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
    condition: harmful(
      harmfulCalls.topics,
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
      { what: "somebody reads along", event: call("Subscribe", { topicArn }) },
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
      { what: "subscriptions listed", event: call("ListSubscriptionsByTopic", { topicArn }) },
    ],
  };
}

function rules({ namePrefix }: WatchNames): Kind {
  const call = callOf("events");
  const beginning = (...names: readonly string[]) =>
    parameters(...names).map((each) => each.startsWith(`${namePrefix}-`));
  return {
    id: "watch-tampered-rules",
    title: "Event rules or the bus of the watch were changed by hand",
    condition: any(
      harmful(harmfulCalls.eventRules, any(...beginning("name", "rule"))),
      harmful(harmfulCalls.eventBuses, any(...beginning("name", "eventBusName", "archiveName"))),
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

function logs({ namePrefix, logAccountIds }: WatchNames): Kind {
  const call = callOf("logs");
  const folders = [`/${namePrefix}/`, `/aws/events/${namePrefix}-`];
  const [name, identifier, policy] = parameters("logGroupName", "logGroupIdentifier", "policyName");
  return {
    id: "watch-tampered-logs",
    title: "Log groups of the watch were changed by hand",
    condition: any(
      calls(
        "logs",
        [...eventNamesOf(harmfulCalls.logGroups), "PutResourcePolicy", "DeleteResourcePolicy"],
        any(
          ...folders.map((folder) => name!.startsWith(folder)),
          ...folders.map((folder) => identifier!.contains(folder)),
          policy!.startsWith(`${namePrefix}-`),
        ),
      ),
      // For all log groups of the account: what it masks no metric filter matches.
      calls("logs", ["PutAccountPolicy"], field("recipientAccountId").isOneOf(...logAccountIds)),
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
        what: "what filters look for is masked, in every group",
        event: { ...call("PutAccountPolicy", { policyName: "masks" }), recipientAccountId: logAccountIds[0] },
      },
      {
        what: "rules may not write any more",
        event: call("DeleteResourcePolicy", { policyName: `${namePrefix}-unexpected-reads` }),
      },
    ],
    ignores: [
      {
        what: "masked in another account",
        event: { ...call("PutAccountPolicy", { policyName: "masks" }), recipientAccountId: "999999999999" },
      },
      { what: "another log group", event: call("DeleteLogGroup", { logGroupName: "/aws/lambda/orders" }) },
      { what: "a stream made", event: call("CreateLogStream", { logGroupName: `/${namePrefix}/organization-trail` }) },
    ],
  };
}

function alarms({ namePrefix }: WatchNames): Kind {
  const call = callOf("monitoring");
  return {
    id: "watch-tampered-alarms",
    title: "Alarms or the dashboard of the watch were changed by hand",
    condition: any(
      harmful(
        harmfulCalls.alarms,
        any(
          ...parameters("alarmName", "alarmNames[]", "muteTargets.alarmNames[]").map((each) =>
            each.startsWith(`${namePrefix}-`),
          ),
        ),
      ),
      harmful(
        harmfulCalls.dashboard,
        any(...parameters("dashboardName", "dashboardNames[]").map((each) => each.equals(namePrefix))),
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
      { what: "the dashboard deleted", event: call("DeleteDashboards", { dashboardNames: [namePrefix] }) },
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
  const [machine, queue, chat] = parameters("stateMachineArn", "queueUrl", "chatConfigurationArn");
  const queueUrl = `https://sqs.eu-west-1.amazonaws.com/111122223333/${namePrefix}-undelivered`;
  const stateMachineArn = `arn:aws:states:eu-west-1:111122223333:stateMachine:${namePrefix}-message-composer`;
  return {
    id: "watch-tampered-delivery",
    title: "State machines, chats or queues of the watch were changed by hand",
    condition: any(
      harmful(harmfulCalls.stateMachines, machine!.contains(`:${namePrefix}-`)),
      harmful(harmfulCalls.queues, queue!.contains(`/${namePrefix}-`)),
      harmful(harmfulCalls.chats, chat!.contains(`/${namePrefix}-`)),
    ),
    why: "Without them messages are not worded, and reads that could not be sent are lost.",
    likelyCauses: ["Somebody who was on call emptied a queue after they had read it"],
    nextSteps: [
      "Which queue or state machine is in requestParameters, and of which account? Read the journal meanwhile",
    ],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "other words for messages", event: callOf("states")("UpdateStateMachine", { stateMachineArn }) },
      {
        what: "a chat cut off",
        event: callOf("chatbot")("DeleteSlackChannelConfiguration", {
          chatConfigurationArn: `arn:aws:chatbot::111122223333:chat-configuration/slack-channel/${namePrefix}-chat`,
        }),
      },
      { what: "a queue purged", event: callOf("sqs")("PurgeQueue", { queueUrl }) },
    ],
    ignores: [
      {
        what: "another queue",
        event: callOf("sqs")("PurgeQueue", { queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders" }),
      },
      { what: "a state machine described", event: callOf("states")("DescribeStateMachine", { stateMachineArn }) },
    ],
  };
}

function messages({ namePrefix }: WatchNames): Kind {
  const [machine, table, resource] = parameters("stateMachineArn", "tableName", "resourceArn");
  const tableArn = `arn:aws:dynamodb:eu-west-1:111122223333:table/${namePrefix}-memory`;
  const stateMachineArn = `arn:aws:states:eu-west-1:111122223333:stateMachine:${namePrefix}-message-composer`;
  const byRule = {
    type: "AssumedRole",
    sessionContext: { sessionIssuer: { arn: `arn:aws:iam::111122223333:role/${namePrefix}-message-start` } },
  };
  const [starts, tables] = [callOf("states"), callOf("dynamodb")];
  return {
    id: "watch-tampered-messages",
    title: "A message of the watch was forged, or what it remembers was changed",
    condition: any(
      harmful(
        harmfulCalls.starts,
        machine!.contains(`:${namePrefix}-`),
        not(field(issuer).contains(`:role/${namePrefix}-`)),
      ),
      harmful(
        harmfulCalls.table,
        any(
          table!.startsWith(`${namePrefix}-`),
          ...[table!, resource!].map((each) => each.contains(`:table/${namePrefix}-`)),
        ),
      ),
    ),
    why: "Whoever starts a state machine writes mails in our name. What it remembers as told nobody is told of.",
    likelyCauses: ["Somebody tried a state machine out in the console"],
    nextSteps: [
      "A start: distrust mails since then, and read the journal",
      "The table: who was told of what is not known any more; read the journal",
    ],
    references: ["ATT&CK T1562.001", "ATT&CK T1565"],
    matches: [
      { what: "a message made by hand", event: starts("StartExecution", { stateMachineArn }) },
      { what: "the table deleted", event: tables("DeleteTable", { tableName: `${namePrefix}-memory` }) },
      { what: "deleted by its ARN", event: tables("DeleteTable", { tableName: tableArn }) },
      { what: "others let in", event: tables("PutResourcePolicy", { resourceArn: tableArn }) },
      { what: "items go at another time", event: tables("UpdateTimeToLive", { tableName: `${namePrefix}-memory` }) },
    ],
    ignores: [
      { what: "a rule's message", event: { ...starts("StartExecution", { stateMachineArn }), userIdentity: byRule } },
      { what: "another table", event: tables("DeleteTable", { tableName: "orders" }) },
      { what: "the table described", event: tables("DescribeTable", { tableName: `${namePrefix}-memory` }) },
    ],
  };
}

function roles({ namePrefix, deployRoleName }: WatchNames): Kind {
  const [role] = parameters("roleName");
  const call = callOf("iam");
  // A stack set makes the role that deploys in a new account.
  const byStackSet = field(issuer).contains(":role/stacksets-exec-");
  return {
    id: "watch-tampered-roles",
    title: "Roles of the watch were changed by hand",
    condition: harmful(
      harmfulCalls.roles,
      any(role!.startsWith(`${namePrefix}-`), all(role!.equals(deployRoleName), not(byStackSet))),
    ),
    why: "Without its role an account can't send its reads, and whoever may take on the one that deploys silences all.",
    likelyCauses: ["The role that deploys was made in the management account, or opened to another pipeline"],
    nextSteps: [
      "Which role is in requestParameters, and of which account? Compare its policies with those in the code",
    ],
    references: ["ATT&CK T1562.001", "ATT&CK T1098"],
    matches: [
      {
        what: "a role that may not forward any more",
        event: call("DeleteRolePolicy", { roleName: `${namePrefix}-forwarding` }),
      },
      {
        what: "a denial attached to it",
        event: call("AttachRolePolicy", { roleName: `${namePrefix}-forwarding` }),
      },
      { what: "somebody else may deploy", event: call("UpdateAssumeRolePolicy", { roleName: deployRoleName }) },
      { what: "the role that deploys made anew", event: call("CreateRole", { roleName: deployRoleName }) },
    ],
    ignores: [
      { what: "another role", event: call("DeleteRolePolicy", { roleName: "orders" }) },
      {
        what: "an account got the role that deploys",
        event: {
          ...call("PutRolePolicy", { roleName: deployRoleName }),
          userIdentity: {
            type: "AssumedRole",
            sessionContext: { sessionIssuer: { arn: "arn:aws:iam::111122223333:role/stacksets-exec-0123456789" } },
          },
        },
      },
    ],
  };
}

function archive({ namePrefix, archiveBucketName }: WatchNames): Kind {
  const [bucket] = parameters("bucketName");
  const bucketName = archiveBucketName ?? `${namePrefix}-trail-111122223333-eu-west-1`;
  const call = callOf("s3");
  return {
    id: "watch-tampered-archive",
    title: "The archive of the trail was changed by hand",
    condition: harmful(
      harmfulCalls.bucket,
      archiveBucketName === undefined ? bucket!.startsWith(`${namePrefix}-trail-`) : bucket!.equals(archiveBucketName),
    ),
    why: "The bucket has every event, also those that no detection looks for: it is the evidence.",
    likelyCauses: ["Somebody changed how long files are kept"],
    nextSteps: ["Which setting is in requestParameters? Put it back before files expire or are deleted"],
    references: ["ATT&CK T1562.008", "ATT&CK T1485"],
    matches: [
      { what: "files expire", event: call("PutBucketLifecycle", { bucketName }) },
      { what: "copied elsewhere", event: call("PutBucketReplication", { bucketName }) },
    ],
    ignores: [
      { what: "another bucket", event: call("PutBucketPolicy", { bucketName: "orders" }) },
      { what: "its policy looked up", event: call("GetBucketPolicy", { bucketName }) },
    ],
  };
}

function keys({ namePrefix }: WatchNames): Kind {
  const [alias] = parameters("aliasName");
  const call = callOf("kms");
  return {
    id: "watch-tampered-keys",
    title: "Aliases of keys of the watch were changed by hand",
    condition: harmful(harmfulCalls.keyAliases, alias!.startsWith(`alias/${namePrefix}-`)),
    why: "Guardrails know our keys by their aliases: without it a key is anybody's to disable.",
    likelyCauses: ["Somebody cleaned up aliases that they did not know"],
    nextSteps: ["Which alias is in requestParameters, and to which key does it point now?"],
    references: ["ATT&CK T1562.001", "ATT&CK T1485"],
    matches: [{ what: "an alias deleted", event: call("DeleteAlias", { aliasName: `alias/${namePrefix}-secrets` }) }],
    ignores: [{ what: "another alias", event: call("DeleteAlias", { aliasName: "alias/orders" }) }],
  };
}

function secrets(): Kind {
  const call = callOf("secretsmanager");
  const secretId = "prod/payments/database";
  return {
    id: "watch-tampered-secrets",
    title: "The tag that guardrails know secrets by was changed by hand",
    condition: harmful(
      harmfulCalls.secretTags,
      any(...parameters("tagKeys[]", "tags[].key").map((each) => each.equals("managed-by"))),
    ),
    why: "Without the tag, guardrails do not keep others from the policy of the secret.",
    likelyCauses: ["Somebody tidied tags up"],
    nextSteps: ["Which secret is in requestParameters, and was its policy changed since?"],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "the tag removed", event: call("UntagResource", { secretId, tagKeys: ["team", "managed-by"] }) },
      { what: "the tag overwritten", event: call("TagResource", { secretId, tags: [{ key: "managed-by" }] }) },
    ],
    ignores: [{ what: "another tag", event: call("UntagResource", { secretId, tagKeys: ["team"] }) }],
  };
}

/** Records of calls of a service that somebody made, for examples. */
function callOf(service: string): (eventName: string, requestParameters: CloudTrailRecord) => CloudTrailRecord {
  return (eventName, requestParameters) => recordOf(service, eventName, { userIdentity: somebody, requestParameters });
}

function parameters(...names: readonly string[]): readonly ReturnType<typeof field>[] {
  return names.map((name) => field(`requestParameters.${name}`));
}
