import colors from "picocolors";

import type { Severity } from "../detections/detection";

const paint: Readonly<Record<Severity, (text: string) => string>> = {
  critical: colors.red,
  high: colors.yellow,
  medium: colors.cyan,
  low: String,
  info: colors.dim,
};

export function paintSeverity(severity: Severity): string {
  return paint[severity](severity);
}
