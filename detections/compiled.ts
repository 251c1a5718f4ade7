import { toAthenaSql } from "../patterns/compile/athena";
import { toDuckdbSql } from "../patterns/compile/duckdb";
import { toEventPattern, type EventPattern } from "../patterns/compile/event-pattern";
import { toFilterPatterns } from "../patterns/compile/filter-pattern";
import { toInsightsQuery } from "../patterns/compile/insights-query";
import { NotExpressibleError } from "../patterns/compile/normal-form";
import type { Detection } from "./detection";

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
  const notExpressible: Record<string, string> = {};
  const attempt = <Result>(engine: string, compile: () => Result): Result | null => {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof NotExpressibleError)) throw error;
      notExpressible[engine] = error.message;
      return null;
    }
  };
  const { condition } = detection;
  return {
    filterPatterns: attempt("cloudwatch", () => filterPatternsOf(detection)) ?? [],
    eventPattern: attempt("eventbridge", () => toEventPattern(condition)),
    duckdbSql: attempt("duckdb", () => toDuckdbSql(condition)),
    athenaSql: attempt("athena", () => toAthenaSql(condition)),
    insightsQuery: attempt("insights", () => toInsightsQuery(condition)),
    notExpressible,
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

/** How many metric filters detections need. What can't be said in CloudWatch Logs needs none. */
export function filterCount(detections: readonly Detection[]): number {
  return detections.reduce((count, detection) => count + compileDetection(detection).filterPatterns.length, 0);
}
