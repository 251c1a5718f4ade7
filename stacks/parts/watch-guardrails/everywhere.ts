import type { Names } from "../../../organization/names/names";
import { harmfulCalls } from "../../../harm/harmful-calls";
import type { WatchGuardrail } from "./watch-guardrail";

/** In every account: the roles and keys, and that it stays where the trail reaches it. */
export function everywhere(names: Names): readonly WatchGuardrail[] {
  const exemptRoles = [names.access.deployRoleArn("*")];
  // With this role a service-managed stack set makes the deploy role. The stack set's service-linked role makes it, which
  // no service control policy binds, so nobody else has to be let through.
  const stackSetRole = names.access.roleArn("*", "stacksets-exec-*");
  const ofOurKeys = { "ForAnyValue:StringLike": { "kms:ResourceAliases": names.access.keyAlias("*") } };
  return [
    {
      // Whoever makes or changes the role that is exempt is exempt; so the role itself is nobody's but the stack set's.
      sid: "DeployRole",
      ...harmfulCalls.roles,
      resources: [names.access.deployRoleArn("*"), stackSetRole],
      exemptRoles: [stackSetRole],
      mentions: [names.access.deployRoleName, "stacksets-exec-"],
    },
    {
      sid: "Roles",
      ...harmfulCalls.roles,
      resources: [names.access.roleArn("*", names.anyName)],
      exemptRoles,
      mentions: [names.ownPrefix],
    },
    {
      // By alias and not by tag: an alias is a resource with a name of its own, which the next statement protects.
      sid: "Keys",
      ...harmfulCalls.keys,
      resources: [names.access.keyArnPattern],
      condition: ofOurKeys,
      exemptRoles,
    },
    {
      // DynamoDB makes a grant in the name of whoever makes the table. No other is needed, by nobody.
      // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
      sid: "KeyGrants",
      ...harmfulCalls.keyGrants,
      resources: [names.access.keyArnPattern],
      condition: {
        ...ofOurKeys,
        BoolIfExists: { "kms:GrantIsForAWSResource": "false" },
      },
      exemptRoles: [],
    },
    {
      sid: "KeyAliases",
      ...harmfulCalls.keyAliases,
      resources: [names.access.keyAliasArnPattern],
      exemptRoles,
      mentions: [names.access.keyAlias("")],
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
