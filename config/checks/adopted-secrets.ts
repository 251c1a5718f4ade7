import type { Problem } from "../files/problem";
import { secretArn, type SecretArn } from "../../organization/names/secret-arn";
import { secretsOf, strings, type AccountView, type ConfigView, type SecretView } from "./config-view";

/** Secrets that are adopted are in their account and a region that it has, are named by their ARN, and nobody else manages them. */
export function checkAdoptedSecrets({ settings, accounts }: ConfigView): Problem[] {
  return accounts.flatMap((account) => {
    const all = strings(account.entry.regions ?? settings.governedRegions).map(({ text }) => text);
    return secretsOf(account).flatMap((secret) => {
      const { adopt } = secret.entry;
      if (adopt === undefined) return checkMade(secret);
      // What is no whole ARN is for the schema to report.
      if (typeof adopt !== "string" || !/^arn:.*-[A-Za-z0-9]{6}$/.test(adopt)) return [];
      const arn = secretArn(adopt)!;
      return [...checkPlace(account, secret, arn, all), ...checkNature(secret, arn)];
    });
  });
}

function checkPlace(account: AccountView, secret: SecretView, arn: SecretArn, regions: readonly string[]): Problem[] {
  const { document, path, entry } = secret;
  const { region, account: id } = arn;
  const problem = (key: string, message: string, remedy: string) => [
    document.problem([...path, key], `${message}.`, remedy),
  ];
  const own = account.entry.id;
  return [
    ...(typeof own === "string" && id !== own
      ? problem("adopt", `the ARN is of account ${id}; this is ${own}`, "List the secret at its own account.")
      : []),
    ...(regions.length > 0 && !regions.includes(region)
      ? problem(
          "adopt",
          `the ARN is of region ${region}, which the account does not have here: ${regions.join(", ")}`,
          "Add the region to governedRegions, and to regions of the account if it has them. Of a secret with copies, write the ARN in its own region: AWS changes no copy.",
        )
      : []),
    ...(typeof entry.region === "string" && entry.region !== region
      ? problem("region", `the ARN that is adopted is of region ${region}`, "Leave region out: the ARN says it.")
      : []),
  ];
}

/**
 * Names with an exclamation mark are of secrets that an AWS service manages: nobody else changes them.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html
 */
function checkNature({ document, path, entry }: SecretView, { name }: SecretArn): Problem[] {
  if (name.includes("!")) {
    return [
      document.problem(
        [...path, "adopt"],
        `${JSON.stringify(name)} is managed by an AWS service, which lets nobody else change it.`,
        "Take it out here and list its name under watchedSecrets: its reads are told all the same.",
      ),
    ];
  }
  const mismatch =
    typeof entry.name !== "string" || entry.name === name
      ? []
      : [
          document.problem(
            [...path, "name"],
            `${JSON.stringify(entry.name)} is not the name of the secret that is adopted, which is ${JSON.stringify(name)}; another name would replace it.`,
            `Write ${JSON.stringify(name)}.`,
          ),
        ];
  const decoy =
    entry.decoy !== true
      ? []
      : [
          document.problem(
            [...path, "adopt"],
            "a decoy is made here, with a made-up value, which would take the place of the one that the secret has.",
            "Remove decoy; or remove adopt and use another name.",
          ),
        ];
  return [...mismatch, ...decoy];
}

function checkMade({ document, path, entry }: SecretView): Problem[] {
  return ["replacePolicy", "replaceTags"]
    .filter((key) => entry[key] === true)
    .map((key) =>
      document.problem(
        [...path, key],
        "the secret is made here and has nothing to replace; only one that is adopted has.",
        "Remove it.",
      ),
    );
}

/** What of a secret that is adopted stays as it is, and nobody looks after. */
export function adoptionNotes({ accounts }: ConfigView): readonly Problem[] {
  return accounts.flatMap(secretsOf).flatMap(({ document, path, entry }) => {
    if (typeof entry.adopt !== "string") return [];
    const kept = [
      ...(entry.kmsKeyArn === undefined ? ["key"] : []),
      ...(entry.replacePolicy === true ? [] : ["policy"]),
      ...(entry.replaceTags === true ? [] : ["tags"]),
      ...(entry.description === undefined ? ["description"] : []),
      ...(strings(entry.replicaRegions).length === 0 ? ["copies"] : []),
    ];
    if (kept.length === 0) return [];
    return [
      document.problem(
        [...path, "adopt"],
        `the secret is taken over as it is; not governed from here, whoever changes them: ${kept.join(", ")}.`,
        "To govern them, give kmsKeyArn, replacePolicy, replaceTags, description or replicaRegions: docs/adopting.md.",
      ),
    ];
  });
}
