import colors from "picocolors";

import { compileDetection } from "../detections/compiled";
import { alarmOf, type Detection } from "../detections/detection";
import { suggest } from "../text/did-you-mean";
import { UsageError } from "./usage-error";
import { catalogueInUse } from "./catalogue-in-use";
import { paintSeverity } from "./paint-severity";

export interface ExplainOptions {
  readonly all?: boolean;
  readonly json?: boolean;
}

/**
 * Prints what detections mean, their form in each engine and their examples.
 *
 * @throws UsageError if no detection has the id
 */
export function explain(configuration: string, id: string | undefined, { all, json }: ExplainOptions): void {
  if (id !== undefined && (all ?? false)) throw new UsageError("Name a detection, or --all, not both.");
  const detections = catalogueInUse(configuration);
  const chosen = (all ?? false) ? detections : detections.filter((detection) => detection.id === id);
  if (chosen.length === 0) {
    const ids = detections.map((detection) => detection.id);
    if (id === undefined) throw new UsageError(`Name a detection, or --all. There are: ${ids.join(", ")}`);
    throw new UsageError(`There is no detection ${id}. ${suggest(id, ids, `There are: ${ids.join(", ")}`)}`);
  }
  if (json ?? false) console.log(JSON.stringify(chosen.map(asJson), null, 2));
  else console.log(chosen.map(asText).join("\n\n"));
}

function asJson(detection: Detection) {
  const { id, title, severity, family } = detection;
  return { id, title, severity, family, ...compileDetection(detection) };
}

function asText(detection: Detection): string {
  const { id, title, severity, family, why, likelyCauses, nextSteps, references, matches, ignores } = detection;
  const { filterPatterns, eventPattern, duckdbSql, athenaSql, insightsQuery, notExpressible } =
    compileDetection(detection);
  const { threshold, period } = alarmOf(detection);
  const form = (engine: string, name: string, text: string | null) =>
    `${colors.bold(name)}\n${indent(text ?? `not expressible: ${notExpressible[engine]!}`)}`;
  return [
    `${colors.bold(id)}  ${paintSeverity(severity)}  ${title}`,
    `${family}; ${severity === "info" ? "counted, never mailed" : `alarm at ${threshold} in ${period} seconds`}; ${references.join(", ")}`,
    `\n${why}`,
    `\n${colors.bold("Likely causes")}\n${indent(likelyCauses.map((each) => `- ${each}`).join("\n"))}`,
    `${colors.bold("What to do next")}\n${indent(nextSteps.map((each, index) => `${index + 1}. ${each}`).join("\n"))}`,
    "",
    form(
      "cloudwatch",
      "CloudWatch Logs filter pattern",
      filterPatterns.length === 0 ? null : filterPatterns.join("\n"),
    ),
    form("eventbridge", "EventBridge event pattern", eventPattern && JSON.stringify(eventPattern)),
    form("athena", "Athena", athenaSql),
    form("duckdb", "DuckDB, over a column event of type JSON", duckdbSql),
    form("insights", "Logs Insights", insightsQuery),
    "",
    `${colors.bold("Matches")}\n${indent(matches.map(({ what }) => `- ${what}`).join("\n"))}`,
    `${colors.bold("Does not match")}\n${indent(ignores.map(({ what }) => `- ${what}`).join("\n"))}`,
  ].join("\n");
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
