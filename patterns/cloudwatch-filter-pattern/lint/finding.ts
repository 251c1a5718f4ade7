export type LintRule =
  | "syntax"
  | "too-long"
  | "too-many-regexes"
  | "too-many-wildcard-selectors"
  | "unguarded-not-equal"
  | "missing-event-source"
  | "unusual-event-source"
  | "boolean-as-text"
  | "never-matches"
  | "always-matches"
  | "inner-asterisk"
  | "repeated-suffix"
  | "too-many-filters"
  | "too-many-regex-filters";

export interface Finding {
  readonly rule: LintRule;
  /**
   * An error is refused by CloudWatch Logs or can't work; a warning may be meant that way, or depends on what is not
   * known of CloudWatch Logs.
   */
  readonly severity: "error" | "warning";
  /** What is wrong, with the value found and what is allowed. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Where in the pattern, counted in characters from 0. Absent if it is about the whole. */
  readonly position?: number;
}
