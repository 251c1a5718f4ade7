import type { PolicyStatement } from "../../modules/access/policy-document";

/** Who asks, for what, in which circumstances. */
export interface AccessRequest {
  /** ARN of an IAM principal or of a provider of tokens, or the domain of a service. */
  readonly principal: string;
  readonly action: string;
  /** @default "*" */
  readonly resource?: string;
  /** Condition keys. A key that is not here is not in the request. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * What a resource policy decides: an explicit deny wins, then an allow, else nothing is allowed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * A statement for the root of an account counts for every principal of that account, as if its own IAM policies allowed
 * everything: the widest reading, so that "not allowed" here is not allowed anywhere.
 */
export function decide(policy: string, request: AccessRequest): "allowed" | "denied" | "not allowed" {
  const { Statement: statements } = JSON.parse(policy) as { Statement: AnyStatement[] };
  const effects = statements.filter((statement) => applies(statement, request)).map(({ Effect }) => Effect);
  if (effects.includes("Deny")) return "denied";
  return effects.includes("Allow") ? "allowed" : "not allowed";
}

/**
 * What a role may do: its own policies and its permissions boundary have to allow it, and neither may deny it. With `grantedByResource`, a resource policy lets
 * the session of the role in by name, which counts for both unless one denies it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function decideWithin(
  boundary: string,
  policy: string,
  request: AccessRequest & { readonly grantedByResource?: boolean },
): "allowed" | "denied" | "not allowed" {
  const decisions = [decide(boundary, request), decide(policy, request)];
  if (decisions.includes("denied")) return "denied";
  return request.grantedByResource || !decisions.includes("not allowed") ? "allowed" : "not allowed";
}

/** What documents in other hands, such as templates, may say besides. */
type AnyStatement = Omit<PolicyStatement, "Action"> &
  Readonly<Partial<Record<"Action" | "NotAction" | "NotResource", string | readonly string[]>>>;

function applies(statement: AnyStatement, request: AccessRequest): boolean {
  const { Principal, Action, NotAction, Resource, NotResource, Condition } = statement;
  const isAction = (pattern: string) => like(pattern.toLowerCase(), request.action.toLowerCase());
  const isResource = (pattern: string) => like(pattern, request.resource ?? "*");
  return (
    (Principal === undefined || matchesPrincipal(Principal, request.principal)) &&
    (Action === undefined || list(Action).some(isAction)) &&
    (NotAction === undefined || !list(NotAction).some(isAction)) &&
    (Resource === undefined || list(Resource).some(isResource)) &&
    (NotResource === undefined || !list(NotResource).some(isResource)) &&
    Object.entries(Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, list(values), request.context?.[key])),
    )
  );
}

function matchesPrincipal(allowed: NonNullable<PolicyStatement["Principal"]>, principal: string): boolean {
  if (allowed === "*") return true;
  if ([...list(allowed.Service ?? []), allowed.Federated].includes(principal)) return true;
  return list(allowed.AWS ?? []).some(
    (arn) => arn === "*" || arn === principal || (arn.endsWith(":root") && account(arn) === account(principal)),
  );
}

type ContextValue = string | readonly string[] | undefined;

function holds(operator: string, expected: readonly string[], value: ContextValue): boolean {
  const ofAny = /^ForAnyValue:(.*)$/.exec(operator)?.[1];
  if (ofAny !== undefined) return list(value ?? []).some((each) => holds(ofAny, expected, each));
  if (operator === "Null") return expected.includes(String(value === undefined));
  if (typeof value === "object") throw new Error(`${operator} on several values needs ForAnyValue or ForAllValues.`);
  return holdsForOne(operator, expected, value);
}

function holdsForOne(operator: string, expected: readonly string[], actual: string | undefined): boolean {
  switch (operator) {
    case "StringEquals":
      return actual !== undefined && expected.includes(actual);
    case "StringNotEquals":
    case "StringNotEqualsIfExists":
      return actual === undefined || !expected.includes(actual);
    case "StringEqualsIfExists":
      return actual === undefined || expected.includes(actual);
    case "StringNotLike":
      return actual === undefined || !expected.some((pattern) => like(pattern, actual));
    case "StringLike":
      return actual !== undefined && expected.some((pattern) => like(pattern, actual));
    case "ArnLike":
    case "ArnEquals":
      return actual !== undefined && expected.some((pattern) => arnLike(pattern, actual));
    case "ArnNotLike":
      return actual === undefined || !expected.some((pattern) => arnLike(pattern, actual));
    case "BoolIfExists":
      return actual === undefined || expected.includes(actual);
    case "Bool":
      return actual !== undefined && expected.includes(actual);
    case "StringLikeIfExists":
      return actual === undefined || expected.some((pattern) => like(pattern, actual));
    default:
      throw new Error(`This test knows no operator ${operator}.`);
  }
}

function like(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${escaped}$`).test(text);
}

/** Each of the six parts for itself, so that no wildcard reaches into the next one. */
function arnLike(pattern: string, arn: string): boolean {
  const [patterns, parts] = [pattern, arn].map((text) => {
    const [partition, ...others] = text.split(":");
    return [partition, ...others.slice(0, 4), others.slice(4).join(":")] as string[];
  });
  return patterns!.every((each, index) => like(each, parts![index] ?? ""));
}

function account(arn: string): string | undefined {
  return arn.split(":")[4];
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
