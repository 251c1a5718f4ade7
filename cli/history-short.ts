import { type History, readVerdicts } from "../history/history";
import { sparkline } from "../history/rows/sparkline";
import { counted, number, sumOf, verdictWords } from "../history/words";
import { type UnusualReader, unusualReaders } from "../history/unusual";
import { spanOf } from "../history/when";
import { shortened } from "../text/shortened";
import { joined, painted, terminal, type TerminalText } from "../text/terminal";
import { paintSeverity } from "./paint-severity";

const MOST_READERS = 8;
const MOST_RECIPIENTS = 6;
const MOST_DETECTIONS = 8;
/** Characters of a line. */
const WIDTH = 80;
const LABEL = 24;
const BARS = 28;

/** A history in a screen or two: whom to look at first, and what people would have been told. */
export function shortForm(history: History): TerminalText {
  const parts = [
    summary(history),
    unexpected(history),
    readsOverTime(history),
    mails(history),
    detections(history),
    silent(history),
    notRead(history),
  ];
  return joined(
    parts.filter((part) => part !== undefined),
    "\n\n",
  );
}

function summary({ seen, reads, told, days }: History): TerminalText {
  const unexpected = reads.filter(({ verdict }) => verdict !== "expected");
  const period =
    days.length === 0 ? "" : days.length === 1 ? ` on ${days[0]!}` : ` from ${days[0]!} to ${days.at(-1)!}`;
  const sum = (counts: readonly { readonly count: number }[]) => sumOf(counts.map(({ count }) => count));
  return terminal`${counted(seen.events, "event")}${period}
${counted(sum(reads), "read")}, ${number(sum(unexpected))} not expected; ${counted(sum(told.daily), "message")} would have been sent`;
}

function unexpected(history: History): TerminalText {
  const readers = unusualReaders(history);
  if (readers.length === 0) return terminal`Nobody read anything that they are not expected to read.`;
  const more = readers.length - MOST_READERS;
  return joined(
    [
      heading("Not expected, whom to look at first (UTC)"),
      ...readers.slice(0, MOST_READERS).map(readerLines),
      ...(more > 0 ? [terminal`  and ${counted(more, "more reader")}`] : []),
    ],
    "\n",
  );
}

function readerLines({ reader, severity, verdict, reads, count, first, last, signs }: UnusualReader): TerminalText {
  const [one] = reads;
  const secrets = new Set(reads.map(({ accountId, region, secret }) => JSON.stringify([accountId, region, secret])))
    .size;
  const account = one!.accountName ?? one!.accountId;
  const place = one!.places[0]?.place;
  const title = severity === undefined ? painted("dim", "silent") : paintSeverity(severity);
  const gap = " ".repeat(Math.max(1, 10 - (severity ?? "silent").length));
  const indent = terminal`          `;
  return joined(
    [
      terminal`${title}${gap}${painted("bold", shortened(reader.name, WIDTH - 10))}`,
      terminal`${indent}${shortened(`${one!.secret} in ${account}${secrets > 1 ? `, and ${number(secrets - 1)} more` : ""}`, WIDTH - 10)}`,
      terminal`${indent}${shortened(`${verdictWords[verdict].title.toLowerCase()}, ${counted(count, "read")}, ${spanOf(first, last)}${place === undefined ? "" : `, from ${place}`}`, WIDTH - 10)}`,
      ...(signs.length === 0
        ? []
        : [terminal`${indent}${painted("yellow", shortened(signs.map(({ said }) => said).join("; "), WIDTH - 10))}`]),
    ],
    "\n",
  );
}

function readsOverTime({ reads, days }: History): TerminalText | undefined {
  const rows = readVerdicts.flatMap((verdict) => {
    const its = reads.filter((read) => read.verdict === verdict);
    if (its.length === 0) return [];
    const values = days.map((day) => sumOf(its.map((read) => read.days.get(day) ?? 0)));
    return [barLine(verdictWords[verdict].title, values)];
  });
  return rows.length === 0 ? undefined : joined([heading("Reads a day"), ...rows], "\n");
}

function mails({ told, days }: History): TerminalText {
  const byRecipient = new Map<string, Map<string, number>>();
  for (const { recipient, day, count } of told.daily) {
    const its = byRecipient.get(recipient) ?? new Map<string, number>();
    byRecipient.set(recipient, its.set(day, (its.get(day) ?? 0) + count));
  }
  if (byRecipient.size === 0) return terminal`Nobody would have been told of anything.`;
  const sorted = [...byRecipient].sort(([, a], [, b]) => sumOf(b.values()) - sumOf(a.values()));
  const more = sorted.length - MOST_RECIPIENTS;
  return joined(
    [
      heading("Messages a day"),
      ...sorted.slice(0, MOST_RECIPIENTS).map(([name, its]) =>
        barLine(
          name,
          days.map((day) => its.get(day) ?? 0),
        ),
      ),
      ...(more > 0 ? [terminal`  and ${counted(more, "more recipient")}`] : []),
    ],
    "\n",
  );
}

function barLine(name: string, values: readonly number[]): TerminalText {
  const label = shortened(name, LABEL - 2).padEnd(LABEL);
  return terminal`${label}${sparkline(values, BARS)}  ${number(sumOf(values))}, ${number(Math.max(0, ...values))} at most`;
}

function detections({ detections: fired }: History): TerminalText | undefined {
  if (fired.length === 0) return undefined;
  const more = fired.length - MOST_DETECTIONS;
  return joined(
    [
      heading("Detections that would have fired"),
      ...fired.slice(0, MOST_DETECTIONS).map(({ id, severity, events, alarms }) => {
        const gap = " ".repeat(Math.max(1, 10 - severity.length));
        return terminal`${paintSeverity(severity)}${gap}${shortened(id, 40)}: ${counted(events, "event")}, ${counted(alarms, "alarm")}`;
      }),
      ...(more > 0 ? [terminal`  and ${number(more)} more`] : []),
    ],
    "\n",
  );
}

function silent({ reads }: History): TerminalText | undefined {
  const its = reads.filter(({ isTold, verdict }) => !isTold && verdict !== "expected");
  if (its.length === 0) return undefined;
  return terminal`Silent: ${counted(sumOf(its.map(({ count }) => count)), "read")} that nobody expected, by ${counted(new Set(its.map(({ reader }) => reader.name)).size, "reader")}.`;
}

function notRead({ seen }: History): TerminalText | undefined {
  if (seen.isWhole) return undefined;
  return painted("yellow", "Not all was read that was asked for, so that something may be missing here.");
}

function heading(text: string): TerminalText {
  return painted("bold", text);
}
