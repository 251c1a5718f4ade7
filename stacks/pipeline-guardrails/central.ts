import type { Names } from "../../config/names";
import { harmfulCalls } from "../../harm/harmful-calls";
import { alarms, eventRules, everywhere, queues } from "./everywhere";
import type { PipelineGuardrail } from "./pipeline-guardrail";
import { bucket, logGroups, trail } from "./storage";

/** In the security account, and in the log archive account if there is one. */
export function centralGuardrails(names: Names): readonly PipelineGuardrail[] {
  const exemptRoles = [names.deployRoleArn("*")];
  return [
    ...everywhere(names),
    // No policy binds the management account, where it makes the trail.
    ...(names.isTrailCentral ? [trail(names)] : []),
    bucket(names),
    logGroups(names),
    alarms(names),
    {
      sid: "Dashboard",
      ...harmfulCalls.dashboard,
      resources: [names.dashboardArn],
      exemptRoles,
      mentions: [names.dashboardName],
    },
    {
      sid: "Topics",
      ...harmfulCalls.topics,
      // Subscriptions begin with the ARN of their topic.
      resources: [names.topicArn(names.anyName)],
      exemptRoles,
      mentions: [names.topicArn(names.alarmName(""))],
    },
    eventRules(names, [names.ruleArnPattern("*", "*")]),
    {
      sid: "EventBus",
      ...harmfulCalls.eventBuses,
      resources: [names.centralBusArn, names.watchedBusArn, names.eventArchiveArnPattern],
      exemptRoles,
      mentions: [names.alarmName("")],
    },
    queues(names, names.queueArn(names.anyName, "*", "*")),
    {
      sid: "StateMachine",
      ...harmfulCalls.stateMachines,
      resources: [names.composerArn],
      exemptRoles,
      mentions: [names.composerName],
    },
  ];
}
