import type { ForwardedRead } from "./forwarded-reads";

/**
 * How many series of a kind go into alarm at once, so many mails a minute at most. A subscription that gets more than
 * ten messages in a second is suspended and then deleted, so all limits together stay below.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
 */
export const noticeLimits = { decoys: 2, reads: 3, refusals: 1, bulk: 2, flood: 1 } as const;

/** Reads by one reader in one account within five minutes that are many. */
export const MANY_READS = 20;
/** Reads in the organization within five minutes that are a flood: single ones are no longer told of by mail. */
export const FLOOD_OF_READS = 200;

/** Id of the alarm on a kind of unexpected reads. */
export function noticeId({ id }: Pick<ForwardedRead, "id">): string {
  return `notice-${id}`;
}
