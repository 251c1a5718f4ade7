type Item = Readonly<Record<string, unknown>>;

/** What CloudTrail writes beside records of calls. */
export type PassedOver = "digest file" | "Insights event";

/**
 * Which of them an item is, if it is one.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
export function passedOver(item: Item): PassedOver | undefined {
  if ("digestS3Bucket" in item && Array.isArray(item.logFiles)) return "digest file";
  const isInsight = item.eventType === "AwsCloudTrailInsight" || item.eventCategory === "Insight";
  return isInsight ? "Insights event" : undefined;
}

/** What people hand over that has no record in it. */
interface NoRecord {
  /** In words that follow "is". */
  readonly what: string;
  readonly is: (value: unknown) => boolean;
}

/** The first that fits is said. */
export const noRecords: readonly NoRecord[] = [
  {
    what: "a notification of S3, which only names files: give the files themselves",
    is: having((item) => item.eventSource === "aws:s3" || item.Event === "s3:TestEvent" || "s3" in item),
  },
  {
    what: "a message of SQS or SNS without a CloudTrail record in it",
    is: having(
      (item) =>
        [item.eventSource, item.EventSource].some((source) => source === "aws:sqs" || source === "aws:sns") ||
        ["ReceiptHandle", "receiptHandle", "TopicArn"].some((key) => key in item),
    ),
  },
  {
    what: "an event of EventBridge that is not CloudTrail's",
    is: having((item) => "detail-type" in item),
  },
  {
    what: "a row without @message: ask for the field in the query",
    is: (value) => Array.isArray(value) && value.some((each) => isItem(each) && "field" in each && "value" in each),
  },
  {
    what: "a line of a log group that is no CloudTrail record",
    is: having((item) => typeof item.message === "string" && "timestamp" in item),
  },
  {
    what: "a message of an alarm, which has no record",
    is: having((item) => "AlarmName" in item || ("detection" in item && "version" in item)),
  },
  {
    what: "a record of AWS Config",
    is: having((item) => "configurationItems" in item || "configurationItem" in item),
  },
  { what: "a record of Security Lake (OCSF)", is: having((item) => "class_uid" in item) },
];

function having(test: (item: Item) => boolean): (value: unknown) => boolean {
  return (value) => isItem(value) && test(value);
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
