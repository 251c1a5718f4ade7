import type { TableConstructorOptions } from "cli-table3";
import colors from "picocolors";

const borders = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
  ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
];

/** A table of aligned columns without lines, as people paste into tickets. */
export function borderless(head: readonly string[], aligned: readonly ("left" | "right")[]): TableConstructorOptions {
  return {
    head: head.map((each) => colors.dim(each)),
    colAligns: [...aligned],
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 2 },
    chars: Object.fromEntries(borders.map((border) => [border, ""])),
  };
}

/** Tables pad their last column, too. */
export function withoutTrailingSpace(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
