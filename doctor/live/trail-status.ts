import type { Place } from "../../aws/calls";
import type { AnswerOf } from "../../aws/operations";
import { shellCommand } from "../../text/shell-command";
import type { Wrong } from "./live-type";
import { momentInWords } from "./moment";

/**
 * Milliseconds without a delivery after which something is wrong: files and events come within five minutes on average, and where nobody
 * else calls AWS for an hour, what the watch itself does is recorded.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
const LONGEST_WITHOUT_DELIVERY = 3_600_000;

export interface AskedTrail {
  /** Where it was asked about. */
  readonly place: Place;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly arn: string;
}

/** Whether a trail logs, and what it delivers. */
export function statusOfTrail(found: AnswerOf<"cloudtrail:GetTrailStatus">, asked: AskedTrail): readonly Wrong[] {
  const { place, arn } = asked;
  if (found.IsLogging !== true) {
    return [
      {
        kind: "trail-stopped",
        what: "The trail does not log.",
        mend: shellCommand`aws cloudtrail start-logging --region ${place.region} --name ${arn}`,
      },
    ];
  }
  const started = found.StartLoggingTime?.getTime() ?? 0;
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
  readonly last: Date | undefined;
}

function delivery({ now }: AskedTrail, started: number, { kind, where, error, last }: Delivery): readonly Wrong[] {
  if (isFilled(error)) return [{ kind, what: `The trail can't write to ${where}: ${error}.` }];
  if (now - Math.max(last?.getTime() ?? 0, started) <= LONGEST_WITHOUT_DELIVERY) return [];
  const since = last === undefined ? "ever" : `since ${momentInWords(last)}`;
  return [{ kind, what: `The trail has not written anything to ${where} ${since}.` }];
}

function isFilled(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
