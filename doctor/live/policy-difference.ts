import { agrees, UNKNOWN } from "../unknown";

/** What tells a policy from the one that is wanted, in words; nothing if they mean the same. */
export interface PolicyDifference {
  /** Statements that are wanted, and not there as they are wanted. */
  readonly lacking: readonly string[];
  /** Statements that are there, and not wanted. */
  readonly added: readonly string[];
  /** Ids that stand where a role or user was: it is gone, and one of the same name that was made since is another one. */
  readonly gone: readonly string[];
}

/**
 * Compares policies by what they mean: AWS gives them back in an order and form of its own, a single element without its list, an account
 * as the ARN of its root. Names of actions and of condition keys have no case; the ids of statements say nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @param wanted JSON; what is not known in it is equal to anything
 * @param found JSON, also URL-encoded as IAM gives it, or an object, as the aws CLI prints that
 */
export function policyDifference(wanted: unknown, found: unknown): PolicyDifference {
  const policy = parsed(wanted);
  if (wanted === UNKNOWN || policy === undefined) return { lacking: [], added: [], gone: [] };
  const [wants, has] = [statementsOf(policy), statementsOf(parsed(found) ?? {})];
  const missing = wants.filter((each) => !has.some((other) => meansTheSame(each, other)));
  const more = has.filter((each) => !wants.some((other) => meansTheSame(other, each)));
  return {
    lacking: missing.map(words),
    added: more.map(words),
    gone: [
      ...new Set(has.flatMap(({ principals }) => principals.filter(isGone).map((each) => each.replace(/^.*:/, "")))),
    ],
  };
}

/** The difference in a sentence; undefined if there is none. */
export function policySentence(whose: string, wanted: unknown, found: unknown): string | undefined {
  const { lacking, added, gone } = policyDifference(wanted, found);
  const parts = [
    ...(gone.length > 0
      ? [`it names ${listed(gone)}, which was deleted, also where there is one of the same name`]
      : []),
    ...(lacking.length > 0 ? [`it lacks ${listed(lacking)}`] : []),
    ...(added.length > 0 ? [`it has ${listed(added)}, which is not ours`] : []),
  ];
  return parts.length === 0 ? undefined : `${whose} is another one: ${parts.join("; ")}.`;
}

const SHOWN = 3;

function listed(texts: readonly string[]): string {
  const more = texts.length - SHOWN;
  return texts.slice(0, SHOWN).join(", and ") + (more > 0 ? `, and ${more} more` : "");
}

type Json = Readonly<Record<string, unknown>>;

/** A statement as it is compared: every part a sorted list. */
interface Statement {
  readonly effect: string;
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
}

/** Undefined if it is no JSON: not known as a whole, say. */
function parsed(policy: unknown): Json | undefined {
  if (typeof policy !== "string") return (policy ?? {}) as Json;
  if (policy === "") return {};
  try {
    // IAM encodes it. A policy that is JSON begins with what is encoded there.
    return JSON.parse(policy.startsWith("%") ? decodeURIComponent(policy) : policy) as Json;
  } catch {
    return undefined;
  }
}

function statementsOf(policy: Json): readonly Statement[] {
  // Variables in a policy of the old version are mere text.
  const version = policy.Version === "2012-10-17" ? "" : "old ";
  return list(policy.Statement).map((each) => statementOf(each as Json, version));
}

function statementOf(statement: Json, version: string): Statement {
  return {
    effect: `${version}${String(statement.Effect)}`,
    principals: sorted([...principalsOf("", statement.Principal), ...principalsOf("not ", statement.NotPrincipal)]),
    actions: sorted([
      ...list(statement.Action).map((each) => String(each).toLowerCase()),
      ...list(statement.NotAction).map((each) => `not ${String(each).toLowerCase()}`),
    ]),
    resources: sorted([
      ...list(statement.Resource).map(String),
      ...list(statement.NotResource).map((each) => `not ${String(each)}`),
    ]),
    conditions: sorted(conditionsOf(statement.Condition)),
  };
}

/**
 * `"*"` and `{ "AWS": "*" }` are one, and so are an account's id and its root.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function principalsOf(not: string, principal: unknown): readonly string[] {
  const byKind: Json =
    typeof principal === "object" && principal !== null ? (principal as Json) : { AWS: principal ?? [] };
  return Object.entries(byKind).flatMap(([kind, names]) =>
    list(names).map((name) => `${not}${kind}:${String(name).replace(/^arn:[\w-]+:iam::(\d{12}):root$/, "$1")}`),
  );
}

function conditionsOf(condition: unknown): readonly string[] {
  return Object.entries((condition ?? {}) as Json).flatMap(([operator, keys]) =>
    Object.entries(keys as Json).map(
      ([key, values]) => `${operator} ${key.toLowerCase()} ${sorted(list(values).map(String)).join(" | ")}`,
    ),
  );
}

/** A unique id where an ARN was: of a role (AROA) or user (AIDA). */
function isGone(principal: string): boolean {
  return /^(not )?AWS:A(RO|ID)A[A-Z0-9]{12,}$/.test(principal);
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function meansTheSame(wanted: Statement, found: Statement): boolean {
  return (
    wanted.effect === found.effect &&
    samePart(wanted.principals, found.principals) &&
    samePart(wanted.actions, found.actions) &&
    samePart(wanted.resources, found.resources) &&
    samePart(wanted.conditions, found.conditions)
  );
}

/** What is not known is taken for whatever there is in its place. */
function samePart(wanted: readonly string[], found: readonly string[]): boolean {
  return wanted.length === found.length && wanted.every((each) => found.some((other) => agrees(each, other)));
}

function words({ effect, principals, actions, resources, conditions }: Statement): string {
  const parts = [
    `${effect.toLowerCase()} ${short(actions)}`,
    ...(principals.length > 0 ? [`to ${short(principals.map((each) => each.replace("AWS:", "")))}`] : []),
    ...(resources.length > 0 ? [`on ${short(resources)}`] : []),
    ...(conditions.length > 0 ? [`if ${short(conditions)}`] : []),
  ];
  return parts.join(" ");
}

function short(texts: readonly string[]): string {
  const [first = "nothing", ...more] = texts;
  return more.length > 0 ? `${first} and ${more.length} more` : first;
}
