/** A piece of a text that another one takes the place of. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with pieces replaced, in the order of their places; those of one place stand in the order in which they are given. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, text: by } of inOrder(splices)) {
    parts.push(text.slice(position, start), by);
    position = end;
  }
  return [...parts, text.slice(position)].join("");
}

export function inOrder(splices: readonly Splice[]): readonly Splice[] {
  return [...splices].sort((one, other) => one.start - other.start || one.end - other.end);
}

/** The end of the line that an offset is in, behind its line break; an offset at the beginning of a line is the end of the one before. */
export function endOfLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === "\n") return offset;
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

/** How many characters stand before an offset in its line. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Where the line begins that an offset is in. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** How lines of a text end: as its first one does. */
export function lineBreakOf(text: string): "\n" | "\r\n" {
  return /^[^\n]*\r\n/.test(text) ? "\r\n" : "\n";
}

/** Whole lines as a splice behind a line, whether or not that one is the last and has no end. */
export function linesAt(text: string, offset: number, lines: readonly string[]): Splice {
  const lineBreak = lineBreakOf(text);
  const isUnended = offset > 0 && text[offset - 1] !== "\n";
  const whole = lines.map((line) => `${line}${lineBreak}`).join("");
  return { start: offset, end: offset, text: `${isUnended ? lineBreak : ""}${whole}` };
}
