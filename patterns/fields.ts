/**
 * Paths of CloudTrail record fields that conditions test, checked at compile time.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export type EventField =
  | "awsRegion"
  | "errorCode"
  | "eventName"
  | "eventSource"
  | "eventType"
  | "recipientAccountId"
  | "sourceIPAddress"
  | "userIdentity.arn"
  | "userIdentity.invokedBy"
  | "userIdentity.type"
  | CustomField;

/** What one API call was asked or answered: paths below these are the service's own. */
type CustomField = `${"requestParameters" | "responseElements" | "additionalEventData"}.${string}`;
