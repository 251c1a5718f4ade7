import type { AwsCalls, Place } from "../../aws/calls";
import { shellCommand } from "../../text/shell-command";
import type { Wrong } from "./live-type";
import { moment, momentInWords } from "./moment";

/**
 * Milliseconds without a delivery after which something is wrong: files and events come within five minutes on average, and where nobody
 * else calls AWS for an hour, what the watch itself does is recorded.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
const LONGEST_WITHOUT_DELIVERY = 3_600_000;

export interface AskedTrail {
  readonly calls: AwsCalls;
  /** Who may ask, and where the trail is. */
  readonly place: Place;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly arn: string;
}

/** Whether a trail logs, and what it delivers. */
export async function trailStatus(asked: AskedTrail): Promise<readonly Wrong[]> {
  const { calls, place, arn } = asked;
  const found = await calls.call("cloudtrail:GetTrailStatus", { Name: arn }, place);
  if (found.IsLogging !== true) {
    return [
      {
        kind: "trail-stopped",
        what: "The trail does not log.",
        mend: shellCommand`aws cloudtrail start-logging --region ${place.region} --name ${arn}`,
      },
    ];
  }
  const started = moment(found.StartLoggingTime) ?? 0;
  const error = found.LatestDigestDeliveryError;
  const digests: readonly Wrong[] = isFilled(error)
    ? [{ kind: "trail-digests-undelivered", what: `The trail can't write digests to the bucket: ${error}.` }]
    : [];
  return [
    ...delivery(asked, started, {
      kind: "trail-files-undelivered",
      where: "the bucket",
      error: found.LatestDeliveryError,
      last: found.LatestDeliveryTime,
    }),
    ...delivery(asked, started, {
      kind: "trail-events-undelivered",
      where: "the log group",
      error: found.LatestCloudWatchLogsDeliveryError,
      last: found.LatestCloudWatchLogsDeliveryTime,
    }),
    ...digests,
  ];
}

interface Delivery {
  readonly kind: Wrong["kind"];
  readonly where: string;
  readonly error: string | undefined;
  readonly last: unknown;
}

function delivery({ now }: AskedTrail, started: number, { kind, where, error, last }: Delivery): readonly Wrong[] {
  if (isFilled(error)) return [{ kind, what: `The trail can't write to ${where}: ${error}.` }];
  const latest = moment(last);
  if (now - Math.max(latest ?? 0, started) <= LONGEST_WITHOUT_DELIVERY) return [];
  const since = latest === undefined ? "ever" : `since ${momentInWords(latest)}`;
  return [{ kind, what: `The trail has not written anything to ${where} ${since}.` }];
}

function isFilled(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
