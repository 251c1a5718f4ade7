import type { WatchedSecretEntry } from "../config/schema/member";
import type { WatchedSecret } from "../organization/organization";
import { changeId, changesIn, listDifference, pairs, type Area, type Change } from "./change";
import { keyChanges, type ModelWords } from "./key-words";
import { inWords, readerChanges } from "./reader-changes";

type AccountOfChange = NonNullable<Change["account"]>;

interface WatchedContext {
  readonly account: AccountOfChange;
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
  owner: (old, young, secret) => [
    changeOf(secret, "recipients")(
      "secret-owner-changed",
      `The owner of ${secret.name} is ${young ?? "that of the account"} instead of ${old ?? "that of the account"}.`,
    ),
  ],
  description: (_, __, secret) => [
    changeOf(secret)("secret-description-changed", `The description of ${secret.name} changes.`),
  ],
  expectedReaders: (old, young, { account, name }) => readerChanges(old, young, account, { what: name, place: [name] }),
};

function changeOf({ account, name }: WatchedContext, area: Area = "secrets") {
  const change = changesIn(area, account);
  return (kind: string, text: string) => change(changeId(kind, account.name, name), "same", text);
}

/** Secrets made elsewhere that are listed, or no more, or otherwise. Reads of what is not listed are all told. */
export function watchedSecretChanges(
  before: readonly WatchedSecret[],
  after: readonly WatchedSecret[],
  account: AccountOfChange,
): readonly Change[] {
  const keyOf = ({ name }: WatchedSecret) => name;
  const { lost, gained } = listDifference(before, after, keyOf);
  const change = changesIn("secrets", account);
  return [
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
      keyChanges(watchedWords, old, young, { account, name: young.name }),
    ),
  ];
}
