import { all, any, type Condition, field, not } from "../patterns/condition";
import {
  type EventPattern,
  eventPatternLength,
  MAX_EVENT_PATTERN_LENGTH,
  toEventPatternOfAnyLength,
} from "../patterns/compile/event-pattern";
import { NotExpressibleError } from "../patterns/compile/normal-form";
import { eventBridgeSource, readsOf, type Store, stores, whereNamed } from "../detections/stores";
import type { Reader, Undecided } from "../organization/reads-of-account";
import { asManyAsFit } from "./as-many-as-fit";
import {
  entriesOf,
  type Entry,
  type ExpectedReads,
  type ReadableSecret,
  secretsByReader,
  undecidedBy,
} from "./expectations";
import { commonEndpoints, comesThrough } from "./places";
import { covers, isAmong, widest } from "./readers";

/** A rule of an account and region, which sends what its condition matches. */
export interface ReadRule {
  /** The first of the readers whose other reads it sends. @default - it sends the reads of everybody else */
  readonly reader?: Reader;
  /** From 1, where one pattern can't hold it. */
  readonly part: number;
  readonly condition: Condition;
}

/** All rules of an account and region, and what they leave undecided. */
export interface ReadRules {
  readonly rules: readonly ReadRule[];
  /** @default - they send unexpected reads alone, and no reader has places */
  readonly undecided?: Undecided;
  /** Readers that no rule knows: all of their reads are sent. */
  readonly strangers: readonly Reader[];
}

/** Left free in every pattern, for what goes with the first: the alarm on the queue, and the sign of life. */
const ROOM_FOR_SIGNALS = 320;

/**
 * Rules with wildcards, of which AWS takes 30 on a bus, whoever made them; readers of paths beside single secrets need one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const MOST_WILDCARD_RULES = 15;

const store: Store = stores.secrets;
const readsOfSecrets = readsOf(store);
const denied = field("errorCode").startsWith("AccessDenied");

/**
 * Rules that together match each unexpected read of a secret in an account and region. Unexpected is
 * - a call by somebody who is an expected reader of nothing: root, users and services included;
 * - a call by an expected reader for another secret than theirs, whether it names one, lists several or asks by filter;
 * - a call by an expected reader from elsewhere than it is expected from;
 * - a call for a decoy, whoever makes it;
 * - a call that was denied, whoever made it: something is wrong, and the record may not say with which secret.
 *
 * Where patterns can't say it, they match expected reads, too, and never less: `undecided` has what is needed to tell them apart.
 *
 * @param patternLength longest event pattern of the account, in characters
 */
export function readRules(reads: ExpectedReads, patternLength: number = MAX_EVENT_PATTERN_LENGTH): ReadRules {
  const longest = patternLength - ROOM_FOR_SIGNALS;
  const entries = entriesOf(reads);
  const readers = rulesReaders(entries);
  const known = knownReaders(readers, longest);
  const groups = groupsOf(
    reads,
    readers.filter(({ reader }) => known.includes(reader)),
  );
  const placed = entries.filter(({ from }) => from !== undefined).map(({ reader }) => reader);
  return {
    rules: [
      // Without readers every read is unexpected.
      ...(known.length === 0
        ? [{ part: 1, condition: readsOfSecrets }]
        : numbered(
            undefined,
            packed(
              [all(readsOfSecrets, not(isAmong(known))), all(readsOfSecrets, denied), ...readsOfDecoys(reads)],
              longest,
            ),
          )),
      ...groups.flatMap((group) => rulesOfGroup(group, longest)),
    ],
    undecided: undecidedBy(reads, entries, new Set([...undecidedReaders(entries, readers, known), ...placed])),
    strangers: [...new Set(entries.map(({ reader }) => reader))].filter(
      (reader) => !known.some((each) => covers(each, reader)),
    ),
  };
}

/** A reader as rules can know it. */
interface RulesReader {
  readonly reader: Reader;
  /** All that it may read from somewhere. @default - any secret */
  readonly secrets?: readonly ReadableSecret[];
  /** From where all of that is expected, beside services. @default - from anywhere */
  readonly endpoints?: readonly string[];
}

/** Those of any secret first. Of the others, those who are in no rule of their own because one of these covers them are left out. */
function rulesReaders(entries: readonly Entry[]): readonly RulesReader[] {
  const endpointsOf = (reader: Reader) => commonEndpoints(entries.filter((entry) => entry.reader === reader));
  // No rule tells one network from another: whose places are nothing else is a stranger to them.
  const isKnowable = ({ endpoints }: RulesReader) => endpoints === undefined || endpoints.length > 0;
  const ofAccount = [...new Set(entries.filter(({ thing }) => thing === undefined).map(({ reader }) => reader))]
    .map((reader): RulesReader => ({ reader, endpoints: endpointsOf(reader) }))
    .filter(isKnowable);
  const singles = [...secretsByReader(entries)]
    .filter(([reader]) => !ofAccount.some((wide) => covers(wide.reader, reader)))
    .map(([reader, secrets]): RulesReader => ({ reader, secrets, endpoints: endpointsOf(reader) }))
    .filter(isKnowable);
  return [...ofAccount, ...singles];
}

/** Readers whom a pattern of its own leaves out, as many as fit into the first one: those of any secret before those of single ones. */
function knownReaders(readers: readonly RulesReader[], longest: number): readonly Reader[] {
  let wildcards = 0;
  const fitting = readers.filter(({ reader, ...what }) => {
    const needsWildcard = (what.secrets ?? []).some(({ idPrefixes }) => idPrefixes.length > 0);
    if (Math.max(0, ...beyond(isAmong([reader]), what).map(lengthOf)) > longest) return false;
    wildcards += needsWildcard ? 1 : 0;
    return !needsWildcard || wildcards <= MOST_WILDCARD_RULES;
  });
  const candidates = widest(fitting.map(({ reader }) => reader));
  return asManyAsFit(candidates, (some) => lengthOf(all(readsOfSecrets, not(isAmong(some)))) <= longest);
}

/** Readers of whom some expected reads are sent, whatever places they have. */
function undecidedReaders(
  entries: readonly Entry[],
  readers: readonly RulesReader[],
  known: readonly Reader[],
): readonly Reader[] {
  const inRules = new Map(readers.map((each) => [each.reader, each]));
  const undecided = entries.filter(({ reader, thing: secret }) => {
    const wide = inRules.get(known.find((each) => covers(each, reader)) ?? "");
    if (wide === undefined) return true;
    // A rule says "these roles beyond those secrets" and has no "but for that one".
    if (wide.secrets === undefined) return false;
    if (secret === undefined || !wide.secrets.includes(secret)) return true;
    return secret.idPrefixes.length + secret.unsuffixed.length > 0;
  });
  return [...new Set(undecided.map(({ reader }) => reader))];
}

/** A condition for each form of each name, which fit into patterns in any number. */
function readsOfDecoys({ secrets }: ExpectedReads): readonly Condition[] {
  const ids = secrets.filter(({ decoy }) => decoy).flatMap((secret) => secret.ids);
  return Object.values(store.calls).flatMap((asked) =>
    ids.map((id) => all(readsOfSecrets, whereNamed(asked).equals(id))),
  );
}

interface ReaderGroup extends Omit<RulesReader, "reader"> {
  readonly readers: readonly Reader[];
}

/** Reads by the group of anything but its secrets, or from elsewhere; half of the group at a time where they don't fit a pattern. */
function rulesOfGroup({ readers, ...what }: ReaderGroup, longest: number): readonly ReadRule[] {
  const alternatives = beyond(isAmong(readers), what);
  if (readers.length === 1 || Math.max(...alternatives.map(lengthOf)) <= longest) {
    return numbered(readers[0], packed(alternatives, longest));
  }
  const half = Math.ceil(readers.length / 2);
  return [readers.slice(0, half), readers.slice(half)].flatMap((some) =>
    rulesOfGroup({ readers: some, ...what }, longest),
  );
}

function numbered(reader: Reader | undefined, conditions: readonly Condition[]): readonly ReadRule[] {
  return conditions.map((condition, index) => ({ reader, part: index + 1, condition }));
}

/** What is not expected of a reader that is in the rules. */
function beyond(reader: Condition, { secrets, endpoints }: Omit<RulesReader, "reader">): readonly Condition[] {
  // What was denied is sent by the first rule, and need not be sent twice.
  const by = all(readsOfSecrets, reader, not(denied));
  return [
    ...(secrets === undefined ? [] : beyondSecrets(by, secrets)),
    ...(endpoints === undefined ? [] : [all(by, not(comesThrough(endpoints)))]),
  ];
}

function beyondSecrets(by: Condition, secrets: readonly ReadableSecret[]): readonly Condition[] {
  const ids = secrets.flatMap((secret) => secret.ids);
  return Object.entries(store.calls).flatMap(([name, asked]) => {
    const named = whereNamed(asked);
    const call = all(by, field("eventName").equals(name));
    // By filter: which secrets that returned, the call does not say.
    if ("list" in asked) return [all(call, named.isNoneOf(...ids)), all(call, named.isAbsent())];
    const own = [
      ...(ids.length === 0 ? [] : [named.isOneOf(...ids)]),
      ...secrets.flatMap(({ idPrefixes }) => idPrefixes.map((prefix) => named.startsWith(prefix))),
    ];
    return [all(call, not(any(...own)))];
  });
}

/** Readers of the same secrets and places together, in the order in which they first stand. */
function groupsOf({ secrets }: ExpectedReads, readers: readonly RulesReader[]): readonly ReaderGroup[] {
  const groups = new Map<string, ReaderGroup>();
  for (const { reader, ...what } of readers) {
    const numbers = what.secrets?.map((secret) => secrets.indexOf(secret));
    // Roles and users are in different fields of a record, and a pattern asks for one of them.
    const key = JSON.stringify([reader.split("/")[0]!, numbers, what.endpoints]);
    groups.set(key, { readers: [...(groups.get(key)?.readers ?? []), reader], ...what });
  }
  return [...groups.values()];
}

/** As few conditions as the alternatives fit into, in their order, each short enough for a pattern. */
function packed(alternatives: readonly Condition[], longest: number): readonly Condition[] {
  const packs: Condition[][] = [];
  for (const alternative of alternatives) {
    const last = packs.at(-1);
    if (last !== undefined && lengthOf(any(...last, alternative)) <= longest) last.push(alternative);
    else packs.push([alternative]);
  }
  return packs.map((pack) => any(...pack));
}

function lengthOf(condition: Condition): number {
  return lengthIn(store, condition);
}

/** Characters; infinite where EventBridge refuses the pattern for its wildcards. */
export function lengthIn(from: Store, condition: Condition): number {
  try {
    return eventPatternLength(patternIn(from, condition));
  } catch (error) {
    if (error instanceof NotExpressibleError) return Infinity;
    throw error;
  }
}

export function readPattern(condition: Condition): EventPattern {
  return patternIn(store, condition);
}

/** A pattern of reads that CloudTrail sends: nobody else can put events with a source that begins with aws. on a bus. */
export function patternIn(from: Store, condition: Condition): EventPattern {
  return {
    source: [eventBridgeSource(from)],
    "detail-type": ["AWS API Call via CloudTrail"],
    ...toEventPatternOfAnyLength(condition),
  };
}

/**
 * What else than reads the account sends goes with the first pattern: that reads could not be sent, and signs of life, which
 * so prove that the rule of reads is enabled and evaluated.
 */
export function withSignals(first: EventPattern, signals: readonly EventPattern[]): EventPattern {
  return { $or: [first, ...signals] };
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
