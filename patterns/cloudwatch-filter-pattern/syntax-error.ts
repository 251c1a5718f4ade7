export interface SyntaxProblem {
  /** Where, counted in characters from 0. */
  readonly position: number;
  /** What stands there, as written, or a description of it. */
  readonly found: string;
  /** What may stand there instead. */
  readonly allowed: readonly string[];
  /** What to do about it, where more can be said than what is allowed. */
  readonly hint?: string;
}

/** A text that is not a filter pattern for JSON events. */
export class FilterPatternSyntaxError extends Error implements SyntaxProblem {
  override readonly name = "FilterPatternSyntaxError";
  readonly position: number;
  readonly found: string;
  readonly allowed: readonly string[];
  readonly hint?: string;

  constructor({ position, found, allowed, hint }: SyntaxProblem) {
    const end = hint === undefined ? "" : ` ${hint}`;
    super(`Position ${position}: found ${found}; allowed is ${allowed.join(" or ")}.${end}`);
    this.position = position;
    this.found = found;
    this.allowed = allowed;
    this.hint = hint;
  }
}
