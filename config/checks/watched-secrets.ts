import type { Problem } from "../files/problem";
import { secretArn } from "../../organization/names/secret-arn";
import { regionOfSecret, secretsOf, watchedSecretsOf, type AccountView, type ConfigView } from "./config-view";

/** Watched secrets are in their account, once, and not among those that are made here. */
export function checkWatchedSecrets({ settings, accounts }: ConfigView): Problem[] {
  return accounts.flatMap((account) => [...checkPlaces(account), ...checkNames(account, settings.homeRegion)]);
}

function checkPlaces(account: AccountView): Problem[] {
  return watchedSecretsOf(account).flatMap(({ document, path, entry }) => {
    const { name, region } = entry;
    const arn = secretArn(name);
    if (arn === undefined) return [];
    const { region: ofArn, account: id } = arn;
    const own = account.entry.id;
    const elsewhere =
      typeof own !== "string" || id === own
        ? []
        : [
            document.problem(
              [...path, "name"],
              `the ARN is of account ${id}; this is ${own}.`,
              "List the secret at its own account: reads from here are known there, too.",
            ),
          ];
    const moved =
      typeof region !== "string" || region === ofArn
        ? []
        : [
            document.problem(
              [...path, "region"],
              `the ARN is of region ${ofArn}.`,
              "Leave region out: the ARN says it.",
            ),
          ];
    return [...elsewhere, ...moved];
  });
}

function checkNames(account: AccountView, home: unknown): Problem[] {
  const secrets = secretsOf(account);
  const names = new Set(secrets.map(({ entry }) => entry.name));
  // A copy in another region has an ARN of its own, and may be watched where it is.
  const places = new Set(secrets.map((secret) => placeOf(regionOfSecret(secret, home), secret.entry.name)));
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
    const arn = secretArn(name);
    if (arn === undefined ? !names.has(name) : !places.has(placeOf(arn.region, arn.name))) return [];
    return [
      document.problem(
        [...path, "name"],
        `${JSON.stringify(name)} is one of the account's secrets, which are watched as well.`,
        "Remove it here; or there, if it is made elsewhere and is to stay as it is.",
      ),
    ];
  });
}

function placeOf(region: unknown, name: unknown): string {
  return JSON.stringify([region, name]);
}
