import type { SecretEntry } from "../config/schema/member";
import type { Secret } from "../organization/organization";
import { changeId, changesIn, listDifference, pairs, type Area, type Change } from "./change";
import { keyChanges, type ModelWords } from "./key-words";
import { inWords, readerChanges } from "./reader-changes";

type AccountOfChange = NonNullable<Change["account"]>;

interface SecretContext {
  readonly account: AccountOfChange;
  readonly name: string;
  readonly region: string;
}

const keyOf = ({ region, name }: Secret) => `${region}/${name}`;
const named = ({ name, region }: Pick<Secret, "name" | "region">) => `${name} in ${region}`;

const secretWords: ModelWords<Secret, SecretEntry, SecretContext> = {
  name: "Secrets are found by it.",
  region: "Secrets are found by it.",
  decoy: (_, young, secret) => [
    young
      ? changeOf(secret, "decoys")("decoy-on", `${named(secret)} is a decoy now.`, "more")
      : changeOf(secret, "decoys")("decoy-off", `${named(secret)} is no decoy any more.`, "less"),
  ],
  owner: (old, young, secret) => [
    changeOf(secret, "recipients")(
      "secret-owner-changed",
      `The owner of ${named(secret)} is ${young ?? "that of the account"} instead of ${old ?? "that of the account"}.`,
    ),
  ],
  kmsKeyArn: (_, young, secret) => [
    changeOf(secret)("secret-key-changed", `${named(secret)} is encrypted with ${young ?? "the key of the account"}.`),
  ],
  replicaRegions: (old, young, secret) => {
    const { lost, gained } = listDifference(old, young);
    return [
      ...(lost.length === 0
        ? []
        : [changeOf(secret)("replica-removed", `${named(secret)} has no copy in ${lost.join(", ")} any more.`)]),
      ...(gained.length === 0
        ? []
        : [changeOf(secret)("replica-added", `${named(secret)} has a copy in ${gained.join(", ")}.`)]),
    ];
  },
  description: (_, __, secret) => [
    changeOf(secret)("secret-description-changed", `The description of ${named(secret)} changes.`),
  ],
  recoveryWindowDays: (old, young, secret) => [
    changeOf(secret)(
      "recovery-changed",
      `${named(secret)} can be restored for ${young} days once deleted, not ${old}.`,
    ),
  ],
  expectedReaders: (old, young, { account, ...secret }) =>
    readerChanges(old, young, account, { what: named(secret), place: [secret.region, secret.name] }),
};

function changeOf({ account, region, name }: SecretContext, area: Area = "secrets") {
  const change = changesIn(area, account);
  return (kind: string, text: string, watch: Change["watch"] = "same") =>
    change(changeId(kind, account.name, region, name), watch, text);
}

/** Secrets and decoys of an account that come, go or change. */
export function secretChanges(
  before: readonly Secret[],
  after: readonly Secret[],
  account: AccountOfChange,
  decoyNames: readonly string[],
): readonly Change[] {
  const { lost, gained } = listDifference(before, after, keyOf);
  return [
    ...lost.map((secret) => removed(secret, account, decoyNames)),
    ...gained.map((secret) => added(secret, account)),
    ...pairs(before, after, keyOf).flatMap(([old, young]) =>
      keyChanges(secretWords, old, young, { account, name: young.name, region: young.region }),
    ),
  ];
}

function removed(secret: Secret, account: AccountOfChange, decoyNames: readonly string[]): Change {
  const kind = secret.decoy ? "decoy" : "secret";
  // A decoy that no account has any more is one change, not one for each account.
  const everywhere = secret.decoy && !decoyNames.includes(secret.name);
  return changesIn(`${kind}s`, account)(
    everywhere
      ? changeId("decoy-removed", secret.name)
      : changeId(`${kind}-removed`, account.name, secret.region, secret.name),
    "less",
    `The ${kind} ${named(secret)} is removed.`,
    true,
  );
}

function added(secret: Secret, account: AccountOfChange): Change {
  const kind = secret.decoy ? "decoy" : "secret";
  const { expectedReaders: readers } = secret;
  const silent = readers.length === 0 ? "" : ` ${readers.map(inWords).join(" and ")} may read it in silence.`;
  return changesIn(`${kind}s`, account)(
    changeId(`${kind}-added`, account.name, secret.region, secret.name),
    "more",
    `The ${kind} ${named(secret)} is new.${silent}`,
  );
}
