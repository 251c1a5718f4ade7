import { centralAccountsOf, type Organization } from "../organization/organization";
import type { WantedStack } from "./wanted";

/** Accounts whose stacks have to do with each other: one makes things in the account of another, and all ask the organization. */
export function centralIdsOf(organization: Organization): ReadonlySet<string> {
  return new Set(centralAccountsOf(organization).map(({ id }) => id));
}

/**
 * Stacks by what can be looked at without the others: those of all central accounts, those of each other account.
 *
 * @param stacks those that belong together one after the other
 */
export function* togetherInAccounts<Stack extends WantedStack>(
  stacks: Iterable<Stack>,
  central: ReadonlySet<string>,
): Generator<readonly Stack[]> {
  const keyOf = ({ account }: Stack) => (central.has(account) ? "central" : account);
  let together: Stack[] = [];
  for (const stack of stacks) {
    if (together[0] !== undefined && keyOf(together[0]) !== keyOf(stack)) {
      yield together;
      together = [];
    }
    together.push(stack);
  }
  if (together.length > 0) yield together;
}
