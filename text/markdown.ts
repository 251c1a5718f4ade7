/** A text outside of code, on one line: it formats nothing and mentions nobody. */
export function escaped(text: string): string {
  return (
    text
      .replace(/\s+/g, " ")
      // All of it is taken as it is behind a backslash: https://spec.commonmark.org/0.31.2/#backslash-escapes
      .replace(/[\\`*_{}[\]<>&#|~$]/g, "\\$&")
      // At the beginning of a line they make a list.
      .replace(/^( ?)([-+])/, "$1\\$2")
      .replace(/^( ?\d+)([.)])/, "$1\\$2")
      .replace(/@/g, "@\u200b")
  );
}

/** A text as code: nothing in it is taken for Markdown, HTML or a mention. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const longest = longestRun([line]);
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line === "" ? " " : line}${fence}` : `${fence} ${line} ${fence}`;
}

/** Lines of code in a block of their own. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const clean = lines.map((line) => line.replace(/[\r\n]+/g, " "));
  const fence = "`".repeat(Math.max(2, longestRun(clean)) + 1);
  return `${fence}${language}\n${clean.join("\n")}\n${fence}`;
}

/** Markdown in a cell of a table. */
export function inCell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** A fence has to be longer than what looks like one inside. */
function longestRun(lines: readonly string[]): number {
  return lines
    .flatMap((line) => [...line.matchAll(/`+/g)])
    .reduce((longest, [run]) => Math.max(longest, run.length), 0);
}
