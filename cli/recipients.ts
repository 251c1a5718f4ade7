import Table from "cli-table3";

import type { Organization } from "../organization/organization";
import type { NotifiedSeverity } from "../detections/detection";
import { forwardedReads } from "../reads/kinds";
import { ownersOf } from "../stacks/parts/topics";
import { plural } from "../text/plural";
import { borderless } from "./borderless-table";
import { paintSeverity } from "./paint-severity";

/** The kinds of reads that people are told of by name. */
export function readTable({ decoyNames }: Organization): string {
  const table = new Table(borderless(["read", "severity", "when"], ["left", "left", "left"]));
  for (const { id, severity, title } of forwardedReads(decoyNames)) table.push([id, paintSeverity(severity), title]);
  return table.toString();
}

/** Who is told, of what, and how. */
export function recipientTable(organization: Organization): string {
  const { alerts, members } = organization;
  const table = new Table(borderless(["who", "gets", "by"], ["left", "left", "left"]));
  table.push(["security team", gets("low"), `mail to ${alerts.emails.join(", ")}`]);
  for (const { name, minimumSeverity, emails, https, queues, subscriberAccounts, slack, teams } of alerts.routes) {
    const ways = [
      ...emails.map((email) => `mail to ${email}`),
      ...https,
      ...queues.map((queue) => `queue ${queue.split(":").at(-1)!}`),
      ...subscriberAccounts.map((account) => `queues of account ${account}`),
      ...slack.map(({ channelId }) => `Slack channel ${channelId}`),
      ...teams.map(() => "Teams channel"),
    ];
    table.push([name, gets(minimumSeverity), ways.join(", ")]);
  }
  const owners = ownersOf(organization);
  if (owners.length > 0) {
    table.push([
      "owners",
      `${gets(alerts.owners.minimumSeverity)}, of their own`,
      `mail to ${plural(owners.length, "address")}`,
    ]);
  }
  const quiet = members.filter(({ mode }) => mode === "quiet").length;
  if (quiet === 0) return table.toString();
  return `${table.toString()}\n${plural(quiet, "account")} in quiet waves: nobody is told of unexpected reads there.`;
}

function gets(severity: NotifiedSeverity): string {
  return severity === "low" ? "everything" : severity === "critical" ? "critical" : `${severity} and above`;
}
