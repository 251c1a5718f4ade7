import { createColors } from "picocolors";

import { ReadyText, textForm } from "./forms/ready-text";
import { isInColour } from "./in-colour";
import { bearable, shortened } from "./shortened";
import { visible, visibleJson, visibleLines } from "./visible";

/** What a terminal may be given: texts from outside are on one line and have no control characters. */
export type TerminalText = ReadyText<"terminal">;

const colors = createColors(isInColour());

const form = textForm("terminal", (text) => bearable(visible(text)));

/** A text for a terminal with texts in it. */
export const terminal = form.tag;
export const joined = form.joined;

/**
 * A text that has lines of its own, whole.
 *
 * @param longest characters of a line; of a longer one the beginning is shown. @default - a line may have any number
 */
export function lines(text: string, longest = Infinity): TerminalText {
  const whole = visibleLines(text);
  if (longest === Infinity) return new ReadyText("terminal", whole);
  const shown = whole.split("\n").map((line) => shortened(line, longest));
  return new ReadyText("terminal", shown.join("\n"));
}

/** Data for machines. @param indent spaces; @default - all in one line */
export function json(value: unknown, indent?: number): TerminalText {
  return new ReadyText("terminal", visibleJson(JSON.stringify(value, null, indent)));
}

export function indented(text: TerminalText): TerminalText {
  return new ReadyText("terminal", text.toString().replace(/^(?=.)/gm, "  "));
}

/** So many spaces as a text is wide. */
export function blank(text: TerminalText): TerminalText {
  return new ReadyText("terminal", " ".repeat(text.toString().length));
}

export function painted(color: "bold" | "dim" | "red" | "yellow" | "cyan", text: TerminalText | string): TerminalText {
  return new ReadyText("terminal", colors[color](terminal`${text}`.toString()));
}
