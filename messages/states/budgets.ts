/** Minutes of a window: what is held back within one is told of in the digest after it. */
export const WINDOW_MINUTES = 15;

/** Minutes from the end of a window to its digest: whoever stood in line at its end was told by then. */
export const DIGEST_MINUTES_AFTER = 2;

/** Windows in which nobody read for it to be told of at once again. */
export const QUIET_WINDOWS = 4;

/** So many different reads in an account within a window that worked are told of once more, as critical. */
export const MANY_READS = 20;

/**
 * Seconds between two mails of a line; decoys and alarms of the trail have lines of their own. A mail subscription that gets more than ten messages
 * in a second is suspended and then deleted: three lines, the digests and messages that were a moment late stay below.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
 */
export const SECONDS_BETWEEN_MAILS = 1;

/** Seconds that a mail waits in its line at most. Where it would be longer, a digest comes early. */
export const LONGEST_LINE_SECONDS = 40;

/** Seconds from the first mail that found no place until the early digest, which has all that found none by then. */
export const CROWD_SECONDS = 15;

/** Seconds that the reads of a batch wait for the batch itself, so that the one mail of the call is about all of it. */
export const SECONDS_FOR_BATCHES = 3;

/**
 * Seconds that a mail about an alarm of the trail waits in its line at most: longer than there are alarms, so that each finds a
 * place.
 */
export const LONGEST_ALARM_LINE_SECONDS = 100;
