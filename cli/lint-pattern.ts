import { lint, lintGroup, type Finding } from "../patterns/cloudwatch-filter-pattern";
import { blank, joined, json, lines, painted, terminal, type TerminalText } from "../text/terminal";
import { print } from "../text/print";

/**
 * Checks filter patterns, one an argument, and says what is wrong with each.
 *
 * @returns the exit code: 1 if one can't work
 */
export function lintPatterns(patterns: readonly string[], asJson: boolean): number {
  const results = patterns.map((pattern) => ({ pattern, findings: lint(pattern) }));
  const group = lintGroup(patterns);

  if (asJson) print(json({ patterns: results, group }, 2));
  else print(asText(results, group));
  const findings = [...results.flatMap((result) => result.findings), ...group];
  return findings.some(({ severity }) => severity === "error") ? 1 : 0;
}

function asText(
  results: readonly { pattern: string; findings: readonly Finding[] }[],
  group: readonly Finding[],
): TerminalText {
  const said = results.flatMap(({ pattern, findings }) => [
    lines(pattern),
    ...(findings.length === 0 ? [terminal`  nothing to say against it`] : []),
    ...findings.map((finding) => render(finding, pattern)),
  ]);
  return joined([...said, ...group.map((finding) => render(finding, ""))], "\n");
}

function render({ severity, rule, message, remedy, position }: Finding, pattern: string): TerminalText {
  const isPointedAt = position !== undefined && !pattern.includes("\n");
  const marker = isPointedAt ? [terminal`${blank(lines(pattern.slice(0, position)))}^`] : [];
  const level = painted(severity === "error" ? "red" : "yellow", severity);
  return joined([...marker, terminal`  ${level} ${rule}: ${message}`, terminal`    ${remedy}`], "\n");
}
