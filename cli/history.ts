import { loadOrganization } from "../config/load-organization";
import type { History } from "../history/history";
import { historyJson } from "../history/history-json";
import { historyOf } from "../history/history-of";
import { observeFiles } from "../history/observe-files";
import { plural } from "../text/plural";
import { joined, json, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { complain, print } from "../text/print";

export interface HistoryOptions {
  readonly json?: boolean;
}

/**
 * Says what the configuration would have made of events that were.
 *
 * @returns the exit code: 1 if something could not be read
 */
export async function history(
  configuration: string,
  places: readonly string[],
  { json: asJson = false }: HistoryOptions,
): Promise<number> {
  const organization = loadOrganization(configuration);
  const observer = await observeFiles(places, organization.detections);
  const result = await historyOf(observer.observations(), organization);
  const { problems } = result.seen;
  for (const { place, problem } of problems) complain(terminal`${place}: ${problem}`);
  print(asJson ? json(historyJson(result), 2) : asText(result));
  return problems.length > 0 ? 1 : 0;
}

function asText({ seen, days, reads, detections }: History): TerminalText {
  const readTable = borderlessTable(
    { verdict: "left", account: "left", secret: "left", reader: "left", reads: "right", days: "right" },
    reads.map(({ verdict, accountName, accountId, secret, reader, count, days: { size } }) => [
      ...[verdict, accountName ?? accountId, secret, reader.name, count, size],
    ]),
  );
  const detectionTable = borderlessTable(
    { detection: "left", severity: "left", events: "right", alarms: "right" },
    detections.map(({ id, severity, events, alarms }) => [id, severity, events, alarms]),
  );
  return joined(
    [terminal`${plural(seen.events, "event")} on ${plural(days.length, "day")}.`, readTable, detectionTable],
    "\n\n",
  );
}
