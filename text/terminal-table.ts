import Table from "cli-table3";

import { ReadyText } from "./forms/ready-text";
import { painted, terminal, type TerminalText } from "./terminal";

const borders = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
  ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
];

/** Spaces between two columns. */
const GAP = 2;

/**
 * A table of aligned columns without lines, as people paste into tickets.
 *
 * @param width characters of a line, into which cells are broken between words. A word that is longer than its column stays whole,
 * for it may be an ARN. @default - that of the terminal; elsewhere each row is one line
 */
export function borderlessTable(
  columns: Readonly<Record<string, "left" | "right">>,
  rows: readonly (readonly (TerminalText | string | number)[])[],
  width = terminalWidth(),
): TerminalText {
  const head = Object.keys(columns).map((each) => painted("dim", each).toString());
  const cells = rows.map((row) => row.map((cell) => terminal`${cell}`.toString()));
  const colWidths = width === undefined ? undefined : fittingWidths([head, ...cells], width);
  const table = new Table({
    head,
    colAligns: Object.values(columns),
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": GAP },
    chars: Object.fromEntries(borders.map((border) => [border, ""])),
    ...(colWidths === undefined ? {} : { colWidths: colWidths.map((each) => each + GAP), wordWrap: true }),
  });
  table.push(...cells);
  // It pads its last column, too.
  const lines = table.toString().split("\n");
  return new ReadyText("terminal", lines.map((line) => line.trimEnd()).join("\n"));
}

function terminalWidth(): number | undefined {
  const { isTTY, columns } = process.stdout as { readonly isTTY?: boolean; readonly columns?: number };
  return isTTY === true ? columns : undefined;
}

/** Widths of the columns, the widest made narrower until all fit; nothing if they do as they are. */
function fittingWidths(rows: readonly (readonly string[])[], width: number): number[] | undefined {
  const columns = rows[0]!.map((_, index) => rows.map((row) => row[index] ?? ""));
  const widths = columns.map((cells) => Math.max(...cells.map(widthOf)));
  const least = columns.map((cells) => Math.max(...cells.flatMap((cell) => cell.split(/\s+/)).map(widthOf)));
  const room = width - GAP * (columns.length - 1);
  if (sum(widths) <= room) return undefined;
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const [widest] = widths
      .map((each, index) => ({ index, width: each }))
      .filter(({ index, width: each }) => each > least[index]!)
      .sort((a, b) => b.width - a.width);
    if (widest === undefined) break;
    widths[widest.index]!--;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Characters on a terminal, without those that paint; beyond Latin, Greek and Cyrillic they may be two wide. */
function widthOf(text: string): number {
  // eslint-disable-next-line no-control-regex
  return Array.from(text.replace(/\u001b\[\d+m/g, "")).reduce((width, each) => width + (each < "\u1100" ? 1 : 2), 0);
}
