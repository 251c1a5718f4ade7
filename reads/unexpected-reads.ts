import { all, any, type Condition, field, not } from "../patterns/condition";
import {
  type EventPattern,
  eventPatternLength,
  MAX_EVENT_PATTERN_LENGTH,
  toEventPatternOfAnyLength,
} from "../patterns/compile/event-pattern";
import { NotExpressibleError } from "../patterns/compile/normal-form";
import { type Asked, eventBridgeSource, nameField, readsOf, type Store, stores } from "../detections/stores";
import type { Reader, Undecided } from "../organization/reads-of-account";
import { type ExpectedReads, type ReadableSecret, secretsByReader, undecidedBy } from "./expectations";
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
  /** @default - they send unexpected reads alone */
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
 * - a call for a decoy, whoever makes it;
 * - a call that was denied, whoever made it: something is wrong, and the record may not say with which secret.
 *
 * Where patterns can't say it, they match expected reads, too, and never less: `undecided` has what is needed to tell them apart.
 *
 * @param patternLength longest event pattern of the account, in characters
 */
export function readRules(reads: ExpectedReads, patternLength: number = MAX_EVENT_PATTERN_LENGTH): ReadRules {
  const longest = patternLength - ROOM_FOR_SIGNALS;
  const singles = new Map(
    [...secretsByReader(reads)].filter(([reader]) => !reads.accountReaders.some((wide) => covers(wide, reader))),
  );
  const known = knownReaders(reads, singles, longest);
  const groups = groupsOf(reads, new Map([...singles].filter(([reader]) => known.includes(reader))));
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
    undecided: undecidedBy(reads, undecidedReaders(reads, singles, known)),
    strangers: [...new Set([...reads.accountReaders, ...singles.keys()])].filter(
      (reader) => !known.some((each) => covers(each, reader)),
    ),
  };
}

/** Readers whom a pattern of its own leaves out, as many as fit into the first one: those of any secret before those of single ones. */
function knownReaders(
  { accountReaders }: ExpectedReads,
  singles: ReadonlyMap<Reader, readonly ReadableSecret[]>,
  longest: number,
): readonly Reader[] {
  let wildcards = 0;
  const fitting = [...singles].filter(([reader, own]) => {
    const alternatives = beyond(isAmong([reader]), own);
    const needsWildcard = own.some(({ idPrefixes }) => idPrefixes.length > 0);
    if (Math.max(...alternatives.map(lengthOf)) > longest) return false;
    wildcards += needsWildcard ? 1 : 0;
    return !needsWildcard || wildcards <= MOST_WILDCARD_RULES;
  });
  const candidates = widest([...accountReaders, ...fitting.map(([reader]) => reader)]);
  const fits = (count: number) => lengthOf(all(readsOfSecrets, not(isAmong(candidates.slice(0, count))))) <= longest;
  // The more, the longer: the largest number that fits is between the two.
  let [from, to] = [0, candidates.length];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if (fits(middle)) from = middle;
    else to = middle - 1;
  }
  return candidates.slice(0, from);
}

/** Readers of whom some expected reads are sent. */
function undecidedReaders(
  { accountReaders }: ExpectedReads,
  singles: ReadonlyMap<Reader, readonly ReadableSecret[]>,
  known: readonly Reader[],
): ReadonlySet<Reader> {
  const coveredBy = (reader: Reader) => known.find((each) => covers(each, reader));
  const own = [...singles].filter(([reader, secrets]) => {
    const wide = coveredBy(reader);
    if (wide === undefined || secrets.some(({ idPrefixes, unsuffixed }) => idPrefixes.length + unsuffixed.length > 0))
      return true;
    // A rule says "these roles beyond those secrets" and has no "but for that one".
    return wide !== reader && secrets.some((secret) => !singles.get(wide)!.includes(secret));
  });
  const everywhere = accountReaders.filter((reader) => {
    const wide = coveredBy(reader);
    return wide === undefined || !accountReaders.includes(wide);
  });
  return new Set([...own.map(([reader]) => reader), ...everywhere]);
}

/** A condition for each form of each name, which fit into patterns in any number. */
function readsOfDecoys({ secrets }: ExpectedReads): readonly Condition[] {
  const ids = secrets.filter(({ decoy }) => decoy).flatMap((secret) => secret.ids);
  return Object.values(store.calls).flatMap((asked) =>
    ids.map((id) => all(readsOfSecrets, whereNamed(asked).equals(id))),
  );
}

/** The field of a request where names stand. */
function whereNamed(asked: Asked) {
  return field(`requestParameters.${nameField(asked)}${"list" in asked ? "[]" : ""}`);
}

interface ReaderGroup {
  readonly readers: readonly Reader[];
  readonly secrets: readonly ReadableSecret[];
}

/** Reads by the group of anything but its secrets; half of the group at a time where they don't fit a pattern. */
function rulesOfGroup({ readers, secrets }: ReaderGroup, longest: number): readonly ReadRule[] {
  const alternatives = beyond(isAmong(readers), secrets);
  if (readers.length === 1 || Math.max(...alternatives.map(lengthOf)) <= longest) {
    return numbered(readers[0], packed(alternatives, longest));
  }
  const half = Math.ceil(readers.length / 2);
  return [readers.slice(0, half), readers.slice(half)].flatMap((some) =>
    rulesOfGroup({ readers: some, secrets }, longest),
  );
}

function numbered(reader: Reader | undefined, conditions: readonly Condition[]): readonly ReadRule[] {
  return conditions.map((condition, index) => ({ reader, part: index + 1, condition }));
}

function beyond(reader: Condition, secrets: readonly ReadableSecret[]): readonly Condition[] {
  const ids = secrets.flatMap((secret) => secret.ids);
  return Object.entries(store.calls).flatMap(([name, asked]) => {
    const named = whereNamed(asked);
    // What was denied is sent by the first rule, and need not be sent twice.
    const call = all(readsOfSecrets, reader, not(denied), field("eventName").equals(name));
    // By filter: which secrets that returned, the call does not say.
    if ("list" in asked) return [all(call, named.isNoneOf(...ids)), all(call, named.isAbsent())];
    const own = [
      ...(ids.length === 0 ? [] : [named.isOneOf(...ids)]),
      ...secrets.flatMap(({ idPrefixes }) => idPrefixes.map((prefix) => named.startsWith(prefix))),
    ];
    return [all(call, not(any(...own)))];
  });
}

/** Readers of the same secrets together, in the order in which they first stand. */
function groupsOf(
  { secrets }: ExpectedReads,
  readers: ReadonlyMap<Reader, readonly ReadableSecret[]>,
): readonly ReaderGroup[] {
  const groups = new Map<string, ReaderGroup>();
  for (const [reader, own] of readers) {
    // Roles and users are in different fields of a record, and a pattern asks for one of them.
    const key = `${reader.split("/")[0]!} ${own.map((secret) => secrets.indexOf(secret)).join()}`;
    groups.set(key, { readers: [...(groups.get(key)?.readers ?? []), reader], secrets: own });
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
