import { stackSetRolePrefix } from "../../../organization/names/access-names";
import type { Names } from "../../../organization/names/names";
import { harmfulCalls } from "../../../harm/harmful-calls";
import { keys } from "./keys";
import type { WatchGuardrail } from "./watch-guardrail";

/** In every account: the roles, keys and the default bus, and that it stays where the trail reaches it. */
export function everywhere(names: Names): readonly WatchGuardrail[] {
  const exemptRoles = [names.access.deployRoleArn("*")];
  // With this role a service-managed stack set makes the deploy role. The stack set's service-linked role makes it, which
  // no service control policy binds, so nobody else has to be let through.
  const stackSetRole = names.access.stackSetRoleArnPattern;
  return [
    {
      // Whoever makes or changes the role that is exempt is exempt; so the role itself is nobody's but the stack set's.
      sid: "DeployRole",
      ...harmfulCalls.roles,
      resources: [names.access.deployRoleArn("*"), stackSetRole],
      exemptRoles: [stackSetRole],
      mentions: [names.access.deployRoleName, stackSetRolePrefix],
    },
    {
      sid: "DeployPolicies",
      ...harmfulCalls.rolePolicies,
      resources: names.access.deployPolicyNames.map((name) => names.access.policyArn("*", name)),
      exemptRoles: [stackSetRole],
      mentions: [names.access.deployRoleName],
    },
    {
      sid: "Roles",
      ...harmfulCalls.roles,
      resources: [names.access.roleArn("*", names.anyName)],
      exemptRoles,
      mentions: [names.ownPrefix],
    },
    ...keys(names),
    {
      sid: "DefaultBus",
      ...harmfulCalls.defaultEventBus,
      resources: [names.reads.defaultBusArnPattern],
      exemptRoles,
      mentions: ["default"],
    },
    {
      sid: "StayInOrganization",
      ...harmfulCalls.membership,
      resources: ["*"],
      exemptRoles: [],
    },
  ];
}

export function alarms(names: Names): WatchGuardrail {
  return {
    sid: "Alarms",
    ...harmfulCalls.alarms,
    resources: [names.ownAlarmArnPattern],
    exemptRoles: [names.access.deployRoleArn("*")],
    mentions: [names.ownPrefix],
  };
}

export function eventRules(names: Names, resources: readonly string[]): WatchGuardrail {
  return {
    sid: "EventRules",
    ...harmfulCalls.eventRules,
    resources,
    exemptRoles: [names.access.deployRoleArn("*")],
    mentions: [names.ownPrefix],
  };
}

export function queues(names: Names, resource: string): WatchGuardrail {
  return {
    sid: "Queues",
    ...harmfulCalls.queues,
    resources: [resource],
    exemptRoles: [names.access.deployRoleArn("*")],
    mentions: [names.ownPrefix],
  };
}
