import { match } from "../../patterns/cloudwatch-filter-pattern";
import { valuesAt, pathOf } from "../../patterns/evaluate";
import { resourcesOf, type Synthesized } from "./synthesized";

/** A read that reaches the journal, so many seconds after the first. */
export interface JournalRead {
  readonly second: number;
  readonly event: unknown;
}

export interface MailTraffic {
  /** Mails by alarm, with what each names. */
  readonly mails: readonly { readonly minute: number; readonly alarm: string; readonly names: readonly string[] }[];
  /** Most mails in one minute, all alarms together. CloudWatch evaluates once a minute, so no second has more. */
  readonly mostInAMinute: number;
}

interface Filter {
  readonly name: string;
  readonly metricName: string;
  readonly pattern: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface Alarm {
  readonly name: string;
  readonly metricName: string;
  readonly dimensions: readonly string[];
  readonly limit: number;
  /** Whether those with the lowest sums come first. */
  readonly lowestFirst: boolean;
  readonly threshold: number;
  readonly periodMinutes: number;
}

/** CloudWatch may switch a filter off that makes as many combinations of dimensions within an hour. */
const MOST_COMBINATIONS = 1000;

/**
 * What the journal's filters and alarms, as Terraform gets them, make of reads: CloudWatch minute by minute, as its
 * documentation describes it. A combination of dimensions sends a mail when it goes into alarm, and no more until it has
 * been out of it.
 *
 * @param switchesOff whether CloudWatch switches filters off that make too many combinations; it says it might
 */
export function mailTraffic(security: Synthesized, reads: readonly JournalRead[], switchesOff: boolean): MailTraffic {
  const sums = countedBy(filtersOf(security), reads, switchesOff);
  const last = Math.max(...reads.map(({ second }) => minuteOf(second)));
  const mails = alarmsOf(security).flatMap((alarm) => {
    const series = sums.get(alarm.metricName) ?? new Map<string, Map<number, number>>();
    let before = new Set<string>();
    return Array.from({ length: last + 1 }, (_, minute) => {
      const totals = [...series].map(([key, counts]) => [key, sumOf(counts, minute, alarm.periodMinutes)] as const);
      const breaching = totals
        .filter(([, sum]) => sum > 0)
        .sort(([, one], [, other]) => (alarm.lowestFirst ? one - other : other - one))
        .slice(0, alarm.limit)
        .filter(([, sum]) => sum >= alarm.threshold)
        .map(([key]) => key);
      const started = breaching.filter((key) => !before.has(key));
      before = new Set(breaching);
      return started.map((key) => ({ minute, alarm: alarm.name, names: JSON.parse(key) as string[] }));
    }).flat();
  });
  const byMinute = mails.reduce(
    (counts, { minute }) => counts.set(minute, (counts.get(minute) ?? 0) + 1),
    new Map<number, number>(),
  );
  return { mails, mostInAMinute: Math.max(0, ...byMinute.values()) };
}

/** Counts of each metric by combination of dimensions and minute. */
function countedBy(filters: readonly Filter[], reads: readonly JournalRead[], switchesOff: boolean) {
  const metrics = new Map<string, Map<string, Map<number, number>>>();
  const combinations = new Map<string, Set<string>>();
  const verdicts = new Map<string, readonly Filter[]>();
  for (const { second, event } of reads) {
    // Reads differ in values only: which filters match depends on which fields are there.
    const shape = shapeOf(event);
    const matching = verdicts.get(shape) ?? filters.filter(({ pattern }) => match(pattern, event) === true);
    verdicts.set(shape, matching);
    for (const { name, metricName, dimensions } of matching) {
      const seen = combinations.get(name) ?? new Set();
      combinations.set(name, seen);
      if (switchesOff && seen.size >= MOST_COMBINATIONS) continue;
      const values = Object.values(dimensions).map((selector) => valuesAt(event, pathOf(selector.slice(2)))[0]);
      const key = JSON.stringify(values);
      seen.add(key);
      const series = metrics.get(metricName) ?? new Map<string, Map<number, number>>();
      metrics.set(metricName, series);
      const counts = series.get(key) ?? new Map<number, number>();
      series.set(key, counts);
      counts.set(minuteOf(second), (counts.get(minuteOf(second)) ?? 0) + 1);
    }
  }
  return metrics;
}

function shapeOf(event: unknown): string {
  return JSON.stringify(event, (_, value: unknown) => (typeof value === "string" ? typeof value : value));
}

function sumOf(counts: ReadonlyMap<number, number>, minute: number, periodMinutes: number): number {
  return Array.from({ length: periodMinutes }, (_, back) => counts.get(minute - back) ?? 0).reduce((a, b) => a + b, 0);
}

function minuteOf(second: number): number {
  return Math.floor(second / 60);
}

function filtersOf(security: Synthesized): readonly Filter[] {
  return Object.values(resourcesOf(security, "aws_cloudwatch_log_metric_filter")).flatMap((filter) => {
    const {
      name,
      namespace,
      dimensions = {},
    } = filter.metric_transformation as {
      name: string;
      namespace: string;
      dimensions?: Readonly<Record<string, string>>;
    };
    if (namespace !== "secretwatch/reads") return [];
    return [{ name: filter.name as string, metricName: name, pattern: filter.pattern as string, dimensions }];
  });
}

function alarmsOf(security: Synthesized): readonly Alarm[] {
  return Object.values(resourcesOf(security, "aws_cloudwatch_metric_alarm")).flatMap((alarm) => {
    const name = alarm.alarm_name as string;
    const threshold = alarm.threshold as number;
    if (alarm.namespace === "secretwatch/reads") {
      const periodMinutes = (alarm.period as number) / 60;
      return [
        {
          name,
          metricName: alarm.metric_name as string,
          dimensions: [],
          limit: 1,
          lowestFirst: false,
          threshold,
          periodMinutes,
        },
      ];
    }
    const [query] = (alarm.metric_query ?? []) as { expression: string; period: number }[];
    const parts =
      /^SELECT SUM\("(\w+)"\) FROM SCHEMA\("secretwatch\/reads", ([\w", ]+)\) .* (ASC|DESC) LIMIT (\d+)$/.exec(
        query?.expression ?? "",
      );
    if (parts === null) return [];
    const [, metricName, dimensions, order, limit] = parts as unknown as [string, string, string, string, string];
    return [
      {
        name,
        metricName,
        dimensions: dimensions.replaceAll('"', "").split(", "),
        limit: Number(limit),
        lowestFirst: order === "ASC",
        threshold,
        periodMinutes: query!.period / 60,
      },
    ];
  });
}
