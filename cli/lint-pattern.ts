import colors from "picocolors";

import { lint, lintGroup, type Finding } from "../patterns/cloudwatch-filter-pattern";

/**
 * Checks filter patterns, one an argument, and says what is wrong with each.
 *
 * @returns the exit code: 1 if one can't work
 */
export function lintPatterns(patterns: readonly string[], json: boolean): number {
  const results = patterns.map((pattern) => ({ pattern, findings: lint(pattern) }));
  const group = lintGroup(patterns);

  if (json) console.log(JSON.stringify({ patterns: results, group }, null, 2));
  else print(results, group);
  const findings = [...results.flatMap((result) => result.findings), ...group];
  return findings.some(({ severity }) => severity === "error") ? 1 : 0;
}

function print(results: readonly { pattern: string; findings: readonly Finding[] }[], group: readonly Finding[]): void {
  for (const { pattern, findings } of results) {
    console.log(pattern);
    if (findings.length === 0) console.log("  nothing to say against it");
    for (const finding of findings) console.log(render(finding, pattern));
  }
  for (const finding of group) console.log(render(finding, ""));
}

function render({ severity, rule, message, remedy, position }: Finding, pattern: string): string {
  const marker = position === undefined || pattern.includes("\n") ? [] : [`${" ".repeat(position)}^`];
  const painted = severity === "error" ? colors.red(severity) : colors.yellow(severity);
  return [...marker, `  ${painted} ${rule}: ${message}`, `    ${remedy}`].join("\n");
}
