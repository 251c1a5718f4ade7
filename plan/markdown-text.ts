/** A text as code: nothing in it is taken for Markdown, HTML or a mention. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line === "" ? " " : line}${fence}` : `${fence} ${line} ${fence}`;
}

/** Lines in the colours of a difference: + green, - red. */
export function diffBlock(lines: readonly string[]): string {
  const clean = lines.map((line) => line.replace(/[\r\n]+/g, " "));
  const longest = Math.max(2, ...clean.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = "`".repeat(longest + 1);
  return `${fence}diff\n${clean.join("\n")}\n${fence}`;
}

/** A text outside of code, such as the message of a check. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_[\]|~#]/g, "\\$&")
    .replace(/@/g, "@\u200b");
}

export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

export function plural(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  if (/(s|x|ch)$/.test(noun)) return `${count} ${noun}es`;
  return `${count} ${/[^aeo]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
