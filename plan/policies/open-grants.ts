import type { Grant } from "./policy-grants";

/** Condition keys that say whose requests count; AWS takes them in any case. */
const LIMITING_KEYS = new Set([
  ...["aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:vpceorgid"],
  ...["aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceaccount", "aws:sourcearn", "aws:sourceowner"],
  ...["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "kms:calleraccount"],
]);
/** They hold for what is named alone; those that end in IfExists hold where the key is missing, too. */
const LIMITING_OPERATOR = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;
const ANYTHING = /^(\*.*|o-\*.*|arn:\*.*|arn:[\w-]+:[\w*-]*:[^:]*:\*:.*)$/;
/** Keys and operators of a denial that spares an organization. */
const EXCEPTION_KEY = /^aws:(Principal|Source|Vpce)Org(ID|Paths)$/i;
const EXCEPTION_OPERATOR = /Not(Equals|Like)/i;
const ORGANIZATION = /\bo-[a-z0-9]{10,32}\b/g;

/** Organizations that a policy's text names, without a look at where. */
export function organizationsNamed(policy: unknown): readonly string[] {
  return typeof policy === "string" ? (policy.match(ORGANIZATION) ?? []) : [];
}

/** Organizations that the conditions of grants name. */
export function organizationsIn(grants: readonly Grant[]): readonly string[] {
  return grants.flatMap(({ conditions }) => conditions.flatMap((each) => each.match(ORGANIZATION) ?? []));
}

/** Whether everybody may use a grant: no condition says whose requests count. */
export function letsInEverybody({ effect, principals, conditions }: Grant): boolean {
  if (effect !== "allow") return false;
  if (!principals.some((each) => each === "everybody" || each.startsWith("everybody except"))) return false;
  return !conditions.some(limits);
}

function spares(condition: string): boolean {
  const [key = "", operator = ""] = condition.split(" ", 2);
  return EXCEPTION_KEY.test(key) && EXCEPTION_OPERATOR.test(operator);
}

function limits(condition: string): boolean {
  const [key = "", operator = "", ...values] = condition.split(/,? /);
  return (
    LIMITING_KEYS.has(key.toLowerCase()) &&
    LIMITING_OPERATOR.test(operator) &&
    values.every((value) => !ANYTHING.test(value))
  );
}

/** Organizations other than ours that a grant names as allowed, or as not denied. */
export function foreignOrganizations(grant: Grant, ours: string | undefined): readonly string[] {
  const inside = grant.effect === "allow" ? limits : spares;
  const named = organizationsIn([{ ...grant, conditions: grant.conditions.filter(inside) }]);
  return [...new Set(named)].filter((each) => each !== ours);
}

/** Whether a grant keeps those out who are not of an organization. */
export function keepsOthersOut({ effect, conditions }: Grant): boolean {
  return effect === "deny" && conditions.some(spares);
}
