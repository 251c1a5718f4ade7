import type { NotifiedSeverity } from "../../detections/detection";
import type { Memory } from "../states/memory";

/** What the state machines that name people in alarms know beforehand. */
export interface AlarmFacts extends Memory {
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  /** Detections of the trail that have an alarm. */
  readonly detections: readonly WatchedDetection[];
  readonly recipients: readonly AlarmRecipient[];
  /** Log group with the events of the trail, in the account and region of the state machines. */
  readonly trailLogGroupName: string;
  /** What the names of the alarms of detections begin with. */
  readonly alarmNamePrefix: string;
  readonly homeRegion: string;
  /** Domain of the console in the partition, without a region before it. */
  readonly consoleDomain: string;
}

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
