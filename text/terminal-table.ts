import Table from "cli-table3";

import { ReadyText } from "./forms/ready-text";
import { painted, terminal, type TerminalText } from "./terminal";

const borders = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
  ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
];

/** A table of aligned columns without lines, as people paste into tickets. */
export function borderlessTable(
  columns: Readonly<Record<string, "left" | "right">>,
  rows: readonly (readonly (TerminalText | string | number)[])[],
): TerminalText {
  const table = new Table({
    head: Object.keys(columns).map((each) => painted("dim", each).toString()),
    colAligns: Object.values(columns),
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 2 },
    chars: Object.fromEntries(borders.map((border) => [border, ""])),
  });
  table.push(...rows.map((row) => row.map((cell) => terminal`${cell}`.toString())));
  // It pads its last column, too.
  const lines = table.toString().split("\n");
  return new ReadyText("terminal", lines.map((line) => line.trimEnd()).join("\n"));
}
