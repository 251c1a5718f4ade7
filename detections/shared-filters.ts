import { MAX_FILTER_PATTERN_LENGTH } from "../patterns/cloudwatch-filter-pattern";
import { any } from "../patterns/condition";
import { attempt } from "../patterns/compile/attempt";
import { toFilterPatterns } from "../patterns/compile/filter-pattern";
import { normalize, requiredValues } from "../patterns/compile/normal-form";
import type { Detection } from "./detection";

/** Detections that feed one metric, told apart by the name of the call. */
export interface SharedFilters {
  /** The word that they have in common. */
  readonly word: string;
  /** CloudWatch Logs filter patterns, of which no event matches two. */
  readonly filterPatterns: readonly [string, ...string[]];
}

/** Filters for all detections that share, in the order of the detections. */
export function sharedFilters(detections: readonly Detection[]): readonly SharedFilters[] {
  const words = [...new Set(detections.flatMap(({ sharesFilter }) => sharesFilter ?? []))];
  return words.map((word) => ({
    word,
    filterPatterns: patternsOf(detections.filter(({ sharesFilter }) => sharesFilter === word)),
  }));
}

/** What the metric of a word is called, after the prefix. Ids of detections have no dot, so it is nobody else's name. */
export function sharedMetric(word: string): string {
  return `shared.${word}`;
}

/**
 * The names of the calls that a detection can be about, by which its part of a shared metric is known.
 *
 * @throws if it can be about any call
 */
export function callNamesOf({ id, condition }: Detection): readonly string[] {
  const names = requiredValues(normalize(condition), "eventName");
  if (names === undefined) throw new Error(`${id} shares a filter, and its condition holds for whatever call.`);
  return names;
}

/** As many detections in a pattern as it has room for; they never match the same event, as they are of other calls. */
function patternsOf(detections: readonly Detection[]): readonly [string, ...string[]] {
  const groups: Detection[][] = [];
  for (const detection of detections) {
    const last = groups.at(-1);
    if (last !== undefined && fits([...last, detection])) last.push(detection);
    else groups.push([detection]);
  }
  return groups.flatMap(compiled) as unknown as [string, ...string[]];
}

function fits(detections: readonly Detection[]): boolean {
  const { result } = attempt(() => compiled(detections));
  return result?.length === 1 && result[0]!.length <= MAX_FILTER_PATTERN_LENGTH;
}

function compiled(detections: readonly Detection[]): readonly string[] {
  return toFilterPatterns(any(...detections.map(({ condition }) => condition)));
}
