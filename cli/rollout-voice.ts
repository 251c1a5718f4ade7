import { createInterface, type Interface } from "node:readline";

import type { Voice } from "../deploy/voice";
import { complain, print } from "../text/print";
import { progressBar } from "./progress-bar";

/** A rollout's voice in a terminal: lines, a bar below them, and answers from standard input. */
export function rolloutVoice(): Voice & {
  /** Takes the bar away, and answers what is asked with nothing. */
  readonly hush: () => void;
  readonly end: () => void;
} {
  let bar: ReturnType<typeof progressBar> | undefined;
  let input: Interface | undefined;
  const answers = new Answers();
  const aside = (write: () => void) => {
    bar?.hide();
    write();
    bar?.show();
  };
  return {
    say: (text) => {
      aside(() => {
        print(text);
      });
    },
    complain: (text) => {
      aside(() => {
        complain(text);
      });
    },
    ask: async (question) => {
      complain(question);
      // Not as a terminal: Ctrl-C stays a signal.
      input ??= answers.readFrom(createInterface({ input: process.stdin, terminal: false }));
      return answers.next();
    },
    progress: (what, total) => {
      const shown = progressBar(what, total, 1);
      bar = shown;
      return {
        advance: shown.advance,
        end: () => {
          shown.end();
          bar = undefined;
        },
      };
    },
    hush: () => {
      bar?.end();
      bar = undefined;
      answers.end();
    },
    end: () => {
      input?.close();
    },
  };
}

/** Lines of standard input, which may come before they are asked for. */
class Answers {
  private readonly lines: string[] = [];
  private waiting: ((answer: string | undefined) => void) | undefined;
  private isOver = false;

  readFrom(input: Interface): Interface {
    input.on("line", (line) => {
      this.lines.push(line.trim());
      this.serve();
    });
    input.on("close", () => {
      this.end();
    });
    return input;
  }

  next(): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.serve();
    });
  }

  /** Nobody answers any more. */
  end(): void {
    this.isOver = true;
    this.serve();
  }

  private serve(): void {
    if (this.waiting === undefined || (this.lines.length === 0 && !this.isOver)) return;
    const answer = this.waiting;
    this.waiting = undefined;
    answer(this.lines.shift());
  }
}
