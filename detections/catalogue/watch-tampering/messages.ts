import { harmfulCalls } from "../../../harm/harmful-calls";
import { any, field, not } from "../../../patterns/condition";
import { harmful } from "../api-call";
import { muteMachine } from "./muted";
import { callOf, issuer, parameters, type Kind, type WatchNames } from "./kind";

/** Topics and who is subscribed to them. */
export function topics({ namePrefix }: WatchNames): Kind {
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

/** State machines, queues and chats. */
export function delivery({ namePrefix, logAccountIds }: WatchNames): Kind {
  const [machine, execution, queue, source] = parameters("stateMachineArn", "executionArn", "queueUrl", "sourceArn");
  const chats = parameters("chatConfigurationArn", "chatConfiguration");
  const queueUrl = `https://sqs.eu-west-1.amazonaws.com/111122223333/${namePrefix}-undelivered`;
  const stateMachineArn = `arn:aws:states:eu-west-1:111122223333:stateMachine:${namePrefix}-message-composer`;
  return {
    id: "watch-tampered-delivery",
    title: "State machines, chats or queues of the watch were changed by hand",
    condition: any(
      harmful(harmfulCalls.stateMachines, machine!.contains(`:${namePrefix}-`)),
      harmful(harmfulCalls.executions, execution!.contains(`:${namePrefix}-`)),
      harmful(harmfulCalls.queues, any(queue!.contains(`/${namePrefix}-`), source!.contains(`:${namePrefix}-`))),
      harmful(harmfulCalls.chats, any(...chats.map((each) => each.contains(`/${namePrefix}-`)))),
      harmful(harmfulCalls.chatWorkspaces, field("recipientAccountId").isOneOf(...logAccountIds)),
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
      {
        what: "a message kept back",
        event: callOf("states")("StopExecution", {
          executionArn: `${stateMachineArn.replace("stateMachine", "execution")}:0a1b2c3d`,
        }),
      },
      {
        what: "all chats cut off",
        event: {
          ...callOf("chatbot")("DeleteSlackWorkspaceAuthorization", { slackTeamId: "T0123" }),
          recipientAccountId: logAccountIds[0],
        },
      },
      {
        what: "messages moved to another queue",
        event: callOf("sqs")("StartMessageMoveTask", {
          sourceArn: `arn:aws:sqs:eu-west-1:111122223333:${namePrefix}-undelivered`,
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

/** What state machines are started with, and what they remember. */
export function messages({ namePrefix }: WatchNames): Kind {
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
        not(machine!.contains(muteMachine({ namePrefix }))),
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
      {
        what: "reads muted",
        event: starts("StartExecution", { stateMachineArn: stateMachineArn.replace("message-composer", "mute") }),
      },
      { what: "another table", event: tables("DeleteTable", { tableName: "orders" }) },
      { what: "the table described", event: tables("DescribeTable", { tableName: `${namePrefix}-memory` }) },
    ],
  };
}
