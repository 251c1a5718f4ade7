import type { Problem } from "../files/problem";
import {
  asEntry,
  asList,
  defaultDecoysOf,
  regionOfSecret,
  secretsOf,
  strings,
  type AccountView,
  type ConfigView,
  type SecretView,
} from "./config-view";

/** Secret names are ones that AWS takes, no two secrets of an account collide, keys are in the secret's region, decoys have no readers. */
export function checkSecrets(view: ConfigView): Problem[] {
  const { settings, accounts } = view;
  const home = settings.homeRegion;
  const defaultReplicas = strings(asEntry(settings.defaults).replicaRegions).map(({ text }) => text);
  const own = accounts.flatMap((account) => [
    ...checkCollisions(account, home, defaultReplicas.filter(usedBy(account))),
    ...secretsOf(account).flatMap((secret) => [
      ...checkName(secret),
      ...checkReplicas(secret, home),
      ...checkKey(secret, home),
      ...checkDecoy(secret),
    ]),
  ]);
  const decoys = [...defaultDecoysOf(view), ...accounts.flatMap(secretsOf).filter(({ entry }) => entry.decoy === true)];
  return [...defaultDecoysOf(view).flatMap(checkName), ...own, ...namedLikeArns(decoys)];
}

/** Whether an account does not leave a region out. */
function usedBy({ entry }: AccountView): (region: string) => boolean {
  const { regions } = entry;
  return (region) => !Array.isArray(regions) || regions.includes(region);
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
function checkName({ document, path, entry }: SecretView): Problem[] {
  const name = entry.name;
  if (typeof name !== "string") return [];
  const problem = (message: string, remedy: string) => [
    document.problem([...path, "name"], `${JSON.stringify(name)} ${message}.`, remedy),
  ];
  if (name.includes("!")) {
    return problem(
      "contains !, which marks secrets that an AWS service manages",
      "Leave it to the service; to watch one that is there, list it under watchedSecrets.",
    );
  }
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) {
    return problem(
      "is not a secret name; AWS takes 1 to 512 letters, digits and /_+=.@-",
      "Rename the secret, for example: prod/payments/database.",
    );
  }
  return [];
}

/**
 * AWS takes such names and advises against them. Those of decoys are refused: what looks for reads of them can't tell one from the ARN of
 * another secret.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
 */
function namedLikeArns(secrets: readonly SecretView[]): Problem[] {
  return secrets.flatMap(({ document, path, entry: { name } }) =>
    typeof name === "string" && /-[A-Za-z0-9]{6}$/.test(name)
      ? [
          document.problem(
            [...path, "name"],
            `${JSON.stringify(name)} ends in a hyphen and six characters, like the suffix of a secret's ARN; a look-up by partial ARN may fail.`,
            "Rename it so that the last part is longer or shorter, or starts with another character.",
          ),
        ]
      : [],
  );
}

/** Names that AWS advises against. */
export function secretNotes({ accounts }: ConfigView): Problem[] {
  return namedLikeArns(accounts.flatMap(secretsOf).filter(({ entry }) => entry.decoy !== true));
}

/** A name is taken in the secret's own region and in each replica's. */
function checkCollisions(account: AccountView, home: unknown, defaultReplicas: readonly string[]): Problem[] {
  const taken = new Map<string, SecretView>();
  return secretsOf(account).flatMap((secret) => {
    const { document, path, entry } = secret;
    const name = entry.name;
    const region = regionOfSecret(secret, home);
    if (typeof name !== "string" || typeof region !== "string") return [];
    const replicas =
      entry.replicaRegions === undefined && entry.adopt === undefined
        ? defaultReplicas
        : strings(entry.replicaRegions).map(({ text }) => text);

    for (const each of new Set([region, ...replicas])) {
      const other = taken.get(`${each} ${name}`);
      if (other !== undefined) {
        return [
          document.problem(
            [...path, "name"],
            `${JSON.stringify(name)} is taken in ${each} (${other.document.place([...other.path, "name"])}); ` +
              "a name is used once in an account and region.",
            "Rename one of the two secrets, or remove one.",
          ),
        ];
      }
      taken.set(`${each} ${name}`, secret);
    }
    return [];
  });
}

function checkReplicas(secret: SecretView, home: unknown): Problem[] {
  const { document, path, entry } = secret;
  const own = regionOfSecret(secret, home);
  return strings(entry.replicaRegions)
    .filter(({ text }) => text === own)
    .map(({ text, index }) =>
      document.problem(
        [...path, "replicaRegions", index],
        `${JSON.stringify(text)} is the region of the secret itself; replicas are in other regions.`,
        "Remove it.",
      ),
    );
}

function checkKey(secret: SecretView, home: unknown): Problem[] {
  const { document, path, entry } = secret;
  const key = entry.kmsKeyArn;
  const region = regionOfSecret(secret, home);
  const keyRegion = typeof key === "string" ? key.split(":")[3] : undefined;
  if (keyRegion === undefined || typeof region !== "string" || keyRegion === region) return [];
  return [
    document.problem(
      [...path, "kmsKeyArn"],
      `the key is in ${JSON.stringify(keyRegion)}; the key of a secret is in its region, ${region}.`,
      "Use a key of that region, or leave kmsKeyArn out.",
    ),
  ];
}

function checkDecoy({ document, path, entry }: SecretView): Problem[] {
  if (entry.decoy !== true || asList(entry.expectedReaders).length === 0) return [];
  return [
    document.problemWithKey(
      [...path, "expectedReaders"],
      "a decoy has no expected readers: nothing uses it, and every read is told.",
      "Remove them, or decoy.",
    ),
  ];
}
