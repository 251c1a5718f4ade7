import type { Condition, FieldTest } from "./condition";

/**
 * Longest pattern CloudWatch Logs takes, in characters.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 */
export const MAX_FILTER_PATTERN_LENGTH = 1024;

/** A condition that CloudWatch Logs has no faithful pattern for. */
export class NotExpressibleError extends Error {
  override readonly name = "NotExpressibleError";
}

/**
 * Compiles a condition to a CloudWatch Logs filter pattern for JSON events.
 *
 * AWS does not document what `!=` gives on a missing key, so each negated test is guarded with NOT EXISTS.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @throws NotExpressibleError if the pattern would not mean the same, or would exceed 1,024 characters
 */
export function toFilterPattern(condition: Condition): string {
  const pattern = `{ ${compile(condition, false)} }`;
  if (pattern.length > MAX_FILTER_PATTERN_LENGTH) {
    throw new NotExpressibleError(
      `The filter pattern has ${pattern.length} characters; CloudWatch Logs takes ${MAX_FILTER_PATTERN_LENGTH}. ` +
        "Split the condition into several detections.",
    );
  }
  return pattern;
}

function compile(condition: Condition, negated: boolean): string {
  if ("not" in condition) return compile(condition.not, !negated);
  // De Morgan: a negated "all" is an "any" of negations, and the other way round.
  if ("all" in condition) return join(condition.all, negated ? "||" : "&&", negated);
  if ("any" in condition) return join(condition.any, negated ? "&&" : "||", negated);
  return compileTest(condition, negated);
}

function join(conditions: readonly Condition[], operator: "&&" | "||", negated: boolean): string {
  if (conditions.length === 0) {
    throw new NotExpressibleError("An empty list of conditions has no filter pattern. Add a condition.");
  }
  const parts = conditions.map((each) => compile(each, negated));
  return parts.length === 1 ? parts.join("") : `(${parts.join(` ${operator} `)})`;
}

function compileTest(test: FieldTest, negated: boolean): string {
  const selector = `$.${test.field}`;
  if ("exists" in test) return test.exists !== negated ? `(${selector} = "*")` : `(${selector} NOT EXISTS)`;

  const values = "equals" in test ? [test.equals] : "oneOf" in test ? test.oneOf : [test.startsWith];
  if (values.length === 0) throw new NotExpressibleError(`${test.field}: one of no values is never true.`);
  const texts = values.map((value) => quote(test.field, value, "startsWith" in test ? "*" : ""));

  if (!negated) return alternatives(texts.map((text) => `(${selector} = ${text})`));
  const differs = texts.map((text) => `(${selector} != ${text})`);
  return `((${selector} NOT EXISTS) || ${differs.length === 1 ? differs.join("") : `(${differs.join(" && ")})`})`;
}

function alternatives(parts: readonly string[]): string {
  return parts.length === 1 ? parts.join("") : `(${parts.join(" || ")})`;
}

/** The grammar has no escape for a quote, a backslash or a literal asterisk. */
function quote(field: string, value: string, suffix: string): string {
  if (/["\\*]/.test(value)) {
    throw new NotExpressibleError(`${field}: ${JSON.stringify(value)} contains a character that can't be escaped.`);
  }
  return `"${value}${suffix}"`;
}
