import type { Markdown } from "../text/markdown";
import type { TerminalText } from "../text/terminal";

/** How a rollout speaks with whoever runs it. Each call is one piece: what stacks say at the same time is never mixed. */
export interface Voice {
  /** Results. */
  readonly say: (text: TerminalText | Markdown) => void;
  /** Problems. */
  readonly complain: (text: TerminalText) => void;
  /** The answer to a question, in a line; nothing if there is nobody to give one. */
  readonly ask: (question: TerminalText) => Promise<string | undefined>;
  /** Shows on a terminal how far something is. */
  readonly progress: (what: string, total: number) => { readonly advance: () => void; readonly end: () => void };
}
