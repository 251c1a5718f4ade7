import type { Severity } from "../detections/detection";
import { painted, terminal, type TerminalText } from "../text/terminal";

const colors = {
  critical: "red",
  high: "yellow",
  medium: "cyan",
  low: undefined,
  info: "dim",
} as const satisfies Record<Severity, unknown>;

export function paintSeverity(severity: Severity): TerminalText {
  const color = colors[severity];
  return color === undefined ? terminal`${severity}` : painted(color, severity);
}
