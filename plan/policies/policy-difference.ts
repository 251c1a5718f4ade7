import { grantsOf, statementsOf, type Grant } from "./policy-grants";

export interface PolicyDifference {
  readonly added: readonly Grant[];
  readonly removed: readonly Grant[];
  /** The same grant under other conditions. */
  readonly changed: readonly { readonly before: Grant; readonly after: Grant }[];
}

/**
 * What somebody may do that they could not do before, and the other way round. How a policy is written does not matter:
 * order, statement ids, statements split or joined. Undefined if neither text is a policy.
 *
 * @param holder who a policy without principals is about
 */
export function policyDifference(before: unknown, after: unknown, holder: string): PolicyDifference | undefined {
  const [was, is] = [before, after].map(statementsOf);
  if (was === undefined && is === undefined) return undefined;
  const old = grantsOf(was ?? [], holder);
  const now = grantsOf(is ?? [], holder);
  const added = joined([...now].flatMap(([key, grant]) => (old.has(key) ? [] : [grant])));
  const removed = joined([...old].flatMap(([key, grant]) => (now.has(key) ? [] : [grant])));

  const changed = removed.flatMap((grant) => {
    const others = added.filter((other) => withoutConditions(other) === withoutConditions(grant));
    return others.length === 1 ? [{ before: grant, after: others[0]! }] : [];
  });
  return {
    added: added.filter((grant) => !changed.some(({ after: each }) => each === grant)),
    removed: removed.filter((grant) => !changed.some(({ before: each }) => each === grant)),
    changed,
  };
}

function withoutConditions({ effect, principals, actions, resources }: Grant): string {
  return JSON.stringify([effect, principals, actions, resources]);
}

/** Joins what differs in actions alone, then in resources alone, then in principals alone. */
function joined(grants: readonly Grant[]): readonly Grant[] {
  return (["actions", "resources", "principals"] as const).reduce((sofar, part) => joinedBy(sofar, part), grants);
}

function joinedBy(grants: readonly Grant[], part: "actions" | "resources" | "principals"): readonly Grant[] {
  if (grants.length < 2) return grants;
  const groups = new Map<string, Grant>();
  for (const grant of grants) {
    const key = JSON.stringify({ ...grant, [part]: [] });
    const group = groups.get(key);
    groups.set(key, group === undefined ? grant : { ...group, [part]: [...group[part], ...grant[part]] });
  }
  return [...groups.values()].map((grant) => ({ ...grant, [part]: [...new Set(grant[part])].sort() }));
}
