import { storeNames, stores, type StoreName } from "../../detections/stores";
import { secretArn } from "../../organization/names/secret-arn";
import type { Problem } from "../files/problem";
import {
  regionOfSecret,
  secretsOf,
  strings,
  watchedIn,
  type AccountView,
  type ConfigView,
  type SecretView,
} from "./config-view";

/** What is watched is in its account, once, and not among what is made here. */
export function checkWatched({ accounts, settings }: ConfigView): Problem[] {
  const governed = strings(settings.governedRegions).map(({ text }) => text);
  return accounts.flatMap((account) => [
    ...storeNames.flatMap((store) =>
      watchedIn(account, store).flatMap((entry) => checkPlace(account, entry, store, governed)),
    ),
    ...checkSecretNames(account, settings.homeRegion),
    ...checkParameterNames(account),
  ]);
}

function checkPlace(
  account: AccountView,
  { document, path, entry: { name, region } }: SecretView,
  store: StoreName,
  governed: readonly string[],
): Problem[] {
  if (typeof name !== "string" || !name.startsWith("arn:")) return [];
  const problem = (key: string, message: string, remedy: string) => [document.problem([...path, key], message, remedy)];
  const [, , , ofArn = "none", id = "none"] = name.split(":");
  const { id: own, regions = governed } = account.entry;
  return [
    // Whoever reads a parameter that another account shares names it by its ARN.
    ...(store === "parameters" || typeof own !== "string" || id === own
      ? []
      : problem(
          "name",
          `the ARN is of account ${id}; this is ${own}.`,
          "List the secret at its own account: reads from here are known there, too.",
        )),
    ...(typeof region !== "string" || region === ofArn
      ? []
      : problem("region", `the ARN is of region ${ofArn}.`, "Leave region out: the ARN says it.")),
    ...(governed.length === 0 || !Array.isArray(regions) || regions.includes(ofArn)
      ? []
      : problem(
          "name",
          `the ARN is of region ${ofArn}, where the account has no rules: ${regions.join(", ")}.`,
          `Add ${ofArn} to governedRegions and to the regions of the account, or remove the ${stores[store].thing}.`,
        )),
  ];
}

function checkSecretNames(account: AccountView, home: unknown): Problem[] {
  const secrets = secretsOf(account);
  const names = new Set(secrets.map(({ entry }) => entry.name));
  // A copy in another region has an ARN of its own, and may be watched where it is.
  const places = new Set(secrets.map((secret) => placeOf(regionOfSecret(secret, home), secret.entry.name)));
  const isMade = (name: string) => {
    const arn = secretArn(name);
    return arn === undefined ? names.has(name) : places.has(placeOf(arn.region, arn.name));
  };
  return [
    ...repeated(watchedIn(account, "secrets"), (name) => name),
    ...watchedIn(account, "secrets").flatMap(({ document, path, entry: { name } }) =>
      typeof name === "string" && isMade(name)
        ? [
            document.problem(
              [...path, "name"],
              `${JSON.stringify(name)} is one of the account's secrets, which are watched as well.`,
              "Remove it here; or there, if it is made elsewhere and is to stay as it is.",
            ),
          ]
        : [],
    ),
  ];
}

function placeOf(region: unknown, name: unknown): string {
  return JSON.stringify([region, name]);
}

/** Reads of secrets by way of Parameter Store. https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html */
const REFERENCE = /(^|:parameter)\/aws\/reference\/secretsmanager\//;

function checkParameterNames(account: AccountView): Problem[] {
  const watched = watchedIn(account, "parameters");
  return [
    ...repeated(watched, (name) => (name.includes("/") ? name : `/${name}`)),
    ...watched.flatMap(({ document, path, entry }) => [
      ...(typeof entry.name === "string" && REFERENCE.test(entry.name)
        ? [
            document.problem(
              [...path, "name"],
              `${JSON.stringify(entry.name)} is a secret of Secrets Manager; reads of it are reads of the secret, which are watched anyway.`,
              "Remove it, or list the secret under watchedSecrets.",
            ),
          ]
        : []),
      ...(entry.decoy === true && strings(entry.expectedReaders).length > 0
        ? [
            document.problemWithKey(
              [...path, "expectedReaders"],
              "a decoy has no expected readers: nothing uses it, and every read is told.",
              "Remove them, or decoy.",
            ),
          ]
        : []),
    ]),
  ];
}

/** @param keyOf what entries have in common that are the same */
function repeated(entries: readonly SecretView[], keyOf: (name: string) => string): Problem[] {
  const seen = new Map<string, string>();
  return entries.flatMap(({ document, path, entry: { name } }) => {
    if (typeof name !== "string") return [];
    const key = keyOf(name);
    const other = seen.get(key);
    seen.set(key, other ?? document.place([...path, "name"]));
    return other === undefined
      ? []
      : [document.problem([...path, "name"], `${JSON.stringify(name)} is listed already (${other}).`, "Join the two.")];
  });
}
