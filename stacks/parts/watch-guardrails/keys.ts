import type { Names } from "../../../organization/names/names";
import { managedBy } from "../../../organization/own-tags";
import { harmfulCalls } from "../../../harm/harmful-calls";
import type { WatchGuardrail } from "./watch-guardrail";

/**
 * Keys, which have no name in their ARN: known by their alias, which is a resource with a name of its own, and by their tag as
 * well. A change of either takes up to five minutes to be seen, and AWS's reference names both for keys in general, not for
 * each action.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function keys(names: Names): readonly WatchGuardrail[] {
  const exemptRoles = [names.access.deployRoleArn("*")];
  const resources = [names.access.keyArnPattern];
  const byAlias = { "ForAnyValue:StringLike": { "kms:ResourceAliases": names.access.keyAlias("*") } };
  const byTag = { StringEquals: { [`aws:ResourceTag/${managedBy.key}`]: managedBy.value } };
  // DynamoDB makes a grant in the name of whoever makes the table. No other is needed, by nobody.
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
  const byHand = { BoolIfExists: { "kms:GrantIsForAWSResource": "false" } };
  return [
    { sid: "Keys", ...harmfulCalls.keys, resources, condition: byAlias, exemptRoles },
    { sid: "TaggedKeys", ...harmfulCalls.keys, resources, condition: byTag, exemptRoles },
    { sid: "KeyGrants", ...harmfulCalls.keyGrants, resources, condition: { ...byAlias, ...byHand }, exemptRoles: [] },
    {
      sid: "KeyTags",
      ...harmfulCalls.keyTags,
      resources,
      condition: { ...byTag, "ForAnyValue:StringEquals": { "aws:TagKeys": managedBy.key } },
      exemptRoles,
      mentions: [managedBy.key],
    },
    {
      sid: "KeyAliases",
      ...harmfulCalls.keyAliases,
      resources: [names.access.keyAliasArnPattern],
      exemptRoles,
      mentions: [names.access.keyAlias("")],
    },
  ];
}
