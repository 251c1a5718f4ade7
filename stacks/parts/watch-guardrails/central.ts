import type { Names } from "../../../organization/names/names";
import type { Organization } from "../../../organization/organization";
import { harmfulCalls } from "../../../harm/harmful-calls";
import { alarms, eventRules, everywhere, queues } from "./everywhere";
import type { WatchGuardrail } from "./watch-guardrail";
import { bucket, logGroups, trail } from "./storage";

/** In the security account, and in the log archive account if there is one. */
export function centralGuardrails(organization: Organization): readonly WatchGuardrail[] {
  const { names, trailMaker } = organization;
  const exemptRoles = [names.access.deployRoleArn("*")];
  // Those of rules and state machines, which services alone take on, and which nobody but the deploy role makes or changes.
  const ownRoles = [names.access.roleArn("*", names.anyName)];
  const ourStateMachines = [names.stateMachineArn(names.anyName)];
  return [
    ...everywhere(names),
    // No policy binds the management account, where it makes the trail.
    ...(trailMaker === "security" ? [trail(names)] : []),
    bucket(names),
    logGroups(organization),
    alarms(names),
    {
      sid: "Dashboard",
      ...harmfulCalls.dashboard,
      resources: [names.health.dashboardArn],
      exemptRoles,
      mentions: [names.health.dashboardName],
    },
    {
      sid: "Topics",
      ...harmfulCalls.topics,
      // Subscriptions begin with the ARN of their topic.
      resources: [names.topicArn(names.anyName)],
      exemptRoles,
      mentions: [names.topicArn(names.ownPrefix)],
    },
    eventRules(names, [names.ruleArnPattern("*", "*")]),
    {
      sid: "EventBus",
      ...harmfulCalls.eventBuses,
      resources: [names.reads.busArn, names.reads.quietBusArn, names.reads.archiveArnPattern],
      exemptRoles,
      mentions: [names.ownPrefix],
    },
    queues(names, names.queueArn(names.anyName, "*", "*")),
    {
      sid: "StateMachines",
      ...harmfulCalls.stateMachines,
      resources: ourStateMachines,
      exemptRoles,
      mentions: [names.ownPrefix],
    },
    {
      sid: "Starts",
      ...harmfulCalls.starts,
      resources: ourStateMachines,
      exemptRoles: ownRoles,
      mentions: [names.ownPrefix],
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
