import type { Condition } from "../patterns/condition";

/** Severities that reach people, the most urgent first. */
export const notifiedSeverities = ["critical", "high", "medium", "low"] as const;

export type NotifiedSeverity = (typeof notifiedSeverities)[number];

/** All of them, the most urgent first. What is only info is counted and charted, never mailed. */
export const severities = [...notifiedSeverities, "info"] as const;

/** How urgent a detection is. */
export type Severity = (typeof severities)[number];

/** Whether somebody who wants at least this severity gets that one. What is only info reaches nobody. */
export function admits(minimum: NotifiedSeverity, severity: Severity): boolean {
  return notifiedSeverities.some((each, index) => each === severity && index <= notifiedSeverities.indexOf(minimum));
}

/** What a detection is about; its file starts with the same word. */
export type Family = "secrets" | "tampering" | "identity" | "exposure" | "cis" | "own";

/** One CloudTrail record, cut down to what a reader needs to see why it matches or not. */
export type CloudTrailRecord = Readonly<Record<string, unknown>>;

export interface Example {
  /** What happened, as a reader would say it. */
  readonly what: string;
  readonly event: CloudTrailRecord;
}

/** Something worth knowing about, as data: modules and stacks know none of them by name. */
export interface Detection {
  /** Stable kebab-case id; names the metric filter, the metric and the alarm. */
  readonly id: string;
  /** Title of the alarm; short and in the past tense. */
  readonly title: string;
  readonly severity: Severity;
  readonly family: Family;
  readonly condition: Condition;
  /** Exact text for CloudWatch; auditors and Security Hub compare it. @default - compiled from the condition */
  readonly filterPattern?: string;
  /**
   * A word, such as "stores", that several detections have in common: they feed one metric through the same filters, as a
   * log group takes 100, and are told apart by the name of the call. So each is about at most 10 calls by name, and no two of
   * them are about the same. @default - it has filters and a metric of its own
   */
  readonly sharesFilter?: string;
  /** Why it matters. */
  readonly why: string;
  /** What an attacker or a tired administrator did to cause it. */
  readonly likelyCauses: readonly string[];
  /** What to do next, in order. */
  readonly nextSteps: readonly string[];
  /** Controls and techniques it serves. */
  readonly references: readonly string[];
  /** When the alarm goes off. @default - once in 60 seconds */
  readonly alarm?: {
    /** Number of events in the period. */
    readonly threshold: number;
    /** Seconds. */
    readonly period: number;
  };
  readonly matches: readonly [Example, ...Example[]];
  readonly ignores: readonly [Example, ...Example[]];
}

/** When the alarm of a detection goes off: at the first event, unless it says otherwise. */
export function alarmOf({ alarm }: Detection): { readonly threshold: number; readonly period: number } {
  return alarm ?? { threshold: 1, period: 60 };
}
