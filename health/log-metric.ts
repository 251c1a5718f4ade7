/** A metric of a log group of events, and the filters that feed it. */
export interface JournalMetric {
  readonly metricName: string;
  readonly filters: readonly JournalFilter[];
}

export interface JournalFilter {
  /** Unique in its metric; without /, which ids can't hold, and without : and *, which names of filters can't. */
  readonly id: string;
  /** CloudWatch Logs filter pattern on a whole EventBridge event. */
  readonly pattern: string;
  /** Selectors of what tells one series from another, by dimension. */
  readonly dimensions: Readonly<Record<string, string>>;
}
