import type { CloudTrailRecord, Detection } from "../../detections/detection";
import { match } from "../../patterns/cloudwatch-filter-pattern";
import type { MemoryServer } from "./memory-table";
import type { JournalPage, JournalSearch } from "./run-composer";

/** A log group with these records, the oldest first, searched with our own matcher, page by page as CloudWatch Logs does it. */
export function trailOf(records: readonly CloudTrailRecord[]): (request: JournalSearch) => JournalPage {
  return ({ FilterPattern, Limit, NextToken = "0" }) => {
    const found = records.filter((record) => match(FilterPattern, record) === true);
    const from = Number(NextToken);
    const Events = found.slice(from, from + Limit).map((record) => ({ Message: JSON.stringify(record) }));
    // A token comes with a page that holds every match, too; the next page is empty.
    return from >= found.length ? { Events } : { Events, NextToken: String(from + Limit) };
  };
}

/** Alarms by the names of those that are on, and a table. */
export function alarmsAndTable(on: () => readonly string[], table: MemoryServer, page = 50) {
  return async (api: string, request: unknown): Promise<unknown> => {
    if (api !== "aws-sdk:cloudwatch:describeAlarms") return table.call(api, request);
    const { NextToken = "0" } = request as { readonly NextToken?: string };
    const from = Number(NextToken);
    const MetricAlarms = on()
      .slice(from, from + page)
      .map((AlarmName) => ({ AlarmName }));
    return from + page >= on().length ? { MetricAlarms } : { MetricAlarms, NextToken: String(from + page) };
  };
}

/** The event of an alarm of a detection, as EventBridge has it. */
export function alarmEvent(alarmName: string, { value = "ALARM", timestamp = "2026-03-01T03:16:30.123+0000" } = {}) {
  return {
    version: "0",
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account: "222222222222",
    region: "eu-west-1",
    detail: {
      alarmName,
      state: { value, timestamp, reason: "Threshold Crossed: 1 datapoint [1.0 (01/03/26 03:15:00)] was >= 1.0." },
    },
  };
}

/** A record that a detection matches, by a role of an account. */
export function recordBy(
  { matches: [{ event }] }: Detection,
  role: string,
  account = "333333333333",
  more: CloudTrailRecord = {},
): CloudTrailRecord {
  return {
    ...event,
    eventTime: "2026-03-01T03:15:02Z",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    recipientAccountId: account,
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${account}:assumed-role/${role}/session`,
      accountId: account,
      sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${account}:role/${role}` } },
    },
    ...more,
  };
}
