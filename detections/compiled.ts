import { MAX_FILTERS_OF_A_LOG_GROUP } from "../patterns/cloudwatch-filter-pattern";
import { toAthenaSql } from "../patterns/compile/athena";
import { attempt } from "../patterns/compile/attempt";
import { toDuckdbSql } from "../patterns/compile/duckdb";
import { toEventPattern, type EventPattern } from "../patterns/compile/event-pattern";
import { toFilterPatterns } from "../patterns/compile/filter-pattern";
import { toInsightsQuery } from "../patterns/compile/insights-query";
import type { Detection } from "./detection";
import { sharedFilters } from "./shared-filters";

/** A detection in the language of each engine; null where it can't be said, with the reason. */
export interface CompiledDetection {
  /** CloudWatch Logs; empty where it can't be said. */
  readonly filterPatterns: readonly string[];
  readonly eventPattern: EventPattern | null;
  readonly duckdbSql: string | null;
  readonly athenaSql: string | null;
  readonly insightsQuery: string | null;
  /** Reasons by engine: cloudwatch, eventbridge, duckdb, athena, insights. */
  readonly notExpressible: Readonly<Record<string, string>>;
}

export function compileDetection(detection: Detection): CompiledDetection {
  const { condition } = detection;
  const attempts = {
    cloudwatch: attempt(() => filterPatternsOf(detection)),
    eventbridge: attempt(() => toEventPattern(condition)),
    duckdb: attempt(() => toDuckdbSql(condition)),
    athena: attempt(() => toAthenaSql(condition)),
    insights: attempt(() => toInsightsQuery(condition)),
  };
  return {
    filterPatterns: attempts.cloudwatch.result ?? [],
    eventPattern: attempts.eventbridge.result ?? null,
    duckdbSql: attempts.duckdb.result ?? null,
    athenaSql: attempts.athena.result ?? null,
    insightsQuery: attempts.insights.result ?? null,
    notExpressible: Object.fromEntries(
      Object.entries(attempts).flatMap(([engine, { reason }]) => (reason === undefined ? [] : [[engine, reason]])),
    ),
  };
}

/**
 * Filter patterns of a detection: the prescribed text where auditors compare it, otherwise compiled from the condition.
 *
 * @throws NotExpressibleError if CloudWatch Logs has no pattern of the same meaning
 */
export function filterPatternsOf({ condition, filterPattern }: Detection): readonly [string, ...string[]] {
  return filterPattern === undefined ? toFilterPatterns(condition) : [filterPattern];
}

/** Query of Logs Insights for a detection; null where it can't be said. */
export function insightsQueryOf({ condition }: Detection): string | null {
  return attempt(() => toInsightsQuery(condition)).result ?? null;
}

/** Metric filters that detections may have: those of a log group, without the one that counts the events of an existing trail. */
export function mostFilters(isExistingTrail: boolean): number {
  return MAX_FILTERS_OF_A_LOG_GROUP - (isExistingTrail ? 1 : 0);
}

/** How many metric filters detections need. What can't be said in CloudWatch Logs needs none. */
export function filterCount(detections: readonly Detection[]): number {
  const own = detections
    .filter(({ sharesFilter }) => sharesFilter === undefined)
    .map((each) => attempt(() => filterPatternsOf(each)).result ?? []);
  const shared = sharedFilters(detections).map(({ filterPatterns }) => filterPatterns);
  return [...own, ...shared].reduce((count, patterns) => count + patterns.length, 0);
}
