import type { CloudTrailRecord } from "../detections/detection";

/** Which events are asked for, of files as of buckets. Plain data: it goes to workers as it is. */
export interface EventLimits {
  /** First day (UTC, YYYY-MM-DD). @default - no matter how long ago */
  readonly from?: string;
  /** Last day (UTC, YYYY-MM-DD), inclusive. @default - until now */
  readonly to?: string;
  /** Ids of the accounts in which events were recorded. @default - all */
  readonly accounts?: readonly string[];
  /** @default - all */
  readonly regions?: readonly string[];
}

/**
 * Whether an event is asked for: by its own time, account and region. One that does not say which is not left out for it.
 *
 * @returns nothing if all are
 */
export function withinLimits(limits: EventLimits): ((event: CloudTrailRecord) => boolean) | undefined {
  const { from = "", to, accounts, regions } = limits;
  if (from === "" && to === undefined && accounts === undefined && regions === undefined) return undefined;
  // "~" comes behind whatever follows a day in a time.
  const end = to === undefined ? "~" : `${to}~`;
  const isAsked = (value: unknown, allowed: ReadonlySet<string> | undefined) =>
    allowed === undefined || typeof value !== "string" || allowed.has(value);
  const [ofAccounts, ofRegions] = [accounts, regions].map((each) => (each === undefined ? each : new Set(each)));
  return ({ eventTime, recipientAccountId, awsRegion }) =>
    (typeof eventTime !== "string" || (eventTime >= from && eventTime < end)) &&
    isAsked(recipientAccountId, ofAccounts) &&
    isAsked(awsRegion, ofRegions);
}

/** So many days later, or earlier. @param day YYYY-MM-DD */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
