/**
 * The CloudWatch Logs filter-pattern language for JSON events: read, write, try and check patterns, without AWS.
 * The README says what each pattern means and which AWS page says so.
 */
export type {
  Comparison,
  Compound,
  FieldTest,
  FilterPattern,
  IsTest,
  NotExists,
  NumberValue,
  Operator,
  RegexValue,
  Selector,
  Step,
  TextValue,
  Value,
} from "./filter-pattern";
export { parse } from "./parse";
export { print } from "./print";
export { match } from "./match";
export type { Truth } from "./truth";
export { FilterPatternSyntaxError } from "./syntax-error";
export type { SyntaxProblem } from "./syntax-error";
export { repeatsItself } from "./self-overlap";
export { lint } from "./lint/lint";
export { lintGroup, MAX_FILTERS_OF_A_LOG_GROUP } from "./lint/lint-group";
export { MAX_FILTER_PATTERN_LENGTH, MAX_WILDCARD_SELECTORS } from "./lint/limits";
export { ALWAYS_PRESENT_IN_CLOUDTRAIL, BOOLEAN_TEXTS_IN_CLOUDTRAIL } from "./lint/lint-options";
export type { LintOptions } from "./lint/lint-options";
export type { Finding, LintRule } from "./lint/finding";
