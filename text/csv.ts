import { ReadyText } from "./forms/ready-text";
import { bearable } from "./shortened";
import { visible } from "./visible";

/** Rows for spreadsheets: https://datatracker.ietf.org/doc/html/rfc4180 */
export type Csv = ReadyText<"CSV">;

/** A row with the break after it. */
export function csvRow(cells: readonly (string | number)[]): Csv {
  return new ReadyText(
    "CSV",
    `${cells.map((cell) => (typeof cell === "number" ? String(cell) : quoted(cell))).join(",")}\r\n`,
  );
}

function quoted(text: string): string {
  const cell = calculatesNothing(bearable(visible(text)));
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * Spreadsheets take what begins like this for a formula, also after spaces and in full width; behind an apostrophe it is a text.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function calculatesNothing(text: string): string {
  return /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

export function joinedCsv(rows: readonly Csv[]): Csv {
  return new ReadyText("CSV", rows.map(String).join(""));
}
