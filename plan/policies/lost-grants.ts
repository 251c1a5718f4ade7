import { grantsOf, statementsOf, type Grant } from "./policy-grants";
import { policyDifference } from "./policy-difference";

/**
 * What a policy allowed that it allows no more, also under other conditions than before. What a wider statement still allows is not
 * lost.
 *
 * @param holder who a policy without principals is about
 */
export function lostGrants(before: unknown, after: unknown, holder: string): readonly Grant[] {
  const difference = policyDifference(before, after, holder);
  if (difference === undefined) return [];
  const still = [...grantsOf(statementsOf(after) ?? [], holder).values()].filter(({ effect }) => effect === "allow");
  return [...difference.removed, ...difference.changed.map(({ before: each }) => each)]
    .filter(({ effect }) => effect === "allow")
    .flatMap((grant) => {
      const actions = grant.actions.filter(
        (action) => !still.some((each) => covers(each, { ...grant, actions: [action] })),
      );
      return actions.length === 0 ? [] : [{ ...grant, actions }];
    });
}

/** Whether a grant allows all of what another does, as far as wildcards tell. */
function covers(wide: Grant, narrow: Grant): boolean {
  return (
    // Fewer conditions let more in.
    wide.conditions.every((each) => narrow.conditions.includes(each)) &&
    (wide.principals.includes("everybody") || isWithin(narrow.principals, wide.principals, equal)) &&
    isWithin(narrow.actions, wide.actions, matches) &&
    isWithin(narrow.resources, wide.resources, matches)
  );
}

function isWithin(
  narrow: readonly string[],
  wide: readonly string[],
  fits: (pattern: string, value: string) => boolean,
): boolean {
  return narrow.every((value) => wide.some((pattern) => fits(pattern, value)));
}

const equal = (one: string, other: string) => one === other;

/** `*` at the end is all that is understood; actions come in any case. */
function matches(pattern: string, value: string): boolean {
  const [wide, narrow] = [pattern.toLowerCase(), value.toLowerCase()];
  return wide === narrow || (wide.endsWith("*") && narrow.startsWith(wide.slice(0, -1)));
}
