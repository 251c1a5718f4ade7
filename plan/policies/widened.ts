import type { PolicyDifference } from "./policy-difference";
import type { Grant } from "./policy-grants";

interface Condition {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Operators under which a grant holds for what is named alone. */
const NAMING =
  /^((ForAnyValue|ForAllValues):)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress|Bool|NumericEquals)(IfExists)?$/;
const SUBJECT = /:sub$/i;
/** Keys of tokens begin with the address of who issues them, AWS's own with the name of a service. */
const OF_TOKEN = /^[\w-]+\.[\w.-]+(\/[\w./-]*)?:/;
const PROVIDER = /:(oidc-provider|saml-provider)\//;
/** Whose tokens anybody can get: an account there is free. */
const EVERYBODYS_PROVIDER =
  /oidc-provider\/(token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|oidc\.circleci\.com|agent\.buildkite\.com|api\.bitbucket\.org|accounts\.google\.com|cognito-identity\.amazonaws\.com)/;
/** A subject whose first part is anything, such as repo:*, where the first part says whose it is. */
const ANYBODY = /^(\w+:)?[*?]+/;
const LONGEST = 200;

/** Where a grant holds for more than it did: a condition is gone, no longer needs its key, or takes more values. Each in words. */
export function widenings({ added, changed }: PolicyDifference): readonly string[] {
  return [
    ...changed.flatMap(({ before, after }) => (before.effect === "allow" ? widened(before, after) : [])),
    ...[...added, ...changed.map(({ after }) => after)].flatMap(letsInAnyToken),
  ];
}

/** What a policy of the organization refuses no longer, by action. */
export function refusedNoLonger({ added, removed, changed }: PolicyDifference): readonly string[] {
  const still = new Set(added.filter(isDenial).flatMap(({ actions }) => actions));
  const gone = removed
    .filter(isDenial)
    .flatMap(({ actions }) => actions)
    .filter((action) => !still.has(action));
  const weaker = changed.filter(({ before, after }) => isDenial(before) && weakened(before, after));
  return [...new Set([...gone, ...weaker.flatMap(({ before }) => before.actions)])].sort();
}

function isDenial({ effect }: Grant): boolean {
  return effect === "deny";
}

/** A denial holds less often under one condition more, or under other values. */
function weakened(before: Grant, after: Grant): boolean {
  return after.conditions.some((each) => !before.conditions.includes(each));
}

function widened(before: Grant, after: Grant): readonly string[] {
  const now = after.conditions.map(conditionOf);
  const who = before.actions.join(", ");
  return before.conditions.map(conditionOf).flatMap(({ key, operator, values }) => {
    if (!NAMING.test(operator)) return [];
    const same = now.filter((each) => each.key.toLowerCase() === key.toLowerCase() && NAMING.test(each.operator));
    if (same.length === 0) return [`allows more than before: ${who}, whatever ${key} is`];
    if (!operator.endsWith("IfExists") && same.every((each) => each.operator.endsWith("IfExists"))) {
      return [`allows more than before: ${who}, also without ${key}`];
    }
    const more = same[0]!.values.filter((value) => isWider(value, values, key));
    return more.length === 0
      ? []
      : [`allows more than before: ${who}, for ${key} ${more.join(", ").slice(0, LONGEST)}`];
  });
}

/** Of AWS's own keys only what stands for many; of the subjects of a token each that was not there, which is another workload. */
function isWider(value: string, before: readonly string[], key: string): boolean {
  if (before.some((each) => each === value || covers(each, value))) return false;
  if (OF_TOKEN.test(key)) return true;
  return /[*?]/.test(value) || /\/[0-8]$/.test(value);
}

/** Whether a pattern with stars takes whatever another one takes. */
function covers(pattern: string, value: string): boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return false;
  let at = 0;
  return parts.every((part, index) => {
    const found = index === parts.length - 1 ? value.length - part.length : value.indexOf(part, at);
    const fits = found >= at && value.startsWith(part, found) && (index > 0 || found === 0);
    at = found + part.length;
    return fits;
  });
}

/** Anybody's workload on a public service: no condition on the subject, or one that says nothing of whose it is. */
function letsInAnyToken({ effect, principals, actions, conditions }: Grant): readonly string[] {
  const provider = principals.find((each) => PROVIDER.test(each) && EVERYBODYS_PROVIDER.test(each));
  if (effect !== "allow" || provider === undefined) return [];
  const subjects = conditions
    .map(conditionOf)
    .filter(({ key, operator }) => SUBJECT.test(key) && NAMING.test(operator));
  const values = subjects.filter(({ operator }) => !operator.endsWith("IfExists")).flatMap((each) => each.values);
  if (values.length > 0 && !values.some((value) => ANYBODY.test(value))) return [];
  const where = provider.slice(provider.indexOf("oidc-provider/") + "oidc-provider/".length);
  return [`lets in anybody's workload on ${where}: ${actions.join(", ")}`];
}

function conditionOf(text: string): Condition {
  const [key = "", operator = "", ...rest] = text.split(" ");
  return { key, operator, values: rest.join(" ").split(", ") };
}
