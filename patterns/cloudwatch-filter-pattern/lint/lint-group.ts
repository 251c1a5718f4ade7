import { testsOf } from "../filter-pattern";
import { parse } from "../parse";
import { FilterPatternSyntaxError } from "../syntax-error";
import type { Finding } from "./finding";
import { hasRegex } from "./limits";

/**
 * Metric filters of a log group.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 */
export const MAX_FILTERS_OF_A_LOG_GROUP = 100;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
const MAX_REGEX_FILTERS = 5;

/** What is wrong about the filters of one log group taken together; `lint` says what is wrong about each. */
export function lintGroup(patterns: readonly string[]): readonly Finding[] {
  const findings: Finding[] = [];
  if (patterns.length > MAX_FILTERS_OF_A_LOG_GROUP) {
    findings.push({
      rule: "too-many-filters",
      severity: "error",
      message: `The log group has ${patterns.length} metric filters; CloudWatch Logs takes ${MAX_FILTERS_OF_A_LOG_GROUP}.`,
      remedy: "Join filters of the same metric with ||.",
    });
  }
  const withRegex = patterns.filter(usesRegex).length;
  if (withRegex > MAX_REGEX_FILTERS) {
    findings.push({
      rule: "too-many-regex-filters",
      severity: "error",
      message: `${withRegex} filters of the log group have a regex; CloudWatch Logs takes ${MAX_REGEX_FILTERS}.`,
      remedy: "Write texts with a * at either end instead of regexes.",
    });
  }
  return findings;
}

function usesRegex(text: string): boolean {
  try {
    return testsOf(parse(text)).some(hasRegex);
  } catch (error) {
    if (!(error instanceof FilterPatternSyntaxError)) throw error;
    // Patterns for plain text count as well, and are not in this language.
    return /%[^%]+%/.test(text);
  }
}
