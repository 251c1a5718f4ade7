import { inPage, joinedPage, type PageText, short } from "../../text/page";
import { changesInShort, isNothing, isSilenced, isToldNow, messageWords } from "../change-words";
import type { ChangedReads, ComparedHistory, HistoryChanges, Outcome } from "../compare";
import { accountSaid, severityTag } from "./tags";
import { table } from "./table";
import { number, verdictWords } from "../words";

const MOST_ROWS = 200;
/** The rows of CSV are of the reads as they are judged now. */
const WHOLE_IN = inPage`<code>--json</code> has`;

/** What the configuration makes otherwise than the base: of reads, of messages by recipient, and of detections. */
export function changesSection({ base, changes }: ComparedHistory): PageText {
  const said = isNothing(changes)
    ? inPage`<p>Against ${short(base, 200)}, nothing changes for these events.</p>`
    : inPage`<p>With this change against ${short(base, 200)}: <strong>${changesInShort(changes)}</strong>.</p>`;
  const { reads } = changes;
  return inPage`<section aria-labelledby="changes"><h2 id="changes">What changes</h2>
${said}
${joinedPage(
  [
    readsTable("Silent now", "Reads that people were told of, and are not any more", reads.filter(isSilenced)),
    readsTable("Told now", "Reads that people were not told of, and are from now on", reads.filter(isToldNow)),
    readsTable(
      "Judged otherwise",
      "Reads with another verdict or severity, of which as many people know as before",
      reads.filter(({ before, after }) => before.isTold === after.isTold),
    ),
    messagesTable(changes),
    detectionsTable(changes),
  ],
  "\n",
)}
</section>`;
}

function readsTable(heading: string, caption: string, reads: readonly ChangedReads[]): PageText {
  if (reads.length === 0) return inPage``;
  return inPage`<h3>${heading}</h3>
${table({
  caption,
  columns: [
    { head: "secret", kind: "wide" },
    { head: "account" },
    { head: "region" },
    { head: "reader", kind: "wide" },
    { head: "was" },
    { head: "is" },
    { head: "reads", kind: "number" },
  ],
  rows: reads
    .slice(0, MOST_ROWS)
    .map((each) => [
      short(each.secret, 100),
      short(accountSaid(each), 40),
      short(each.region, 40),
      short(each.reader, 80),
      outcomeTag(each.before),
      outcomeTag(each.after),
      each.count,
    ]),
  more: reads.length - MOST_ROWS,
  wholeIn: WHOLE_IN,
})}`;
}

/** Of what is expected nobody has to be told, so that it is not said to be silent. */
function outcomeTag({ verdict, severity, isTold }: Outcome): PageText {
  const { title } = verdictWords[verdict];
  return verdict === "expected" ? inPage`${title}` : inPage`${title} ${severityTag(isTold ? severity : undefined)}`;
}

function messagesTable({ messages }: HistoryChanges): PageText {
  if (messages.length === 0) return inPage``;
  return inPage`<h3>Messages by recipient</h3>
${table({
  caption: "Messages that each recipient would have got with the base, and gets now",
  columns: [
    { head: "recipient", kind: "wide" },
    { head: "form" },
    { head: "was", kind: "number" },
    { head: "is", kind: "number" },
    { head: "change", kind: "number" },
  ],
  rows: messages
    .slice(0, MOST_ROWS)
    .map(({ recipient, form, before, after }) => [
      short(recipient, 80),
      messageWords[form],
      before,
      after,
      moreOrFewer(after - before),
    ]),
  more: messages.length - MOST_ROWS,
  wholeIn: WHOLE_IN,
})}`;
}

function moreOrFewer(more: number): string {
  return `${number(Math.abs(more))} ${more < 0 ? "fewer" : "more"}`;
}

function detectionsTable({ detections }: HistoryChanges): PageText {
  if (detections.length === 0) return inPage``;
  return inPage`<h3>Detections that fire otherwise</h3>
${table({
  caption: "Events and alarms of detections with the base, and now",
  columns: [
    { head: "detection", kind: "wide" },
    { head: "severity" },
    { head: "events were", kind: "number" },
    { head: "events are", kind: "number" },
    { head: "alarms were", kind: "number" },
    { head: "alarms are", kind: "number" },
  ],
  rows: detections
    .slice(0, MOST_ROWS)
    .map(({ id, severity, before, after }) => [
      short(id, 80),
      severityTag(severity),
      before.events,
      after.events,
      before.alarms,
      after.alarms,
    ]),
  more: detections.length - MOST_ROWS,
  wholeIn: WHOLE_IN,
})}`;
}
