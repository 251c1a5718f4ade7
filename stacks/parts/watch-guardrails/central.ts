import type { Organization } from "../../../organization/organization";
import { harmfulCalls } from "../../../harm/harmful-calls";
import { alarms, eventRules, everywhere, queues } from "./everywhere";
import { messages } from "./messages";
import { pipeline } from "./pipeline";
import { bucket, logGroups, trail } from "./storage";
import type { WatchGuardrail } from "./watch-guardrail";

/** In the security account, and in the log archive account if there is one. */
export function centralGuardrails(organization: Organization): readonly WatchGuardrail[] {
  const { names, trailMaker } = organization;
  return [
    ...everywhere(names),
    ...pipeline(organization),
    // No policy binds the management account, where it makes the trail.
    ...(trailMaker === "security" ? [trail(names)] : []),
    bucket(names),
    ...logGroups(organization),
    alarms(names),
    ...signals(organization),
    ...messages(names),
    eventRules(names, [names.ruleArnPattern("*", "*")]),
    ...buses(organization),
    queues(names, names.queueArn(names.anyName, "*", "*")),
  ];
}

/** What shows people how the watch is. */
function signals({ names }: Organization): readonly WatchGuardrail[] {
  const { metricNamespace, health } = names;
  return [
    {
      sid: "Dashboard",
      ...harmfulCalls.dashboard,
      resources: [health.dashboardArn],
      exemptRoles: [names.access.deployRoleArn("*")],
      mentions: [health.dashboardName],
    },
    {
      // Filters count, which CloudWatch Logs runs itself.
      sid: "Metrics",
      ...harmfulCalls.metrics,
      resources: ["*"],
      condition: { StringEquals: { "cloudwatch:namespace": [metricNamespace, health.metricNamespace] } },
      exemptRoles: [],
    },
  ];
}

/** Where unexpected reads meet. */
function buses({ names }: Organization): readonly WatchGuardrail[] {
  const exemptRoles = [names.access.deployRoleArn("*")];
  return [
    {
      sid: "EventBus",
      ...harmfulCalls.eventBuses,
      resources: [names.reads.busArn, names.reads.quietBusArn, names.reads.archiveArnPattern],
      exemptRoles,
      mentions: [names.ownPrefix],
    },
    // Of every bus, others' too: in this account, only those of the watch need one.
    { sid: "EventBusPolicies", ...harmfulCalls.eventBusPolicies, resources: ["*"], exemptRoles },
  ];
}
