import path from "node:path";

import Table from "cli-table3";
import { TerraformResource } from "cdktf";
import colors from "picocolors";

import type { Organization } from "../config/organization";
import { catalogue } from "../detections/catalogue";
import type { Severity } from "../detections/detection";
import type { AccountStack } from "../stacks/account-stack";

/** More rows than that nobody reads: the rest is summed up. */
const MOST_ROWS = 25;

/** What was written, what will raise an alarm, and what to do next. */
export function summary(organization: Organization, stacks: readonly AccountStack[], outdir: string): string {
  const lines = [
    colors.bold(`Organization ${organization.organizationId}, home region ${organization.homeRegion}`),
    "",
    stackTable(organization, stacks),
    "",
    colors.bold("Raises an alarm, in every account and region"),
    "",
    alarmTable(organization),
    "",
    `Mail goes to ${organization.alerts.emails.join(", ")}.`,
    "",
    colors.bold("Files"),
    `  ${path.join(outdir, "stacks", "*", "cdk.tf.json")}`,
    "",
    colors.bold("Next"),
    ...nextSteps(organization).map((step, index) => `  ${index + 1}. ${step}`),
  ];
  // The table pads its last column, too.
  return lines.join("\n").replace(/ +$/gm, "");
}

function stackTable(organization: Organization, stacks: readonly AccountStack[]): string {
  const waves = new Map(organization.members.map(({ name, wave }) => [name, wave]));
  const counts = stacks.map(countResources);
  const table = newTable(["stack", "account", "wave", "resources"], ["left", "left", "left", "right"]);
  for (const [index, stack] of stacks.slice(0, MOST_ROWS).entries()) {
    const { name, id } = stack.account;
    table.push([stack.node.id, `${name} ${id}`, waves.get(name) ?? "first", String(counts[index])]);
  }
  const rest = counts.slice(MOST_ROWS);
  if (rest.length > 0) table.push([`… ${rest.length} more`, "", "", String(sum(rest))]);
  table.push([`${stacks.length} stacks`, "", "", String(sum(counts))].map(colors.bold));
  return table.toString();
}

function alarmTable({ names, alerts }: Organization): string {
  const table = newTable(["alarm", "severity", "when"], ["left", "left", "left"]);
  for (const { id, severity, title } of catalogue) table.push([names.alarmName(id), paint(severity), title]);
  table.push([
    names.alarmName("trail-silent"),
    paint("critical"),
    `No event arrived for ${alerts.silenceMinutes} minutes`,
  ]);
  return table.toString();
}

function nextSteps({ example, deployment }: Organization): readonly string[] {
  const own = example
    ? ["This is an example: put in your own ids and addresses, and delete the line example: true."]
    : [];
  return [
    ...own,
    `Create the role ${deployment.roleName} in each account and the other prerequisites: docs/deploying.md`,
    "Look at what would change: npx cdktf diff security",
    "Deploy everything in order: npx cdktf deploy '*'",
    "Confirm the subscription in the mail that AWS sends to each address.",
  ];
}

function newTable(head: string[], colAligns: ("left" | "right")[]): InstanceType<typeof Table> {
  return new Table({
    head: head.map(colors.dim),
    colAligns,
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 2 },
    chars: Object.fromEntries(borders.map((border) => [border, ""])),
  });
}

const borders = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
  ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
];

function countResources(stack: AccountStack): number {
  return stack.node.findAll().filter((node) => TerraformResource.isTerraformResource(node)).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function paint(severity: Severity): string {
  return { critical: colors.red, high: colors.yellow, medium: colors.cyan, low: colors.dim }[severity](severity);
}
