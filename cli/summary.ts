import path from "node:path";

import Table from "cli-table3";
import colors from "picocolors";

import { healthAlarms } from "../health/alarms";
import type { Organization } from "../organization/organization";
import type { Detection } from "../detections/detection";
import type { AccountStack } from "../stacks/account-stack";
import { borderless, withoutTrailingSpace } from "./borderless-table";
import { optInRegions } from "./opt-in-regions";
import { paintSeverity } from "./paint-severity";
import { readTable, recipientTable } from "./recipients";

/** More rows than that nobody reads: the rest is summed up. */
const MOST_ROWS = 25;

/** What was written, what will raise an alarm, and what to do next. */
export function summary(organization: Organization, stacks: readonly AccountStack[], outdir: string): string {
  const lines = [
    colors.bold(`Organization ${organization.organizationId}, home region ${organization.homeRegion}`),
    "",
    stackTable(organization, stacks),
    "",
    colors.bold("Is told of with who, what and where, unless the reader is expected"),
    "",
    readTable(organization),
    "",
    colors.bold("Raises an alarm, in every account and region"),
    "",
    alarmTable(organization),
    "",
    colors.bold("Who is told"),
    "",
    recipientTable(organization),
    "",
    colors.bold("Files"),
    `  ${path.join(outdir, "stacks", "*", "cdk.tf.json")}`,
    "",
    colors.bold("Next"),
    ...nextSteps(organization).map((step, index) => `  ${index + 1}. ${step}`),
  ];
  return withoutTrailingSpace(lines.join("\n"));
}

function stackTable(organization: Organization, stacks: readonly AccountStack[]): string {
  const waves = new Map(organization.members.map(({ name, wave }) => [name, wave]));
  const counts = stacks.map(({ resourceCount }) => resourceCount);
  const table = new Table(borderless(["stack", "account", "wave", "resources"], ["left", "left", "left", "right"]));
  for (const [index, stack] of stacks.slice(0, MOST_ROWS).entries()) {
    const { name, id } = stack.account;
    table.push([stack.node.id, `${name} ${id}`, waves.get(name) ?? "first", String(counts[index])]);
  }
  const rest = counts.slice(MOST_ROWS);
  if (rest.length > 0) table.push([`… ${rest.length} more`, "", "", String(sum(rest))]);
  table.push([`${stacks.length} stacks`, "", "", String(sum(counts))].map(colors.bold));
  return table.toString();
}

function alarmTable({ names, alerts, detections }: Organization): string {
  const table = new Table(borderless(["alarm", "severity", "when"], ["left", "left", "left"]));
  const mailed = detections.filter(({ severity }) => severity !== "info");
  // What this is about; the other families follow as numbers.
  for (const { id, severity, title } of mailed.filter(({ family }) => family === "secrets" || family === "own")) {
    table.push([names.alarmName(id), paintSeverity(severity), title]);
  }
  table.push([
    names.alarmName(healthAlarms.trailSilent.id),
    paintSeverity("critical"),
    `No event arrived for ${alerts.silenceMinutes} minutes`,
  ]);
  const others = mailed.filter(({ family }) => family !== "secrets" && family !== "own");
  const counted = detections.length - mailed.length;
  return `${table.toString()}\n… ${byFamily(others)}; ${counted} more are counted and not mailed: npx secretwatch explain --all`;
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
    `Create the role ${deployment.roleName} in each account and the other prerequisites: docs/deploying.md`,
    ...(optIn.length === 0 ? [] : [`Enable the opt-in regions ${optIn.join(", ")} in their accounts.`]),
    "Look at what would change: npx cdktf diff security",
    "Deploy everything in order: npx cdktf deploy '*'",
    "Confirm the subscription in the mail that AWS sends to each address.",
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
