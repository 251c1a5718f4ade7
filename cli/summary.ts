import path from "node:path";

import { healthAlarms } from "../health/alarms";
import type { Organization } from "../organization/organization";
import type { Detection } from "../detections/detection";
import type { AccountStack } from "../stacks/account-stack";
import { joined, painted, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { optInRegions } from "./opt-in-regions";
import { documentation } from "./package-root";
import { paintSeverity } from "./paint-severity";
import { readTable, recipientTable } from "./recipients";

/** More rows than that nobody reads: the rest is summed up. */
const MOST_ROWS = 25;

/** What was written, what will raise an alarm, and what to do next. */
export function summary(organization: Organization, stacks: readonly AccountStack[], outdir: string): TerminalText {
  const parts = [
    painted("bold", `Organization ${organization.organizationId}, home region ${organization.homeRegion}`),
    "",
    stackTable(organization, stacks),
    "",
    painted("bold", "Is told of with who, what and where, unless the reader is expected"),
    "",
    readTable(organization),
    "",
    painted("bold", "Raises an alarm, in every account and region"),
    "",
    alarmTable(organization),
    "",
    painted("bold", "Who is told"),
    "",
    recipientTable(organization),
    "",
    painted("bold", "Files"),
    terminal`  ${path.join(outdir, "stacks", "*", "cdk.tf.json")}`,
    "",
    painted("bold", "Next"),
    ...nextSteps(organization).map((step, index) => terminal`  ${index + 1}. ${step}`),
  ];
  return joined(parts, "\n");
}

function stackTable(organization: Organization, stacks: readonly AccountStack[]): TerminalText {
  const waves = new Map(organization.members.map(({ name, wave }) => [name, wave]));
  const counts = stacks.map(({ resourceCount }) => resourceCount);
  const rest = counts.slice(MOST_ROWS);
  return borderlessTable({ stack: "left", account: "left", wave: "left", resources: "right" }, [
    ...stacks
      .slice(0, MOST_ROWS)
      .map(({ node, account: { name, id } }, index) => [
        ...[node.id, `${name} ${id}`, waves.get(name) ?? "first", String(counts[index])],
      ]),
    ...(rest.length > 0 ? [[`… ${rest.length} more`, "", "", String(sum(rest))]] : []),
    [`${stacks.length} stacks`, "", "", String(sum(counts))].map((each) => painted("bold", each)),
  ]);
}

function alarmTable({ names, alerts, detections }: Organization): TerminalText {
  const mailed = detections.filter(({ severity }) => severity !== "info");
  // What this is about; the other families follow as numbers.
  const shown = mailed.filter(({ family }) => family === "secrets" || family === "own");
  const silent = `No event arrived for ${alerts.silenceMinutes} minutes`;
  const table = borderlessTable({ alarm: "left", severity: "left", when: "left" }, [
    ...shown.map(({ id, severity, title }) => [names.alarmName(id), paintSeverity(severity), title]),
    [names.alarmName(healthAlarms.trailSilent.id), paintSeverity("critical"), silent],
  ]);
  const others = mailed.filter(({ family }) => family !== "secrets" && family !== "own");
  const counted = detections.length - mailed.length;
  return terminal`${table}\n… ${byFamily(others)}; ${counted} more are counted and not mailed: npx secretwatch explain --all`;
}

function byFamily(detections: readonly Detection[]): string {
  const families = [...new Set(detections.map(({ family }) => family))];
  return families
    .map((family) => `${detections.filter((detection) => detection.family === family).length} on ${family}`)
    .join(", ");
}

function nextSteps(organization: Organization): readonly string[] {
  const { example, deployment } = organization;
  const optIn = optInRegions(organization).map(({ region }) => region);
  const own = example
    ? ["This is an example: put in your own ids and addresses, and delete the line example: true."]
    : [];
  return [
    ...own,
    `Create the role ${deployment.roleName} in each account and the other prerequisites: ${documentation("deploying.md")}`,
    ...(optIn.length === 0 ? [] : [`Enable the opt-in regions ${optIn.join(", ")} in their accounts.`]),
    "Look at what would change: npx secretwatch deploy --plan-only security",
    "Deploy everything in order: npx secretwatch deploy",
    "Confirm the subscription in the mail that AWS sends to each address.",
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
