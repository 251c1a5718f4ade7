import { ReadyText } from "./forms/ready-text";
import type { TerminalText } from "./terminal";
import { visibleLines } from "./visible";

/** A patch for a terminal and for whoever applies it: lines keep how they end, with a carriage return or without. */
export function patchText(patch: string): TerminalText {
  const lines = patch.split("\n").map((line) => {
    const isCarriage = line.endsWith("\r");
    return `${visibleLines(isCarriage ? line.slice(0, -1) : line)}${isCarriage ? "\r" : ""}`;
  });
  return new ReadyText("terminal", lines.join("\n"));
}
