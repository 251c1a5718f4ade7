import type { Problem } from "../files/problem";
import { secretsOf, watchedSecretsOf, type AccountView, type ConfigView } from "./config-view";

/** Watched secrets are in their account, once, and not among those that are made here. */
export function checkWatchedSecrets({ accounts }: ConfigView): Problem[] {
  return accounts.flatMap((account) => [...checkPlaces(account), ...checkNames(account)]);
}

function checkPlaces(account: AccountView): Problem[] {
  return watchedSecretsOf(account).flatMap(({ document, path, entry }) => {
    const { name, region } = entry;
    if (typeof name !== "string" || !name.startsWith("arn:")) return [];
    const [, , , ofArn, id] = name.split(":");
    const own = account.entry.id;
    const elsewhere =
      typeof own !== "string" || id === own
        ? []
        : [
            document.problem(
              [...path, "name"],
              `the ARN is of account ${id ?? "none"}; this is ${own}.`,
              "List the secret at its own account: reads from here are known there, too.",
            ),
          ];
    const moved =
      typeof region !== "string" || region === ofArn
        ? []
        : [
            document.problem(
              [...path, "region"],
              `the ARN is of region ${ofArn ?? "none"}.`,
              "Leave region out: the ARN says it.",
            ),
          ];
    return [...elsewhere, ...moved];
  });
}

function checkNames(account: AccountView): Problem[] {
  // A copy in another region has an ARN of its own, and may be watched where it is.
  const made = new Set(secretsOf(account).flatMap(({ entry }) => [entry.name, entry.adopt ?? entry.name]));
  const seen = new Map<unknown, string>();
  return watchedSecretsOf(account).flatMap(({ document, path, entry: { name } }) => {
    if (typeof name !== "string") return [];
    const place = document.place([...path, "name"]);
    const other = seen.get(name);
    seen.set(name, other ?? place);
    if (other !== undefined) {
      return [
        document.problem([...path, "name"], `${JSON.stringify(name)} is listed already (${other}).`, "Join the two."),
      ];
    }
    if (!made.has(name)) return [];
    return [
      document.problem(
        [...path, "name"],
        `${JSON.stringify(name)} is one of the account's secrets, which are made here and watched as well.`,
        "Remove it here, or there if it is made elsewhere.",
      ),
    ];
  });
}
