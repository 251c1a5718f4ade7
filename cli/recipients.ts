import type { Organization } from "../organization/organization";
import type { NotifiedSeverity } from "../detections/detection";
import { toldReads } from "../reads/kinds";
import { ownersOf } from "../organization/alert-routes";
import { plural } from "../text/plural";
import { joined, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { paintSeverity } from "./paint-severity";

/** The kinds of reads that people are told of by name. */
export function readTable({ decoyNames, stores }: Organization): TerminalText {
  return borderlessTable(
    { read: "left", severity: "left", when: "left" },
    toldReads(decoyNames, stores).map(({ id, severity, title }) => [id, paintSeverity(severity), title]),
  );
}

/** Who is told, of what, and how. */
export function recipientTable(organization: Organization): TerminalText {
  const { alerts, members } = organization;
  const rows = [["security team", gets("low"), terminal`mail to ${joined(alerts.emails, ", ")}`]];
  for (const { name, minimumSeverity, emails, https, queues, subscriberAccounts, slack, teams } of alerts.routes) {
    const ways = [
      ...emails.map((email) => `mail to ${email}`),
      ...https,
      ...queues.map((queue) => `queue ${queue.split(":").at(-1)!}`),
      ...subscriberAccounts.map((account) => `queues of account ${account}`),
      ...slack.map(({ channelId }) => `Slack channel ${channelId}`),
      ...teams.map(() => "Teams channel"),
    ];
    rows.push([name, gets(minimumSeverity), joined(ways, ", ")]);
  }
  const owners = ownersOf(organization);
  if (owners.length > 0) {
    rows.push([
      "owners",
      `${gets(alerts.owners.minimumSeverity)}, of their own`,
      `mail to ${plural(owners.length, "address")}`,
    ]);
  }
  const quiet = members.filter(({ mode }) => mode === "quiet").length;
  const table = borderlessTable({ who: "left", gets: "left", by: "left" }, rows);
  if (quiet === 0) return table;
  return terminal`${table}\n${plural(quiet, "account")} in quiet waves: nobody is told of unexpected reads there.`;
}

function gets(severity: NotifiedSeverity): string {
  return severity === "low" ? "everything" : severity === "critical" ? "critical" : `${severity} and above`;
}
