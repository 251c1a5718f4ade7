import type { Markdown } from "../text/markdown";
import type { TerminalText } from "../text/terminal";

/** Results, to standard output. Nothing else in cli/ writes there, so that no text gets there but one that is ready for it. */
export function print(text: TerminalText | Markdown): void {
  const whole = text.toString();
  process.stdout.write(whole.endsWith("\n") ? whole : `${whole}\n`);
}

/** Problems and notes, to standard error. */
export function complain(text: TerminalText): void {
  process.stderr.write(`${text.toString()}\n`);
}
