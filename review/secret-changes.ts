import type { MemberAccount, Organization, Secret } from "../config/organization";
import { changeId, listDifference, pairs, type Change } from "./change";
import { readerChanges } from "./reader-changes";

const keyOf = ({ region, name }: Secret) => `${region}/${name}`;
const named = ({ name, region }: Secret) => `${name} in ${region}`;

/** Secrets and decoys of an account that come, go or change. */
export function secretChanges(
  before: MemberAccount,
  { id, name, secrets }: MemberAccount,
  { decoyNames }: Organization,
): readonly Change[] {
  const account = { id, name };
  const { lost, gained } = listDifference(before.secrets, secrets, keyOf);
  return [
    ...lost.map((secret) => removed(secret, account, decoyNames)),
    ...gained.map((secret) => added(secret, account)),
    ...pairs(before.secrets, secrets, keyOf).flatMap(([old, young]) => changed(old, young, account)),
  ];
}

type AccountOfChange = NonNullable<Change["account"]>;

function removed(secret: Secret, account: AccountOfChange, decoyNames: readonly string[]): Change {
  const kind = secret.decoy ? "decoy" : "secret";
  // A decoy that no account has any more is one change, not one for each account.
  const everywhere = secret.decoy && !decoyNames.includes(secret.name);
  return {
    id: everywhere
      ? changeId("decoy-removed", secret.name)
      : changeId(`${kind}-removed`, account.name, secret.region, secret.name),
    area: `${kind}s`,
    watch: "less",
    guarded: true,
    text: `The ${kind} ${named(secret)} is removed.`,
    account,
  };
}

function added(secret: Secret, account: AccountOfChange): Change {
  const kind = secret.decoy ? "decoy" : "secret";
  const { expectedReaders: readers } = secret;
  const silent = readers.length === 0 ? "" : ` ${readers.join(" and ")} may read it in silence.`;
  return {
    id: changeId(`${kind}-added`, account.name, secret.region, secret.name),
    area: `${kind}s`,
    watch: "more",
    guarded: false,
    text: `The ${kind} ${named(secret)} is new.${silent}`,
    account,
  };
}

function changed(old: Secret, young: Secret, account: AccountOfChange): readonly Change[] {
  const place = [account.name, young.region, young.name];
  const change = (kind: string, text: string, area: Change["area"] = "secrets", watch: Change["watch"] = "same") => ({
    id: changeId(kind, ...place),
    area,
    watch,
    guarded: false,
    text,
    account,
  });
  const replicas = listDifference(old.replicaRegions, young.replicaRegions);
  const changes: readonly (Change | false)[] = [
    old.decoy && !young.decoy && change("decoy-off", `${named(young)} is no decoy any more.`, "decoys", "less"),
    !old.decoy && young.decoy && change("decoy-on", `${named(young)} is a decoy now.`, "decoys", "more"),
    old.owner !== young.owner &&
      change(
        "secret-owner-changed",
        `The owner of ${named(young)} is ${young.owner ?? "that of the account"} instead of ${old.owner ?? "that of the account"}.`,
        "recipients",
      ),
    old.kmsKeyArn !== young.kmsKeyArn &&
      change("secret-key-changed", `${named(young)} is encrypted with ${young.kmsKeyArn ?? "the key of the account"}.`),
    replicas.lost.length > 0 &&
      change("replica-removed", `${named(young)} has no copy in ${replicas.lost.join(", ")} any more.`),
    replicas.gained.length > 0 &&
      change("replica-added", `${named(young)} has a copy in ${replicas.gained.join(", ")}.`),
    old.description !== young.description &&
      change("secret-description-changed", `The description of ${named(young)} changes.`),
    old.recoveryWindowDays !== young.recoveryWindowDays &&
      change(
        "recovery-changed",
        `${named(young)} can be restored for ${young.recoveryWindowDays} days once deleted, not ${old.recoveryWindowDays}.`,
      ),
  ];
  return [
    ...changes.filter((each) => each !== false),
    ...readerChanges(old.expectedReaders, young.expectedReaders, account, named(young), young.region, young.name),
  ];
}
