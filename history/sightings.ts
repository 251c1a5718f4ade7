import type { CloudTrailRecord, Detection } from "../detections/detection";
import { DetectionMatcher } from "../detections/matcher";
import { WINDOW_MINUTES } from "../messages/states/budgets";
import { readRecord, storeRead } from "./read-record";

/** What of an event is kept. */
export interface Sighting {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Of the event. @default - it has none, and can't be known a second time */
  readonly id?: string;
  /** @default - it is no read */
  readonly read?: CloudTrailRecord;
  readonly hits: readonly Hit[];
}

/** What of an event and a detection that matches it tells hits apart that are counted together. */
export interface Hit {
  readonly detection: string;
  readonly accountId: string;
  readonly region: string;
  readonly call: string;
  readonly caller: string;
}

/** Milliseconds. */
export const MINUTE = 60_000;
export const WINDOW = WINDOW_MINUTES * MINUTE;

/** Beginning of the window that a time is in; of both, milliseconds since 1970. */
export function windowOf(time: number): number {
  return time - (time % WINDOW);
}

/** Beginning of the minute that a time is in; of both, milliseconds since 1970. */
export function minuteOf(time: number): number {
  return time - (time % MINUTE);
}

/** CloudTrail began in 2013; what lies far from now is a mistake, and would make a chart of thousands of empty years. */
export const USABLE = { from: Date.UTC(2010, 0), to: Date.UTC(2100, 0) } as const;

/** Milliseconds since 1970 of an event; nothing if it does not say when it was. */
export function timeOf({ eventTime }: CloudTrailRecord): number | undefined {
  const time = typeof eventTime === "string" ? Date.parse(eventTime) : NaN;
  return time >= USABLE.from && time < USABLE.to ? time : undefined;
}

/** Looks at events one by one, for what is to be kept of them. */
export class Sightings {
  private readonly matcher: DetectionMatcher;

  constructor(detections: readonly Detection[]) {
    this.matcher = new DetectionMatcher(detections);
  }

  /** Nothing if the event is no read and no detection matches it. */
  of(event: CloudTrailRecord, time: number): Sighting | undefined {
    const read = storeRead(event) === undefined ? undefined : readRecord(event);
    const matched = this.matcher.match(event);
    if (read === undefined && matched.length === 0) return undefined;
    const id = typeof event.eventID === "string" && event.eventID !== "" ? event.eventID : undefined;
    return { time, id, read, hits: matched.length === 0 ? [] : hitsOf(event, matched) };
  }
}

function hitsOf(event: CloudTrailRecord, matched: readonly Detection[]): readonly Hit[] {
  const place = placeOfCall(event);
  return matched.map(({ id }) => ({ detection: id, ...place }));
}

/** Where what was called, and by whom. */
export function placeOfCall(event: CloudTrailRecord): Omit<Hit, "detection"> {
  return {
    accountId: accountOf(event),
    region: textOf(event.awsRegion),
    call: textOf(event.eventName),
    caller: callerOf(event),
  };
}

/** The account that an event was recorded in. */
export function accountOf({ recipientAccountId, userIdentity }: CloudTrailRecord): string {
  const own = isObject(userIdentity) ? userIdentity.accountId : undefined;
  return [recipientAccountId, own].find((id): id is string => typeof id === "string") ?? UNKNOWN;
}

/** Stands for what a record does not say. */
const UNKNOWN = "unknown";

function callerOf({ userIdentity }: CloudTrailRecord): string {
  if (!isObject(userIdentity)) return UNKNOWN;
  const { sessionContext, arn, invokedBy, principalId, accountId, type } = userIdentity;
  const issuer = isObject(sessionContext) ? sessionContext.sessionIssuer : undefined;
  const said = [isObject(issuer) ? issuer.arn : undefined, arn, invokedBy, principalId, accountId, type];
  const caller = said.find((each): each is string => typeof each === "string" && each !== "") ?? UNKNOWN;
  return caller.replace(/^(arn:[^:]*:sts::[^:]*:assumed-role\/[^/]+)\/.*$/s, "$1");
}

function textOf(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : UNKNOWN;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
