import type { Problem } from "../files/problem";
import { secretsOf, type ConfigView, watchedOf } from "./config-view";

/**
 * Characters of names and owners that the message composer can know: its definition has at most 1 MiB, and the rest of it
 * some 30 kB.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const MOST_DIRECTORY_CHARACTERS = 900_000;
/** What stands between the names in a line, and an account's id. */
const LINE_CHARACTERS = 30;

/** The names of all accounts, and the owners of accounts and secrets, fit the definition of the message composer. */
export function checkDirectory(view: ConfigView): Problem[] {
  const characters = directoryCharacters(view);
  if (characters <= MOST_DIRECTORY_CHARACTERS) return [];
  return [
    view.root.problemWithKey(
      ["members"],
      `names and owners of ${view.accounts.length} accounts have ${characters} characters; messages can know ${MOST_DIRECTORY_CHARACTERS}.`,
      "Leave out accounts without secrets (the organization trail sees them all the same), or owners of single secrets.",
    ),
  ];
}

/** Characters of the names and owners in the definition. */
export function directoryCharacters({ accounts }: ConfigView): number {
  const length = (value: unknown) => (typeof value === "string" ? value.length : 0);
  const ofAccounts = accounts.map(({ entry }) => LINE_CHARACTERS + length(entry.name) + length(entry.owner));
  const ofSecrets = accounts
    .flatMap((account) => [...secretsOf(account), ...watchedOf(account)])
    .filter(({ entry }) => entry.owner !== undefined)
    .map(({ entry }) => LINE_CHARACTERS + length(entry.name) + length(entry.owner));
  return [...ofAccounts, ...ofSecrets].reduce((sum, each) => sum + each, 0);
}
