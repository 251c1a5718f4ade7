import type { AlarmFacts } from "./facts";
import { constant } from "../states/jsonata";

/** Seconds for which a caller that was told of is not told of again in digests. */
export const REMEMBERED = 86_400;

/** How often the digest of alarms is made, in minutes. */
export const ALARM_DIGEST_MINUTES = 15;

/** Seconds after which alarms that were left to the digest are forgotten: it had a dozen chances. */
export const LEFT_FOR = 10_800;

/** Partition of alarms that wait for the digest. Their sort keys begin with the number of the quarter of an hour. */
export const WAITING = "alarms";

/** The partition with those that were told of for a detection. */
export const toldOf = '"alarm#" & $detection.id';

/** The number of this quarter of an hour, with leading zeros, so that numbers are in order as texts are. */
export const thisWindow = `$formatInteger($floor($millis() / ${ALARM_DIGEST_MINUTES * 60_000}), "0000000000")`;

/** A time so many seconds from now, as DynamoDB's time to live wants it. */
export function secondsFromNow(seconds: number): string {
  return `$string($floor($millis() / 1000) + ${seconds})`;
}

/**
 * Requests that make the memory keep callers that an audience was told of.
 *
 * @param audience expression of the audience
 * @param callers expression of the callers
 */
export function puts(audience: string, callers: string): string {
  return `[$map([${callers}], function($caller) {
    { "PutRequest": { "Item": {
      "pk": { "S": ${toldOf} },
      "sk": { "S": ${audience} & "#" & $caller.key },
      "expires": { "N": ${secondsFromNow(REMEMBERED)} }
    } } }
  })]`;
}

/** Arguments of a task that writes many items. */
export function writing({ memoryTableName }: AlarmFacts, requests: string): string {
  return `{ "RequestItems": { ${constant(memoryTableName)}: ${requests} } }`;
}

/** A table may be slowed down for a moment. */
export const MEMORY_RETRY = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2, JitterStrategy: "FULL" },
];
