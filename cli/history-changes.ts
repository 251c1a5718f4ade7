import { changesInShort, isNothing } from "../history/change-words";
import type { HistoryChanges, Outcome } from "../history/compare";
import { joined, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { paintSeverity } from "./paint-severity";

/** What changes against a base, in short. */
export function changesText(base: string, changes: HistoryChanges): TerminalText {
  const { reads, detections, messages } = changes;
  if (isNothing(changes)) {
    return terminal`Against ${base}, nothing changes for these events.`;
  }
  const readTable = borderlessTable(
    { was: "left", is: "left", account: "left", region: "left", secret: "left", reader: "left", reads: "right" },
    reads.map(({ before, after, accountName, accountId, region, secret, reader, count }) => [
      ...[outcomeText(before), outcomeText(after), accountName ?? accountId, region, secret, reader, count],
    ]),
  );
  const detectionTable = borderlessTable(
    { detection: "left", severity: "left", events: "left", alarms: "left" },
    detections.map(({ id, severity, before, after }) => [
      ...[id, paintSeverity(severity), fromTo(before.events, after.events), fromTo(before.alarms, after.alarms)],
    ]),
  );
  const messageTable = borderlessTable(
    { recipient: "left", form: "left", messages: "left" },
    messages.map(({ recipient, form, before, after }) => [recipient, form, fromTo(before, after)]),
  );
  return joined(
    [
      terminal`With this change against ${base}: ${changesInShort(changes)}.`,
      ...(reads.length === 0 ? [] : [readTable]),
      ...(detections.length === 0 ? [] : [detectionTable]),
      ...(messages.length === 0 ? [] : [messageTable]),
    ],
    "\n\n",
  );
}

function fromTo(before: number, after: number): string {
  return before === after ? String(after) : `${before} -> ${after}`;
}

function outcomeText({ verdict, isTold }: Outcome): string {
  return isTold || verdict === "expected" ? verdict : `${verdict}, silent`;
}
