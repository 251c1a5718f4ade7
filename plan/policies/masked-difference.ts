import { MASK, maskedText } from "../masked";
import type { PolicyDifference } from "./policy-difference";
import type { Grant } from "./policy-grants";

/**
 * Condition keys whose values serve as passwords between a distribution and its bucket, or between two accounts; IAM takes them in
 * any case. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const SHARED_SECRETS = new Set(["aws:referer", "aws:useragent", "sts:externalid"]);

/** A difference as it may be shown: who, what and where are names; what can be recognized as a secret in them is masked. */
export function maskedDifference({ added, removed, changed }: PolicyDifference): PolicyDifference {
  return {
    added: added.map(maskedGrant),
    removed: removed.map(maskedGrant),
    changed: changed.map(({ before, after }) => ({ before: maskedGrant(before), after: toldApart(before, after) })),
  };
}

/** What differs in what is not shown alone would look the same. */
function toldApart(before: Grant, after: Grant): Grant {
  const masked = maskedGrant(after);
  const old = new Set(maskedGrant(before).conditions);
  const conditions = masked.conditions.map((condition, index) =>
    old.has(condition) && !before.conditions.includes(after.conditions[index]!)
      ? condition.replace(MASK, "(another one, not shown)")
      : condition,
  );
  return { ...masked, conditions };
}

export function maskedGrant({ effect, principals, actions, resources, conditions }: Grant): Grant {
  return {
    effect,
    principals: principals.map(maskedText),
    actions: actions.map(maskedText),
    resources: resources.map(maskedText),
    conditions: conditions.map(maskedCondition),
  };
}

function maskedCondition(condition: string): string {
  const [key = "", operator = "", ...values] = condition.split(" ");
  return SHARED_SECRETS.has(key.toLowerCase())
    ? `${key} ${operator} ${MASK}`
    : maskedText(`${key} ${operator} ${values.join(" ")}`);
}
