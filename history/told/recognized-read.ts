import type { CloudTrailRecord, NotifiedSeverity } from "../../detections/detection";
import type { ReadKind } from "../../reads/kinds";
import { unknownVerdict } from "../../messages/reads/caller-words";
import { isCanary } from "../../messages/reads/canary";
import { isSilentDrill } from "../../messages/reads/drill";
import type { TellingFacts } from "../../messages/reads/organization-facts";
import {
  type Delivery,
  eventDeliveries,
  manyDeliveries,
  ownerDeliveries,
  peopleDeliveries,
} from "../../messages/reads/deliveries";
import { memoryOfRead } from "../../messages/reads/memory";
import { detectionOf, factsOfRead } from "../../messages/reads/recognition";
import { unwordedRead } from "../../messages/reads/unworded";
import { isOfDecoy } from "../../messages/reads/wording";
import { first, plain, using } from "../../messages/states/jsonata";
import { accountOf, ownersFunction } from "../../messages/wording/directory";
import { Expression } from "../expressions";

/** What the message composer finds out about a read, and nothing of what it makes of the others. */
export interface RecognizedRead {
  /** Id of the account; `unknown` where the record does not say. */
  readonly accountId: string;
  readonly accountName: string;
  /** Whether programs and people get anything of it: not in quiet accounts, nor where another detection tells of it. */
  readonly isTold: boolean;
  /** Id of what people are told of. */
  readonly detection: string;
  readonly kind: ReadKind;
  readonly severity: NotifiedSeverity;
  readonly reader: string;
  readonly secret: string;
  /** What the table has of it. @default identity - each such read is one by itself */
  readonly memory: Readonly<Record<"reader" | "secret" | "severity" | "result", string>> & {
    readonly identity?: string;
  };
  /** Whether it is the record of one secret of a call for several. */
  readonly isOfBatch: boolean;
  /** Whether other records may be of the same call. */
  readonly hasCall: boolean;
  /** Owners who get the mail, and owners who get its line in a digest. */
  readonly owners: readonly string[];
  readonly ownersInDigest: readonly string[];
  readonly events: readonly Delivery[];
  readonly people: readonly Delivery[];
  readonly many: readonly Delivery[];
}

/** A read of a record, and the id of the call that it was part of. */
export interface Recognized {
  readonly read: RecognizedRead;
  readonly call?: string;
}

/**
 * Recognizes reads with the definitions that the message composer has, each kind of record once: records that differ in nothing
 * but time, event id and request id are the same read.
 */
export function recognizing(
  facts: TellingFacts,
): (record: CloudTrailRecord, detection: string) => Recognized | Promise<Recognized> {
  const recognize = recognizer(facts);
  const byObject = new WeakMap<CloudTrailRecord, Map<string, RecognizedRead>>();
  const byText = new Map<string, RecognizedRead>();
  const withCall = (read: RecognizedRead, { requestID }: CloudTrailRecord): Recognized =>
    read.hasCall && typeof requestID === "string" ? { read, call: callOf(read, requestID) } : { read };
  return (record, detection) => {
    const known = byObject.get(record)?.get(detection);
    if (known !== undefined) return withCall(known, record);
    const same = lasting(record);
    const text = `${detection}\n${JSON.stringify(same)}`;
    const keep = (read: RecognizedRead): Recognized => {
      byText.set(text, read);
      const all = byObject.get(record) ?? new Map<string, RecognizedRead>();
      byObject.set(record, all.set(detection, read));
      return withCall(read, record);
    };
    const found = byText.get(text);
    return found === undefined ? recognize(same, detection).then(keep) : keep(found);
  };
}

/** The records of the secrets of a batch have the id of the call before a colon. */
const CALL = "call";
const PART = "call:part";

/** A record like this one, and the same for all that are like it; no text has what is undefined. */
function lasting(record: CloudTrailRecord): CloudTrailRecord {
  return { ...record, eventTime: undefined, eventID: undefined, requestID: likeIt(record.requestID) };
}

/** A request id that says as much of its record as this one, and is the same for all of them. */
function likeIt(requestId: unknown): unknown {
  return typeof requestId === "string" && /^[\w:-]+$/.test(requestId)
    ? requestId.includes(":")
      ? PART
      : CALL
    : requestId;
}

/** As `memoryOfRead` has it: all of the id of the call, or that before the colon of its parts. */
function callOf({ isOfBatch }: RecognizedRead, requestId: string): string {
  return isOfBatch ? requestId.slice(0, requestId.indexOf(":")) : requestId;
}

/** What the expression below finds. */
interface Found extends Pick<RecognizedRead, "detection" | "kind" | "severity" | "owners" | "ownersInDigest"> {
  readonly account: { readonly id?: string; readonly name: string; readonly mode: string };
  readonly isCanary: boolean;
  readonly isSilentDrill: boolean;
  readonly isOfDecoy: boolean;
  readonly reader?: string;
  readonly secret?: string;
  readonly memory: RecognizedRead["memory"] & { readonly call?: string; readonly isOfBatch: boolean };
}

function recognizer(facts: TellingFacts) {
  const account = new Expression(accountOf(facts));
  const found = new Expression(foundOf(facts));
  const [events, people, owners] = [eventDeliveries(facts), peopleDeliveries(facts), ownerDeliveries(facts)];
  const many = manyDeliveries(facts);
  return async (record: CloudTrailRecord, detection: string): Promise<RecognizedRead> => {
    const received = { detection, event: { detail: record } };
    const of = (await account.evaluate({ states: { input: received } })) as Found["account"];
    const base = { accountId: of.id ?? "unknown", accountName: of.name };
    const variables = { received, account: of, verdict: unknownVerdict };
    const read = (await found.evaluate(variables).catch(() => undefined)) as Found | undefined;
    // Then the composer sends the event as it came.
    if (read === undefined)
      return { ...base, ...unworded(detection, of.mode), events: events.critical, people: people.critical };
    const { memory, severity } = read;
    return {
      ...base,
      isTold: of.mode !== "quiet" && !read.isCanary && !read.isSilentDrill && !read.isOfDecoy,
      ...{ detection: read.detection, kind: read.kind, severity, memory },
      reader: read.reader ?? "somebody",
      secret: read.secret ?? memory.secret,
      isOfBatch: memory.isOfBatch,
      hasCall: memory.call !== undefined,
      ...{ owners: read.owners, ownersInDigest: read.ownersInDigest },
      events: events[severity],
      people: [...people[severity], ...(read.owners.length > 0 ? owners[severity] : [])],
      many,
    };
  };
}

function unworded(detection: string, mode: string) {
  const { kind, memory } = unwordedRead;
  return {
    ...{ detection, kind, memory, severity: memory.severity, reader: memory.reader, secret: memory.secret },
    ...{ isTold: mode !== "quiet", isOfBatch: false, hasCall: false, owners: [], ownersInDigest: [], many: [] },
  };
}

/** JSONata of `Found`. */
function foundOf(facts: TellingFacts): string {
  return using(
    [
      plain,
      first,
      `$detection := ${detectionOf(facts)}`,
      `$facts := ${factsOfRead("$received.event.detail")}`,
      ownersFunction(facts),
      `$memory := ${memoryOfRead}`,
    ],
    `{
  "account": $account,
  "isCanary": ${facts.canary === undefined ? "false" : isCanary(facts.canary)},
  "isSilentDrill": ${isSilentDrill(facts.drill)},
  "isOfDecoy": ${isOfDecoy(facts)},
  "detection": $detection.id,
  "kind": $detection.kind,
  "severity": $detection.severity,
  "reader": $facts.reader.name,
  "secret": $first($facts.secret.called, $facts.secret.subject),
  "owners": $ownersOf($account, $facts.secret.called),
  "ownersInDigest": $ownersOf($account, $memory.secret),
  "memory": $memory
}`,
  );
}
