import { expiresIn } from "../states/memory";

/** Hours for which a caller that was told of is not told of again in digests. */
export const REMEMBERED_HOURS = 24;

/** How often the digest of alarms is made, in minutes. */
export const ALARM_DIGEST_MINUTES = 15;

/** Hours after which alarms that were left to the digest are forgotten: it had a dozen chances. */
export const LEFT_HOURS = 3;

/** Partition of alarms that wait for the digest. Their sort keys begin with the number of the quarter of an hour. */
export const WAITING = "alarms";

/** The partition with those that were told of for a detection. */
export const toldOf = '"alarm#" & $detection.id';

/** Milliseconds of the quarter of an hour between two digests. */
export const WINDOW = ALARM_DIGEST_MINUTES * 60_000;

/** The number of the quarter of an hour of a time, with leading zeros, so that numbers are in order as texts are. */
export const windowOf = (millis: string): string => `$formatInteger($floor(${millis} / ${WINDOW}), "0000000000")`;

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
      "expires": ${expiresIn(REMEMBERED_HOURS)}
    } } }
  })]`;
}
