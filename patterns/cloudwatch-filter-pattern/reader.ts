import { FilterPatternSyntaxError } from "./syntax-error";
import type { SyntaxProblem } from "./syntax-error";

/** Goes through a text from left to right, and complains with the place it has come to. */
export class Reader {
  position = 0;

  constructor(private readonly text: string) {}

  skipSpace(): void {
    this.take(/\s*/y);
  }

  /** Goes past a literal, if it is next. */
  takes(literal: string): boolean {
    if (!this.text.startsWith(literal, this.position)) return false;
    this.position += literal.length;
    return true;
  }

  /** Goes past a keyword, if it is next and not the start of a longer word. */
  takesWord(word: string): boolean {
    return this.peek(/\w+/y) === word && this.takes(word);
  }

  /** Goes past what a sticky expression matches: its first group, or all of it if there is no group. */
  take(expression: RegExp): string | undefined {
    const match = this.matchHere(expression);
    if (match === null) return undefined;
    this.position += match[0].length;
    return match[1] ?? match[0];
  }

  /** What a sticky expression matches here, without going past it. */
  peek(expression: RegExp): string | undefined {
    return this.matchHere(expression)?.[0];
  }

  fail(allowed: readonly string[], more: Partial<Omit<SyntaxProblem, "allowed">> = {}): never {
    this.skipSpace();
    throw new FilterPatternSyntaxError({ position: this.position, found: this.next(), allowed, ...more });
  }

  private next(): string {
    return this.peek(/[\w.*-]{1,40}|&&|\|\||[<>!]=|\S/y) ?? "the end of the pattern";
  }

  private matchHere(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.position;
    return expression.exec(this.text);
  }
}
