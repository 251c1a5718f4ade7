import type { Names } from "../../../organization/names/names";
import { harmfulCalls } from "../../../harm/harmful-calls";
import type { WatchGuardrail } from "./watch-guardrail";

/** What tells people: topics, chats, and the state machines with their table. */
export function messages(names: Names): readonly WatchGuardrail[] {
  const exemptRoles = [names.access.deployRoleArn("*")];
  // Those of rules and state machines, which services alone take on, and which nobody but the deploy role makes or changes.
  const ownRoles = [names.access.roleArn("*", names.anyName)];
  // Subscriptions begin with the ARN of their topic.
  const topics = [names.topicArn(names.anyName)];
  const stateMachines = [names.stateMachineArn(names.anyName)];
  const mentions = [names.ownPrefix];
  return [
    {
      sid: "Topics",
      ...harmfulCalls.topics,
      resources: topics,
      exemptRoles,
      mentions: [names.topicArn(names.ownPrefix)],
    },
    { sid: "Publications", ...harmfulCalls.publications, resources: topics, exemptRoles: ownRoles },
    { sid: "Chats", ...harmfulCalls.chats, resources: [names.messages.chatArnPattern], exemptRoles, mentions },
    { sid: "ChatWorkspaces", ...harmfulCalls.chatWorkspaces, resources: ["*"], exemptRoles },
    { sid: "StateMachines", ...harmfulCalls.stateMachines, resources: stateMachines, exemptRoles, mentions },
    {
      sid: "Starts",
      ...harmfulCalls.starts,
      resources: names.messages.startedByRulesArnPatterns,
      exemptRoles: ownRoles,
      mentions,
    },
    {
      sid: "Executions",
      ...harmfulCalls.executions,
      resources: [names.messages.executionArnPattern],
      exemptRoles,
      mentions,
    },
    ...table(names, exemptRoles, ownRoles),
  ];
}

/** The table in which state machines remember, and what is in it. */
function table(
  { messages: { memoryTableArn, memoryTableName } }: Names,
  exemptRoles: readonly string[],
  ownRoles: readonly string[],
): readonly WatchGuardrail[] {
  const resources = [memoryTableArn];
  return [
    { sid: "Table", ...harmfulCalls.table, resources, exemptRoles, mentions: [memoryTableName] },
    { sid: "TableItems", ...harmfulCalls.tableItems, resources, exemptRoles: ownRoles },
  ];
}
