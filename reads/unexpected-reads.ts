import { all, any, type Condition, field, not } from "../patterns/condition";
import {
  eventPatternLength,
  MAX_EVENT_PATTERN_LENGTH,
  toEventPatternOfAnyLength,
} from "../patterns/compile/event-pattern";
import type { EventPattern } from "../patterns/compile/event-pattern";
import { conflicts, covers, isAmong, type Reader, widest } from "./readers";
import { readsOfSecrets } from "../detections/catalogue/secrets-reads";

/** One secret of an account and region, as reads there name it. */
export interface ReadableSecret {
  /** Name, ARN, and ARN without the random suffix: reads carry whatever the caller typed. */
  readonly ids: readonly string[];
  /** Beginnings of ARNs, where the whole ARN is not known: secrets of another account. */
  readonly idPrefixes: readonly string[];
  readonly expectedReaders: readonly Reader[];
  /** Nobody is expected to read it, those who may read any secret neither. */
  readonly decoy: boolean;
}

/** Who may read what in one account and region. */
export interface ExpectedReads {
  /** Expected at every secret, also at those that the configuration does not have. */
  readonly accountReaders: readonly Reader[];
  readonly secrets: readonly ReadableSecret[];
}

/** Why expected reads can't be told from unexpected ones; the message is a sentence about the readers. */
export class ExpectedReadersError extends Error {
  override readonly name = "ExpectedReadersError";

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** Left free in every pattern, for what goes with the first: the alarm on the queue, and the sign of life. */
const ROOM_FOR_SIGNALS = 320;
const LONGEST = MAX_EVENT_PATTERN_LENGTH - ROOM_FOR_SIGNALS;

const eventName = field("eventName");
const secretId = field("requestParameters.secretId");
const secretIdList = field("requestParameters.secretIdList[]");
const deniedRead = all(readsOfSecrets, field("errorCode").startsWith("AccessDenied"));

/**
 * Event patterns that match each unexpected read of a secret in an account and region, and no expected one: together,
 * as a rule for each. Unexpected is
 * - a call by somebody who is an expected reader of nothing: root, users and services included;
 * - a call by an expected reader for another secret than theirs, whether it names one, lists several or asks by filter;
 * - a call for a decoy, whoever makes it;
 * - a call that was denied, whoever made it: something is wrong, and the record may not say with which secret.
 *
 * @throws ExpectedReadersError if the readers contradict each other or don't fit event patterns
 */
export function unexpectedReadPatterns(reads: ExpectedReads): readonly EventPattern[] {
  return unexpectedReads(reads).map(readPattern);
}

/**
 * The same as conditions, one for each pattern.
 *
 * @throws ExpectedReadersError if the readers contradict each other or don't fit event patterns
 */
export function unexpectedReads(reads: ExpectedReads): readonly Condition[] {
  const conflict = conflicts(readersWithSecrets(reads), reads.accountReaders);
  if (conflict !== undefined) {
    throw new ExpectedReadersError(conflict, "Give both the same secrets, or name each of the roles by itself.");
  }
  const groups = groupsOf(reads);
  const known = widest([...reads.accountReaders, ...groups.flatMap(({ readers }) => readers)]);
  // Without readers every read is unexpected.
  if (known.length === 0) return [readsOfSecrets];

  return packed([byNoneOf(known), deniedRead, ...readsOfDecoys(reads), ...groups.flatMap(alternativesOfGroup)]);
}

function byNoneOf(known: readonly Reader[]): Condition {
  const condition = all(readsOfSecrets, not(isAmong(known)));
  const length = lengthOf(condition);
  if (length > LONGEST) {
    throw new ExpectedReadersError(
      `an event pattern of reads by nobody of its ${known.length} expected readers has ${length} characters; there is room for ${LONGEST}.`,
      "Join roles below a path: role/service/*",
    );
  }
  return condition;
}

/** A condition for each form of each name, which fit into patterns in any number. */
function readsOfDecoys({ secrets }: ExpectedReads): readonly Condition[] {
  const ids = secrets.filter(({ decoy }) => decoy).flatMap((secret) => secret.ids);
  return [secretId, secretIdList].flatMap((where) => ids.map((id) => all(readsOfSecrets, where.equals(id))));
}

/** Reads by the group of anything but its secrets; half of the group at a time where they don't fit a pattern. */
function alternativesOfGroup({ readers, secrets }: ReaderGroup): readonly Condition[] {
  const alternatives = beyond(isAmong(readers), secrets);
  const length = Math.max(...alternatives.map(lengthOf));
  if (length <= LONGEST) return alternatives;
  if (readers.length === 1) {
    throw new ExpectedReadersError(
      `an event pattern of reads by ${readers[0]!} of anything but its secrets, ${secrets.length}, has ${length} characters; there is room for ${LONGEST}.`,
      "Make it an expected reader of the account, or give it fewer secrets, or shorter names.",
    );
  }
  const half = Math.ceil(readers.length / 2);
  return [readers.slice(0, half), readers.slice(half)].flatMap((some) =>
    alternativesOfGroup({ readers: some, secrets }),
  );
}

function beyond(reader: Condition, secrets: readonly ReadableSecret[]): readonly Condition[] {
  const ids = secrets.flatMap((secret) => secret.ids);
  const named = [
    ...(ids.length === 0 ? [] : [secretId.isOneOf(...ids)]),
    ...secrets.flatMap(({ idPrefixes }) => idPrefixes.map((prefix) => secretId.startsWith(prefix))),
  ];
  const batch = all(readsOfSecrets, eventName.equals("BatchGetSecretValue"), reader);
  return [
    all(readsOfSecrets, eventName.equals("GetSecretValue"), reader, not(any(...named))),
    all(batch, secretIdList.isNoneOf(...ids)),
    // By filter: which secrets that returned, the call does not say.
    all(batch, secretIdList.isAbsent()),
  ];
}

interface ReaderGroup {
  readonly readers: readonly Reader[];
  readonly secrets: readonly ReadableSecret[];
}

/** Each reader of single secrets with all of them. */
function readersWithSecrets({ secrets }: ExpectedReads): ReadonlyMap<Reader, readonly ReadableSecret[]> {
  const readers = new Map<Reader, ReadableSecret[]>();
  for (const secret of secrets.filter(({ decoy }) => !decoy)) {
    for (const reader of new Set(secret.expectedReaders)) readers.set(reader, [...(readers.get(reader) ?? []), secret]);
  }
  return readers;
}

/** Readers of the same secrets together, in the order in which they first stand; those that others cover are left out. */
function groupsOf(reads: ExpectedReads): readonly ReaderGroup[] {
  const readers = readersWithSecrets(reads);
  const groups = new Map<string, ReaderGroup>();
  for (const reader of widest([...readers.keys()])) {
    if (reads.accountReaders.some((wide) => covers(wide, reader))) continue;
    const secrets = readers.get(reader)!;
    // Roles and users are in different fields of a record, and a pattern asks for one of them.
    const key = `${reader.split("/")[0]!} ${secrets.map((secret) => reads.secrets.indexOf(secret)).join()}`;
    groups.set(key, { readers: [...(groups.get(key)?.readers ?? []), reader], secrets });
  }
  return [...groups.values()];
}

/** As few conditions as the alternatives fit into, in their order, each short enough for a pattern. */
function packed(alternatives: readonly Condition[]): readonly Condition[] {
  const packs: Condition[][] = [];
  for (const alternative of alternatives) {
    const last = packs.at(-1);
    if (last !== undefined && lengthOf(any(...last, alternative)) <= LONGEST) last.push(alternative);
    else packs.push([alternative]);
  }
  return packs.map((pack) => any(...pack));
}

function lengthOf(condition: Condition): number {
  return eventPatternLength(readPattern(condition));
}

/** A pattern of reads that CloudTrail sends: nobody else can put events with the source aws.secretsmanager on a bus. */
export function readPattern(condition: Condition): EventPattern {
  return {
    source: ["aws.secretsmanager"],
    "detail-type": ["AWS API Call via CloudTrail"],
    ...toEventPatternOfAnyLength(condition),
  };
}

/**
 * What else than reads the account sends goes with the first pattern: that reads could not be sent, and signs of life, which
 * so prove that the rule of reads is enabled and evaluated.
 */
export function withSignals(
  [first, ...others]: readonly EventPattern[],
  signals: readonly EventPattern[],
): readonly EventPattern[] {
  return [{ $or: [first!, ...signals] }, ...others];
}

/** The pattern with other texts in the place of some, wherever one of these stands as a whole. */
export function withTexts(pattern: EventPattern, texts: ReadonlyMap<string, string>): EventPattern {
  const replaced = (value: unknown): unknown => {
    if (typeof value === "string") return texts.get(value) ?? value;
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each)]));
  };
  return replaced(pattern) as EventPattern;
}
