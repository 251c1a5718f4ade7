import type { Names } from "../../../organization/names/names";
import { managedBy } from "../../../organization/own-tags";
import { harmfulCalls } from "../../../harm/harmful-calls";
import { alarms, eventRules, everywhere, queues } from "./everywhere";
import type { WatchGuardrail } from "./watch-guardrail";

/** In every member: what sends its reads to the security account, and what keeps others from its secrets. */
export function memberGuardrails(names: Names): readonly WatchGuardrail[] {
  const exemptRoles = [names.access.deployRoleArn("*")];
  const ofOurSecrets = { StringEquals: { [`aws:ResourceTag/${managedBy.key}`]: managedBy.value } };
  const secrets = { resources: [names.secretArn("*", "*", "*")], exemptRoles };
  return [
    ...everywhere(names),
    alarms(names),
    eventRules(names, [names.ruleArnPattern("*", "*")]),
    queues(names, names.queueArn(names.reads.undeliveredQueueName, "*", "*")),
    {
      ...secrets,
      ...harmfulCalls.secretPolicies,
      sid: "SecretPolicies",
      condition: ofOurSecrets,
    },
    {
      // The tag is what the statement above knows a secret by.
      ...secrets,
      ...harmfulCalls.secretTags,
      sid: "SecretTags",
      condition: { ...ofOurSecrets, "ForAnyValue:StringEquals": { "aws:TagKeys": managedBy.key } },
    },
  ];
}
