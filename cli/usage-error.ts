import type { TerminalText } from "../text/terminal";

/** The command line asks for something that is not there; exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  constructor(readonly report: TerminalText) {
    super(report.toString());
  }
}
