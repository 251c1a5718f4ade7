import type { WatchedParameterEntry, WatchedSecretEntry } from "../config/schema/member";
import type { StoreName } from "../detections/stores";
import { stores } from "../detections/stores";
import type { WatchedParameter, WatchedSecret } from "../organization/organization";
import { changeId, changesIn, listDifference, pairs, type Area, type Change } from "./change";
import { keyChanges, type AccountContext, type ModelWords } from "./key-words";
import { includesReader } from "../reads/places";
import { inWords, readerChanges } from "./reader-changes";
import { ownerWatch } from "./recipient-changes";

interface WatchedContext extends AccountContext {
  readonly name: string;
  readonly thing: (typeof stores)[StoreName]["thing"];
}

const secretWords: ModelWords<WatchedSecret, WatchedSecretEntry, WatchedContext> = {
  name: "What is watched is found by it.",
  region: "The regions say it.",
  regions: (old, young, secret) => moved(old, young, secret, "same"),
  owner: ownerChanges,
  description: (_, __, secret) => [
    changeOf(secret)(`${secret.thing}-description-changed`, `The description of ${secret.name} changes.`),
  ],
  expectedReaders: (old, young, { account, ofAccount, name }) =>
    readerChanges(old, young, account, { what: name, place: [name], ofAccount }),
};

const parameterWords: ModelWords<WatchedParameter, WatchedParameterEntry, WatchedContext> = {
  ...secretWords,
  // Where one is not expected no read of it is told.
  regions: (old, young, parameter) => {
    const lost = old.filter((region) => !young.includes(region) && parameter.after.governedRegions.includes(region));
    return moved(old, young, parameter, lost.length > 0 ? "less" : "same");
  },
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
  return (kind: string, text: string, watch: Change["watch"] = "same") =>
    change(changeId(kind, account.name, name), watch, text);
}

function moved(
  old: readonly string[],
  young: readonly string[],
  watched: WatchedContext,
  watch: Change["watch"],
): readonly Change[] {
  return [
    changeOf(watched)(
      `watched-${watched.thing}-moved`,
      `${watched.name} is expected in ${young.join(", ")} instead of ${old.join(", ")}.`,
      watch,
    ),
  ];
}

function ownerChanges(
  old: WatchedSecret["owner"],
  young: WatchedSecret["owner"],
  watched: WatchedContext,
): readonly Change[] {
  return [
    changeOf(watched, "recipients")(
      `${watched.thing}-owner-changed`,
      `The owner of ${watched.name} is ${young ?? "that of the account"} instead of ${old ?? "that of the account"}.`,
      ownerWatch(watched),
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
  const thing = stores.secrets.thing;
  return [
    ...lost.flatMap(({ name, owner }) =>
      owner === undefined ? [] : ownerChanges(owner, undefined, { ...context, name, thing }),
    ),
    ...lost.map(({ name, expectedReaders: { length } }) =>
      change(
        changeId("watched-secret-removed", account.name, name),
        length === 0 ? "same" : "more",
        `${name} is not listed any more: every read of it is told but those by readers of the account.`,
      ),
    ),
    ...gained.map(({ name, expectedReaders: readers }) => {
      // It was heard of before, but for readers of the whole account.
      const isSilenced = readers.some((each) => !context.ofAccount[0].some((wide) => includesReader(wide, each)));
      return changesIn(isSilenced ? "readers" : "secrets", account)(
        changeId("watched-secret-added", account.name, name),
        isSilenced ? "less" : "same",
        `${name} is watched where it is. ${readers.length === 0 ? "Nobody but readers of the account is expected." : `${readers.map(inWords).join(" and ")} may read it in silence.`}`,
      );
    }),
    ...pairs(before, after, keyOf).flatMap(([old, young]) =>
      keyChanges(secretWords, old, young, { ...context, name: young.name, thing }),
    ),
  ];
}

/** Parameters that are listed, or no more, or otherwise. Reads of what is not listed are not told. */
export function watchedParameterChanges(
  before: readonly WatchedParameter[],
  after: readonly WatchedParameter[],
  context: AccountContext,
): readonly Change[] {
  const { account } = context;
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
      keyChanges(parameterWords, old, young, { ...context, name: young.name, thing: stores.parameters.thing }),
    ),
  ];
}
