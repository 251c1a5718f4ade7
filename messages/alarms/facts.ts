import type { NotifiedSeverity } from "../../detections/detection";

/** What the state machines that name people in alarms know beforehand. */
export interface AlarmFacts {
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  /** Detections of the trail that have an alarm. */
  readonly detections: readonly WatchedDetection[];
  readonly recipients: readonly AlarmRecipient[];
  /** Log group with the events of the trail, in the account and region of the state machines. */
  readonly trailLogGroupName: string;
  /** Table in which they remember whom they named. */
  readonly memoryTableName: string;
  /** What the names of the alarms of detections begin with. */
  readonly alarmNamePrefix: string;
  readonly homeRegion: string;
  /** Domain of the console in the partition, without a region before it. */
  readonly consoleDomain: string;
  /** ARNs of the integrations of Step Functions; they carry the partition. */
  readonly integrations: Readonly<Record<AlarmIntegration, string>>;
}

/** APIs that they call, as their integrations are named behind the ARN's last colon. */
export const alarmIntegrations = {
  publish: "sns:publish",
  search: "aws-sdk:cloudwatchlogs:filterLogEvents",
  alarms: "aws-sdk:cloudwatch:describeAlarms",
  put: "dynamodb:putItem",
  update: "dynamodb:updateItem",
  delete: "dynamodb:deleteItem",
  query: "aws-sdk:dynamodb:query",
  getMany: "aws-sdk:dynamodb:batchGetItem",
  putMany: "aws-sdk:dynamodb:batchWriteItem",
} as const;

export type AlarmIntegration = keyof typeof alarmIntegrations;

/** A detection as these state machines need it. */
export interface WatchedDetection {
  readonly id: string;
  readonly alarmName: string;
  readonly title: string;
  readonly severity: NotifiedSeverity;
  readonly why: string;
  readonly nextSteps: readonly string[];
  /** What its events are found with in the log group. */
  readonly patterns: readonly string[];
  /** Seconds that its alarm looks at. */
  readonly period: number;
  /** What people find the events with: a Logs Insights query, or the patterns where there is none. */
  readonly query: string;
}

/** The people of one route. */
export interface AlarmRecipient {
  readonly topicArn: string;
  readonly minimumSeverity: NotifiedSeverity;
  /** Least urgent severity whose alarms are mailed at once; what is less urgent comes in the digest of alarms. */
  readonly alarmsAtOnce: NotifiedSeverity;
}
