import colors from "picocolors";

import type { Severity } from "../detections/detection";

export function paintSeverity(severity: Severity): string {
  const paint = { critical: colors.red, high: colors.yellow, medium: colors.cyan, low: String, info: colors.dim };
  return paint[severity](severity);
}
