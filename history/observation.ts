import type { CloudTrailRecord } from "../detections/detection";

/**
 * Reads of secret values that differ in nothing but their time, within one window: the same caller asked for the same from the same
 * place, with the same outcome.
 */
export interface ObservedReads {
  /** What of their records anything is decided from (`readRecord`); `eventTime` and `eventID` are those of the first. */
  readonly record: CloudTrailRecord;
  /** Milliseconds since 1970 of the beginning of the window, which is `WINDOW_MINUTES` long. */
  readonly window: number;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
}

/** Events of one caller that a detection matched within one minute. */
export interface ObservedHits {
  /** Id of the detection. */
  readonly detection: string;
  /** Milliseconds since 1970 of the beginning of the minute. */
  readonly minute: number;
  readonly accountId: string;
  readonly region: string;
  /** Name of the call. */
  readonly call: string;
  /** ARN of the principal without its session, or whatever else the record says of who called. */
  readonly caller: string;
  readonly count: number;
  /** The record of the first. @default - `MOST_EXAMPLES` others of the detection are earlier */
  readonly record?: CloudTrailRecord;
}

/** All that is kept of any number of events. Its size grows with who reads what and with what fires, not with the events. */
export interface Observations {
  readonly reads: readonly ObservedReads[];
  readonly hits: readonly ObservedHits[];
  readonly seen: Seen;
}

/** What was read to come by them. */
export interface Seen {
  /** Events, each once. */
  readonly events: number;
  /** Reads and hits that came a second time, known by their event id: CloudTrail may deliver one twice, and places overlap. */
  readonly doubled: number;
  /** Milliseconds since 1970 of the first and the last event. @default - there was none */
  readonly from?: number;
  readonly to?: number;
  /** Records of CloudTrail that are no calls, by kind. */
  readonly passedOver: ReadonlyMap<string, number>;
  /** What could not be read. */
  readonly problems: readonly { readonly place: string; readonly problem: string; readonly count: number }[];
  /** Whether all was read that was asked for: not after Ctrl-C, nor where a limit of bytes was met. */
  readonly isWhole: boolean;
}
