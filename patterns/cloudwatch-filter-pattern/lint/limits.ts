import type { FieldTest } from "../filter-pattern";
import { testsOf, wildcardsIn } from "../filter-pattern";
import type { LocatedPattern } from "../parse";
import { printSelector } from "../print";
import type { Finding } from "./finding";

/**
 * Characters of a pattern.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 */
export const MAX_FILTER_PATTERN_LENGTH = 1024;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
const MAX_REGEXES = 2;
export const MAX_WILDCARD_SELECTORS = 3;
const MAX_WILDCARDS_IN_SELECTOR = 1;

export function length(text: string): readonly Finding[] {
  if (text.length <= MAX_FILTER_PATTERN_LENGTH) return [];
  return [
    {
      rule: "too-long",
      severity: "error",
      message: `The pattern has ${text.length} characters; CloudWatch Logs takes ${MAX_FILTER_PATTERN_LENGTH}.`,
      remedy: "Split it into several filters of one metric, or write alternatives with a wildcard.",
    },
  ];
}

export function regexes({ pattern, positions }: LocatedPattern): readonly Finding[] {
  const tests = testsOf(pattern).filter(hasRegex);
  const tooMany = tests[MAX_REGEXES];
  if (tooMany === undefined) return [];
  return [
    {
      rule: "too-many-regexes",
      severity: "error",
      message: `The pattern has ${tests.length} regexes; CloudWatch Logs takes ${MAX_REGEXES} in a pattern.`,
      remedy: "Join them with | in one regex, or write texts with a * at either end.",
      position: positions.get(tooMany),
    },
  ];
}

export function hasRegex(test: FieldTest): boolean {
  return test.kind === "comparison" && test.value.kind === "regex";
}

/** Too many in one selector, and too many selectors that have one. */
export function wildcardSelectors({ pattern, positions }: LocatedPattern): readonly Finding[] {
  const tests = testsOf(pattern).filter(({ selector }) => wildcardsIn(selector) > 0);
  const finding = (test: FieldTest, message: string): Finding => ({
    rule: "too-many-wildcard-selectors",
    severity: "error",
    message,
    remedy: "Name the field or the index instead of [*] or .*, or split the pattern into several filters.",
    position: positions.get(test),
  });

  const findings = tests
    .filter(({ selector }) => wildcardsIn(selector) > MAX_WILDCARDS_IN_SELECTOR)
    .map((test) => {
      const found = `${printSelector(test.selector)} has ${wildcardsIn(test.selector)} wildcards`;
      return finding(test, `${found}; CloudWatch Logs takes ${MAX_WILDCARDS_IN_SELECTOR} in a selector.`);
    });
  const tooMany = tests[MAX_WILDCARD_SELECTORS];
  if (tooMany === undefined) return findings;
  const found = `The pattern has ${tests.length} wildcard selectors`;
  return [...findings, finding(tooMany, `${found}; CloudWatch Logs takes ${MAX_WILDCARD_SELECTORS} in a pattern.`)];
}
