import type { WatchedSecretEntry } from "../config/schema/member";
import type { WatchedSecret } from "../organization/organization";
import { changeId, changesIn, listDifference, pairs, type Area, type Change } from "./change";
import { keyChanges, type AccountContext, type ModelWords } from "./key-words";
import { inWords, readerChanges } from "./reader-changes";
import { ownerWatch } from "./recipient-changes";

interface WatchedContext extends AccountContext {
  readonly name: string;
}

const watchedWords: ModelWords<WatchedSecret, WatchedSecretEntry, WatchedContext> = {
  name: "Watched secrets are found by it.",
  region: "The regions say it.",
  regions: (old, young, secret) => [
    changeOf(secret)(
      "watched-secret-moved",
      `${secret.name} is expected in ${young.join(", ")} instead of ${old.join(", ")}.`,
    ),
  ],
  owner: ownerChanges,
  description: (_, __, secret) => [
    changeOf(secret)("secret-description-changed", `The description of ${secret.name} changes.`),
  ],
  expectedReaders: (old, young, { account, ofAccount, name }) =>
    readerChanges(old, young, account, { what: name, place: [name], ofAccount }),
};

function changeOf({ account, name }: WatchedContext, area: Area = "secrets") {
  const change = changesIn(area, account);
  return (kind: string, text: string, watch: Change["watch"] = "same") =>
    change(changeId(kind, account.name, name), watch, text);
}

function ownerChanges(
  old: WatchedSecret["owner"],
  young: WatchedSecret["owner"],
  secret: WatchedContext,
): readonly Change[] {
  return [
    changeOf(secret, "recipients")(
      "secret-owner-changed",
      `The owner of ${secret.name} is ${young ?? "that of the account"} instead of ${old ?? "that of the account"}.`,
      ownerWatch(secret),
    ),
  ];
}

/** Secrets made elsewhere that are listed, or no more, or otherwise. Reads of what is not listed are all told. */
export function watchedSecretChanges(
  before: readonly WatchedSecret[],
  after: readonly WatchedSecret[],
  context: AccountContext,
): readonly Change[] {
  const { account } = context;
  const keyOf = ({ name }: WatchedSecret) => name;
  const { lost, gained } = listDifference(before, after, keyOf);
  const change = changesIn("secrets", account);
  return [
    ...lost.flatMap(({ name, owner }) =>
      owner === undefined ? [] : ownerChanges(owner, undefined, { ...context, name }),
    ),
    ...lost.map(({ name, expectedReaders: { length } }) =>
      change(
        changeId("watched-secret-removed", account.name, name),
        length === 0 ? "same" : "more",
        `${name} is not listed any more: every read of it is told but those by readers of the account.`,
      ),
    ),
    ...gained.map(({ name, expectedReaders: readers }) =>
      change(
        changeId("watched-secret-added", account.name, name),
        readers.length === 0 ? "same" : "less",
        `${name} is watched where it is. ${readers.length === 0 ? "Nobody but readers of the account is expected." : `${readers.map(inWords).join(" and ")} may read it in silence.`}`,
      ),
    ),
    ...pairs(before, after, keyOf).flatMap(([old, young]) =>
      keyChanges(watchedWords, old, young, { ...context, name: young.name }),
    ),
  ];
}
