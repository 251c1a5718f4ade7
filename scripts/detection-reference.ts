import { catalogue } from "../detections/catalogue/catalogue";
import { MAX_FILTERS_OF_A_LOG_GROUP } from "../patterns/cloudwatch-filter-pattern";
import { compileDetection, filterCount } from "../detections/compiled";
import { alarmOf, type Detection, type Family } from "../detections/detection";

const families: Readonly<Record<Exclude<Family, "own">, string>> = {
  secrets: "what happens to secrets and encrypted parameters",
  tampering: "attempts to blind the watch: trails, logs, alarms, keys, detectors",
  identity: "who gets in, and who is given more than before",
  exposure: "data and machines opened to others",
  cis: "the texts that CIS and Security Hub CloudWatch.1 to 14 prescribe, to the letter, for auditors",
};

/** docs/detections.md: the catalogue as people read it, with every compiled form. */
export function detectionReference(): string {
  const filters = filterCount(catalogue);
  const quota = MAX_FILTERS_OF_A_LOG_GROUP;
  return [
    "<!-- Made by npm run generate from detections/. Do not edit. -->",
    "",
    "# Detections",
    "",
    `The catalogue has ${catalogue.length} detections. They use ${filters} of the ${quota} metric filters of a log group and leave`,
    `${quota - filters} to you. What is *info* is counted and charted, and never mailed. \`organization.yaml\` switches a detection`,
    "off, changes its severity or threshold, excludes roles, and adds your own: [configuration](configuration.md).",
    "",
    ...Object.entries(families).map(([family, about]) => `- **${family}**: ${about}`),
    "",
    "The CIS texts stand beside the tuned detections, whose patterns say more precisely what they mean. They are *info*,",
    "because they count ordinary work as well; an auditor who asks for their alarms gets them with",
    "`detections: { cis-root-use: { severity: low } }` and so on.",
    "",
    "| detection | severity | title | alarm at |",
    "| --- | --- | --- | --- |",
    ...catalogue.map((each) => `| [${each.id}](#${each.id}) | ${each.severity} | ${each.title} | ${alarmAt(each)} |`),
    "",
    ...catalogue.flatMap(section),
  ].join("\n");
}

function alarmAt(detection: Detection): string {
  if (detection.severity === "info") return "";
  const { threshold, period } = alarmOf(detection);
  return `${threshold} in ${period} s`;
}

function section(detection: Detection): readonly string[] {
  const { id, title, severity, family, why, likelyCauses, nextSteps, references, matches, ignores } = detection;
  const { filterPatterns, eventPattern, athenaSql, duckdbSql, insightsQuery, notExpressible } =
    compileDetection(detection);
  const form = (engine: string, name: string, language: string, text: string | null) =>
    text === null
      ? [`${name}: ${notExpressible[engine]!}`, ""]
      : [`${name}:`, "", `\`\`\`${language}`, text, "```", ""];
  return [
    `## ${id}`,
    "",
    `${title}. *${severity}*, ${family}${references.length > 0 ? `; ${references.join(", ")}` : ""}`,
    "",
    why,
    "",
    "Likely causes:",
    "",
    ...likelyCauses.map((cause) => `- ${cause}`),
    "",
    "What to do next:",
    "",
    ...nextSteps.map((step, index) => `${index + 1}. ${step}`),
    "",
    `Matches: ${matches.map(({ what }) => what).join("; ")}.`,
    "",
    `Does not match: ${ignores.map(({ what }) => what).join("; ")}.`,
    "",
    ...form("cloudwatch", "CloudWatch Logs", "text", filterPatterns.length === 0 ? null : filterPatterns.join("\n")),
    ...form("eventbridge", "EventBridge", "json", eventPattern && JSON.stringify(eventPattern, null, 2)),
    ...form("athena", "Athena", "sql", athenaSql),
    ...form("duckdb", "DuckDB", "sql", duckdbSql),
    ...form("insights", "Logs Insights", "text", insightsQuery),
  ];
}
