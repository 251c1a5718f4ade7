import { compileDetection } from "../detections/compiled";
import { alarmOf, type Detection } from "../detections/detection";
import { suggest } from "../text/did-you-mean";
import { indented, joined, json, lines, painted, terminal, type TerminalText } from "../text/terminal";
import { UsageError } from "./usage-error";
import { catalogueInUse } from "./catalogue-in-use";
import { otherMessages, type OtherMessage } from "./other-messages";
import { paintSeverity } from "./paint-severity";
import { print } from "../text/print";

export interface ExplainOptions {
  readonly all?: boolean;
  readonly json?: boolean;
}

/**
 * Prints what detections mean, their form in each engine and their examples.
 *
 * @throws UsageError if no detection has the id
 */
export function explain(
  configuration: string,
  id: string | undefined,
  { all, json: forMachines }: ExplainOptions,
): void {
  if (id !== undefined && (all ?? false)) throw new UsageError(terminal`Name a detection, or --all, not both.`);
  const detections = catalogueInUse(configuration);
  const chosen = (all ?? false) ? detections : detections.filter((detection) => detection.id === id);
  const other = otherMessages().find((each) => each.id === id);
  if (chosen.length === 0 && other !== undefined) {
    print((forMachines ?? false) ? json([other], 2) : otherAsText(other));
    return;
  }
  if (chosen.length === 0) {
    const ids = [...detections, ...otherMessages()].map((each) => each.id);
    // A line of its own: it is long, and so may be what was typed.
    const list = terminal`There are: ${joined(ids, ", ")}`;
    if (id === undefined) throw new UsageError(joined([terminal`Name a detection, or --all.`, list], "\n"));
    const remedy = suggest(id, ids, list);
    throw new UsageError(joined([terminal`There is no detection ${id}.`, remedy], remedy === list ? "\n" : " "));
  }
  print((forMachines ?? false) ? json(chosen.map(asJson), 2) : joined(chosen.map(asText), "\n\n"));
}

function otherAsText({ id, title, severity, from, why, nextSteps }: OtherMessage): TerminalText {
  const steps = nextSteps.map((each, index) => indented(terminal`${index + 1}. ${each}`));
  return joined(
    [
      terminal`${painted("bold", id)}${severity === undefined ? "" : terminal`  ${paintSeverity(severity)}`}  ${title}`,
      from,
      "",
      lines(why),
      ...(steps.length === 0 ? [] : ["", painted("bold", "What to do next"), ...steps]),
    ],
    "\n",
  );
}

function asJson(detection: Detection) {
  const { id, title, severity, family } = detection;
  return { id, title, severity, family, ...compileDetection(detection) };
}

function asText(detection: Detection): TerminalText {
  const { id, title, severity, family, why, likelyCauses, nextSteps, references, matches, ignores } = detection;
  const { filterPatterns, eventPattern, duckdbSql, athenaSql, insightsQuery, notExpressible } =
    compileDetection(detection);
  const { threshold, period } = alarmOf(detection);
  const form = (engine: string, name: string, text: string | null) =>
    terminal`${painted("bold", name)}\n${indented(lines(text ?? `not expressible: ${notExpressible[engine]!}`))}`;
  const list = (name: string, entries: readonly string[], sign: (index: number) => string = () => "-") =>
    joined(
      [painted("bold", name), ...entries.map((each, index) => indented(terminal`${sign(index)} ${lines(each)}`))],
      "\n",
    );
  const alarm = severity === "info" ? "counted, never mailed" : `alarm at ${threshold} in ${period} seconds`;
  const parts = [
    terminal`${painted("bold", id)}  ${paintSeverity(severity)}  ${title}`,
    terminal`${family}; ${alarm}; ${joined(references, ", ")}`,
    "",
    lines(why),
    "",
    list("Likely causes", likelyCauses),
    list("What to do next", nextSteps, (index) => `${index + 1}.`),
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
    list(
      "Matches",
      matches.map(({ what }) => what),
    ),
    list(
      "Does not match",
      ignores.map(({ what }) => what),
    ),
  ];
  return joined(parts, "\n");
}
