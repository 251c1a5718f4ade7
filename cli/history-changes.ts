import type { ChangedReads, HistoryChanges, Outcome } from "../history/compare";
import type { MessageForm } from "../history/history";
import { andMore } from "../text/and-more";
import { plural } from "../text/plural";
import { joined, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { paintSeverity } from "./paint-severity";

const called: Readonly<Record<MessageForm, string>> = {
  mail: "mail",
  digest: "digest",
  chat: "chat message",
  event: "event",
};

/** What changes against a base, in short. */
export function changesText(base: string, changes: HistoryChanges): TerminalText {
  const { reads, detections, messages } = changes;
  if (reads.length + detections.length + messages.length === 0) {
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
      sentence(base, changes),
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

/** As in "With this change: 14 mails fewer, 3 reads silent." */
function sentence(base: string, { reads, messages }: HistoryChanges): TerminalText {
  const forms = Object.keys(called) as readonly MessageForm[];
  const parts = [
    ...forms.flatMap((form) => {
      const some = messages.filter((each) => each.form === form);
      const more = some.reduce((sum, { before, after }) => sum + after - before, 0);
      return more === 0 ? [] : [`${plural(Math.abs(more), called[form])} ${more < 0 ? "fewer" : "more"}`];
    }),
    ...readsThat("silent", reads, ({ before, after }) => before.isTold && !after.isTold),
    ...readsThat("told", reads, ({ before, after }) => !before.isTold && after.isTold),
  ];
  const what = parts.length === 0 ? "nothing more or less is told" : andMore(parts, parts.length);
  return terminal`With this change against ${base}: ${what}.`;
}

function readsThat(become: string, reads: readonly ChangedReads[], of: (each: ChangedReads) => boolean) {
  const count = reads.filter(of).reduce((sum, each) => sum + each.count, 0);
  return count === 0 ? [] : [`${plural(count, "read")} ${become}`];
}
