import type { SecretEntry } from "../config/schema/member";
import { secretArn } from "../organization/names/secret-arn";
import type { Secret } from "../organization/organization";
import { tagCommand } from "../organization/own-tags";
import { changeId, changesIn, listDifference, pairs, type Area, type Change } from "./change";
import { keyChanges, type AccountContext, type ModelWords } from "./key-words";
import { inWords, readerChanges } from "./reader-changes";
import { ownerWatch } from "./recipient-changes";

type AccountOfChange = NonNullable<Change["account"]>;

interface SecretContext extends AccountContext {
  readonly name: string;
  readonly region: string;
  /** Whether it is there already, as it is now. */
  readonly adopted: boolean;
}

const keyOf = ({ region, name }: Secret) => `${region}/${name}`;
const named = ({ name, region }: Pick<Secret, "name" | "region">) => `${name} in ${region}`;

const secretWords: ModelWords<Secret, SecretEntry, SecretContext> = {
  name: "Secrets are found by it.",
  region: "Secrets are found by it.",
  adopt: (old, young, secret) => [adoption(old, young, secret)],
  replacePolicy: (_, young, secret) => [
    young
      ? changeOf(secret)(
          "secret-policy-replaced",
          `The policy of ${named(secret)} gives way to the one that every other secret has: whoever its own lets in has to be let in by IAM.`,
        )
      : changeOf(secret)("secret-policy-kept", `${named(secret)} has no policy of ours any more.`),
  ],
  replaceTags: (_, young, secret) => [
    young
      ? changeOf(secret)(
          "secret-tags-replaced",
          `The tags of ${named(secret)} give way to those of the account: whoever is let in by one no longer is.`,
        )
      : changeOf(secret)("secret-tags-kept", `The tags of ${named(secret)} are not governed any more.`),
  ],
  decoy: (_, young, secret) => [
    young
      ? changeOf(secret, "decoys")("decoy-on", `${named(secret)} is a decoy now.`, "more")
      : changeOf(secret, "decoys")("decoy-off", `${named(secret)} is no decoy any more.`, "less"),
  ],
  owner: (old, young, secret) => [
    changeOf(secret, "recipients")(
      "secret-owner-changed",
      `The owner of ${named(secret)} is ${young ?? "that of the account"} instead of ${old ?? "that of the account"}.`,
      ownerWatch(secret),
    ),
  ],
  kmsKey: (_, young, secret) => [
    changeOf(secret)(
      "secret-key-changed",
      `${named(secret)} is encrypted with ${young === "aws" ? "the key that AWS manages" : "the key of the account"}.`,
    ),
  ],
  kmsKeyArn: (_, young, secret) => [
    changeOf(secret)(
      "secret-key-changed",
      `${named(secret)} is encrypted with ${young ?? (secret.adopted ? "whichever key it has" : "the key of the account")}.`,
    ),
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
  expectedReaders: (old, young, { account, ofAccount, ...secret }) =>
    readerChanges(old, young, account, { what: named(secret), place: [secret.region, secret.name], ofAccount }),
};

function adoption(old: string | undefined, young: string | undefined, secret: SecretContext): Change {
  if (young === undefined) {
    return changeOf(secret)(
      "secret-adoption-ended",
      `${named(secret)} is one like those that are made here: key, policy, tags, description and copies become what the file says, what it does not say included.`,
    );
  }
  return changeOf(secret)(
    "secret-adopted",
    `${named(secret)} adopts ${young}${old === undefined ? ": what the file does not say stays as it is" : ` instead of ${old}, unless it is in the state already`}.`,
  );
}

function changeOf({ account, region, name }: SecretContext, area: Area = "secrets") {
  const change = changesIn(area, account);
  return (kind: string, text: string, watch: Change["watch"] = "same") =>
    change(changeId(kind, account.name, region, name), watch, text);
}

/** Secrets and decoys of an account that come, go or change. */
export function secretChanges(
  before: readonly Secret[],
  after: readonly Secret[],
  context: AccountContext,
): readonly Change[] {
  const { lost, gained } = listDifference(before, after, keyOf);
  const { account } = context;
  return [
    ...lost.map((secret) =>
      isReleased(secret, context) ? released(secret, account) : removed(secret, account, context.after.decoyNames),
    ),
    ...gained.map((secret) => added(secret, account)),
    ...pairs(before, after, keyOf).flatMap(([old, young]) =>
      keyChanges(secretWords, old, young, {
        ...context,
        name: young.name,
        region: young.region,
        adopted: young.adopt !== undefined,
      }),
    ),
  ];
}

/** Whether it is watched by its ARN now. */
function isReleased({ name, region }: Secret, { account, after }: AccountContext): boolean {
  const member = after.members.find(({ id }) => id === account.id);
  return (member?.watchedSecrets ?? []).some((each) => {
    const arn = secretArn(each.name);
    return arn?.name === name && arn.region === region;
  });
}

/** The state lets go of what is watched by its ARN instead. */
function released(secret: Secret, account: AccountOfChange): Change {
  return changesIn("secrets", account)(
    changeId("secret-released", account.name, secret.region, secret.name),
    "same",
    `${named(secret)} is watched where it is instead of managed here: it stays in AWS with its key, policy and tags, and Terraform forgets it.`,
  );
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
    secret.adopt === undefined
      ? `The ${kind} ${named(secret)} is removed.`
      : `The ${kind} ${named(secret)} is removed, which would delete it, though others made it. docs/adopting.md says how to give it back.`,
  );
}

function added(secret: Secret, account: AccountOfChange): Change {
  const kind = secret.decoy ? "decoy" : "secret";
  const { expectedReaders: readers } = secret;
  const what =
    secret.adopt === undefined
      ? "is new"
      : `is there already and is adopted as it is. Before the first apply its owner gives it the tag: ${tagCommand(secret.adopt)}`;
  const silent = readers.length === 0 ? "" : ` ${readers.map(inWords).join(" and ")} may read it in silence.`;
  const first = secret.decoy
    ? " Before it is deployed, the deploy role has to be let write its value: DecoyName, in docs/deploying.md."
    : "";
  return changesIn(`${kind}s`, account)(
    changeId(`${kind}-added`, account.name, secret.region, secret.name),
    "more",
    `The ${kind} ${named(secret)} ${what}.${silent}${first}`,
  );
}
