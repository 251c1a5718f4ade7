import type { HarmfulCalls } from "../../../harm/harmful-calls";
import type { PolicyStatement } from "../../../modules/access/policy-document";

/** What nobody but the exempt roles may do to resources of ours; everything else stays as it is. */
export interface WatchGuardrail extends HarmfulCalls {
  /** Names the statement; letters and digits. */
  readonly sid: string;
  readonly resources: readonly string[];
  /** Which of the resources, where an ARN can't tell. @default - all of them */
  readonly condition?: PolicyStatement["Condition"];
  /** ARNs of the roles that may. @default - nobody may */
  readonly exemptRoles: readonly string[];
  /** Texts of which an event about such a resource holds one. @default - none: events don't tell */
  readonly mentions?: readonly string[];
}

/** As the statement of a service control policy, which denies and has no principal. */
export function toStatement(guardrail: WatchGuardrail): PolicyStatement {
  const { sid, service, actions, resources, condition, exemptRoles } = guardrail;
  const exempt: PolicyStatement["Condition"] =
    exemptRoles.length === 0 ? {} : { ArnNotLike: { "aws:PrincipalArn": exemptRoles } };
  const conditions = { ...exempt, ...condition };
  return {
    Sid: sid,
    Effect: "Deny",
    Action: actions.map((action) => `${service}:${action}`),
    Resource: resources,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
}
