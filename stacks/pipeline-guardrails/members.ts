import type { Names } from "../../config/names";
import { alarms, eventRules, everywhere, queues } from "./everywhere";
import type { PipelineGuardrail } from "./pipeline-guardrail";

/** In every member: what sends its reads to the security account, and what keeps others from its secrets. */
export function memberGuardrails(names: Names): readonly PipelineGuardrail[] {
  const exemptRoles = [names.deployRoleArn("*")];
  const ofOurSecrets = { StringEquals: { "aws:ResourceTag/managed-by": "secretwatch" } };
  const secrets = { service: "secretsmanager", resources: [names.secretArn("*", "*", "*")], exemptRoles };
  return [
    ...everywhere(names),
    alarms(names),
    eventRules(names, [names.ruleArnPattern("*", "*")]),
    queues(names, names.queueArn(names.undeliveredQueueName, "*", "*")),
    {
      ...secrets,
      sid: "SecretPolicies",
      actions: ["DeleteResourcePolicy", "PutResourcePolicy"],
      condition: ofOurSecrets,
    },
    {
      // The tag is what the statement above knows a secret by.
      ...secrets,
      sid: "SecretTags",
      actions: ["TagResource", "UntagResource"],
      condition: { ...ofOurSecrets, "ForAnyValue:StringEquals": { "aws:TagKeys": "managed-by" } },
    },
  ];
}
