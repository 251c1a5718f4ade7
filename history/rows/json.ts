import { json, joined, terminal, type TerminalText } from "../../text/terminal";
import type { ComparedHistory } from "../compare";
import type { FiredDetection, History, ReadsOf } from "../history";
import { unusualReaders, type UnusualReader } from "../unusual";
import { isoOf } from "../when";

/** How every file begins, by which an earlier one is known as such. */
export const JSON_BEGINNING = '{"secretwatch":"history","version":1,';

/**
 * A whole history as JSON, with a line for each read. docs/history.md has what is in it.
 *
 * @param configuration its file, as it was named
 * @param compared what changes against a base @default - there is none
 */
export function historyJson(history: History, configuration: string, compared?: ComparedHistory): TerminalText {
  const { seen, days, reads, told, detections } = history;
  const from = (time: number | undefined) => (time === undefined ? null : isoOf(time));
  return terminal`{"secretwatch":"history","version":1,
"configuration":${json(configuration)},
"seen":${json({
    events: seen.events,
    doubled: seen.doubled,
    from: from(seen.from),
    to: from(seen.to),
    isWhole: seen.isWhole,
    passedOver: Object.fromEntries(seen.passedOver),
    problems: seen.problems,
  })},
"days":${json(days)},
"notExpected":${list(unusualReaders(history).map(unusualRow))},
"reads":${list(reads.map(readsRow))},
"daily":${list(told.daily)},
"loudest":${list(told.loudest)},
"recipients":${list(told.recipients)},
"detections":${list(detections.map(detectionRow))},
"changes":${json(compared === undefined ? null : { base: compared.base, ...compared.changes })}
}`;
}

function list(rows: readonly unknown[]): TerminalText {
  if (rows.length === 0) return terminal`[]`;
  const last = rows.length - 1;
  const lines = rows.map((row, index) => (index === last ? json(row) : terminal`${json(row)},`));
  return terminal`[\n${joined(lines, "\n")}\n]`;
}

function readsRow(read: ReadsOf): object {
  return {
    accountId: read.accountId,
    accountName: read.accountName ?? null,
    region: read.region,
    store: read.store,
    secret: read.secret,
    asked: read.asked,
    reader: readerRow(read),
    verdict: read.verdict,
    detection: read.detection ?? null,
    severity: read.severity ?? null,
    isTold: read.isTold,
    count: read.count,
    days: Object.fromEntries(read.days),
    hours: read.hours,
    first: isoOf(read.first),
    last: isoOf(read.last),
    places: read.places,
    otherPlaces: read.otherPlaces,
    firstRecord: read.firstRecord,
  };
}

function readerRow({ reader }: Pick<ReadsOf, "reader">): object {
  return {
    name: reader.name,
    principal: reader.principal ?? null,
    person: reader.person ?? null,
    type: reader.type ?? null,
  };
}

function unusualRow(each: UnusualReader): object {
  return {
    reader: readerRow(each),
    verdict: each.verdict,
    severity: each.severity ?? null,
    secrets: new Set(
      each.reads.map(({ accountId, region, store, secret }) => [accountId, region, store, secret].join("\0")),
    ).size,
    count: each.count,
    first: isoOf(each.first),
    last: isoOf(each.last),
    signs: each.signs.map(({ said }) => said),
  };
}

function detectionRow(fired: FiredDetection): object {
  return {
    id: fired.id,
    title: fired.title,
    severity: fired.severity,
    events: fired.events,
    alarms: fired.alarms,
    days: Object.fromEntries(fired.days),
    first: isoOf(fired.first),
    last: isoOf(fired.last),
    accounts: Object.fromEntries(fired.accounts),
    callers: Object.fromEntries(fired.callers),
    examples: fired.examples,
  };
}
