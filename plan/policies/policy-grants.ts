/** What a policy says, one effect, principal, action and resource at a time; lists that belong together are joined. */
export interface Grant {
  readonly effect: string;
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Each as "key Operator value, value", all of which have to hold. */
  readonly conditions: readonly string[];
}

/** A statement with more combinations than this is compared as a whole. */
const MOST_COMBINATIONS = 4000;

type Json = Readonly<Record<string, unknown>>;

/** The statements of a policy's JSON text; undefined if it is none. */
export function statementsOf(text: unknown): readonly Json[] | undefined {
  if (typeof text !== "string" || !text.includes('"Statement"')) return undefined;
  try {
    const { Statement } = JSON.parse(text) as { Statement?: unknown };
    return Statement === undefined ? undefined : many(Statement).filter(isObject);
  } catch {
    return undefined;
  }
}

/** @param holder who a policy without principals is about */
export function grantsOf(statements: readonly Json[], holder: string): ReadonlyMap<string, Grant> {
  const grants = new Map<string, Grant>();
  for (const statement of statements) {
    for (const grant of atomsOf(statement, holder)) grants.set(JSON.stringify(grant), grant);
  }
  return grants;
}

function atomsOf(statement: Json, holder: string): readonly Grant[] {
  const effect = statement.Effect === "Deny" ? "deny" : "allow";
  const principals = principalsOf(statement, holder);
  const actions = either(statement, "Action");
  const resources = either(statement, "Resource");
  const conditions = conditionsOf(statement.Condition);
  if (principals.length * actions.length * resources.length > MOST_COMBINATIONS) {
    return [{ effect, principals, actions, resources, conditions }];
  }
  return principals.flatMap((principal) =>
    actions.flatMap((action) =>
      resources.map((resource) => ({
        effect,
        principals: [principal],
        actions: [action],
        resources: resource === "" ? [] : [resource],
        conditions,
      })),
    ),
  );
}

function principalsOf({ Principal, NotPrincipal }: Json, holder: string): readonly string[] {
  if (NotPrincipal !== undefined) return [`everybody except ${named(NotPrincipal).join(", ")}`];
  return Principal === undefined ? [holder] : named(Principal);
}

function named(principal: unknown): readonly string[] {
  if (!isObject(principal)) return texts(principal).map((value) => (value === "*" ? "everybody" : value));
  return Object.entries(principal)
    .flatMap(([kind, values]) => texts(values).map((value) => (kind === "AWS" && value === "*" ? "everybody" : value)))
    .sort();
}

function either(statement: Json, key: string): readonly string[] {
  const except = statement[`Not${key}`];
  if (except !== undefined) return [`everything except ${texts(except).join(", ")}`];
  const values = texts(statement[key] ?? []);
  return values.length === 0 ? [""] : values;
}

function conditionsOf(condition: unknown): readonly string[] {
  return Object.entries(isObject(condition) ? condition : {})
    .flatMap(([operator, keys]) =>
      Object.entries(isObject(keys) ? keys : {}).map(
        ([key, values]) => `${key} ${operator} ${texts(values).join(", ")}`,
      ),
    )
    .sort();
}

function texts(value: unknown): readonly string[] {
  return many(value).map(asWord).sort();
}

/** A value where a policy has a text; not by String, which asks an object for what a plan may have put there. */
function asWord(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function many(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
