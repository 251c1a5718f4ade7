import type { WatchedParameterEntry, WatchedSecretEntry } from "../config/schema/member";
import type { StoreName } from "../detections/stores";
import { stores } from "../detections/stores";
import type { WatchedParameter, WatchedSecret } from "../organization/organization";
import { changeId, changesIn, listDifference, pairs, type Area, type Change } from "./change";
import { keyChanges, type ModelWords } from "./key-words";
import { inWords, readerChanges } from "./reader-changes";

type AccountOfChange = NonNullable<Change["account"]>;

interface WatchedContext {
  readonly account: AccountOfChange;
  readonly name: string;
  readonly thing: (typeof stores)[StoreName]["thing"];
}

const secretWords: ModelWords<WatchedSecret, WatchedSecretEntry, WatchedContext> = {
  name: "What is watched is found by it.",
  region: "The regions say it.",
  regions: (old, young, secret) => [
    changeOf(secret)(
      `watched-${secret.thing}-moved`,
      `${secret.name} is expected in ${young.join(", ")} instead of ${old.join(", ")}.`,
    ),
  ],
  owner: (old, young, secret) => [
    changeOf(secret, "recipients")(
      `${secret.thing}-owner-changed`,
      `The owner of ${secret.name} is ${young ?? "that of the account"} instead of ${old ?? "that of the account"}.`,
    ),
  ],
  description: (_, __, secret) => [
    changeOf(secret)(`${secret.thing}-description-changed`, `The description of ${secret.name} changes.`),
  ],
  expectedReaders: (old, young, { account, name }) => readerChanges(old, young, account, { what: name, place: [name] }),
};

const parameterWords: ModelWords<WatchedParameter, WatchedParameterEntry, WatchedContext> = {
  ...secretWords,
  decoy: (_, isDecoy, { account, name }) => [
    changesIn("secrets", account)(
      changeId("parameter-decoy-changed", account.name, name),
      isDecoy ? "more" : "less",
      isDecoy
        ? `${name} is a decoy: every read of it is told as critical.`
        : `${name} is no decoy any more: reads by readers of the account are not told.`,
    ),
  ],
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
      keyChanges(secretWords, old, young, { account, name: young.name, thing: stores.secrets.thing }),
    ),
  ];
}

/** Parameters that are listed, or no more, or otherwise. Reads of what is not listed are not told. */
export function watchedParameterChanges(
  before: readonly WatchedParameter[],
  after: readonly WatchedParameter[],
  account: AccountOfChange,
): readonly Change[] {
  const keyOf = ({ name }: WatchedParameter) => name;
  const { lost, gained } = listDifference(before, after, keyOf);
  const change = changesIn("secrets", account);
  return [
    ...lost.map(({ name }) =>
      change(
        changeId("watched-parameter-removed", account.name, name),
        "less",
        `${name} is not listed any more: no read of it is told.`,
      ),
    ),
    ...gained.map(({ name, decoy, expectedReaders: readers }) =>
      change(
        changeId("watched-parameter-added", account.name, name),
        "more",
        `${name} is watched. ${decoy ? "It is a decoy: every read of it is told as critical." : readers.length === 0 ? "Nobody but readers of the account is expected." : `${readers.map(inWords).join(" and ")} may read it in silence.`}`,
      ),
    ),
    ...pairs(before, after, keyOf).flatMap(([old, young]) =>
      keyChanges(parameterWords, old, young, { account, name: young.name, thing: stores.parameters.thing }),
    ),
  ];
}
