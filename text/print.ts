import type { Csv } from "./csv";
import type { Markdown } from "./markdown";
import type { TerminalText } from "./terminal";

/** Results, to standard output. Nothing else in the command writes: no text gets there but one that is ready for it. */
export function print(text: TerminalText | Markdown | Csv): void {
  const whole = withoutCommands(text.toString());
  process.stdout.write(whole.endsWith("\n") ? whole : `${whole}\n`);
}

/** Problems and notes, to standard error. */
export function complain(text: TerminalText): void {
  process.stderr.write(`${withoutCommands(text.toString())}\n`);
}

/**
 * A CI runner does what some texts in a log say: a line that begins with ::, and ##[ or ##vso[ anywhere. The character that is
 * put otherwise is the same in JSON.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
 */
function withoutCommands(output: string): string {
  return output
    .split("\n")
    .map(withoutLineCommand)
    .join("\n")
    .replace(/#(?=#(?:vso)?\[)/gi, "\\u0023");
}

function withoutLineCommand(line: string): string {
  const written = line.trimStart();
  const indent = line.slice(0, line.length - written.length);
  return written.startsWith("::") ? `${indent}\\u003a${written.slice(1)}` : line;
}
