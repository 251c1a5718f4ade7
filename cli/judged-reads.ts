import type { CloudTrailRecord } from "../detections/detection";
import { type ReadVerdict, readVerdicts } from "../history/history";
import type { Judge, Judgement } from "../history/judge";
import { readRecord, storeRead } from "../history/read-record";
import { readerNameOf, secretOf } from "../history/reads-of";
import { type PlannedWork, plannedAt } from "../reads/planned-work";
import { joined, painted, terminal, type TerminalText } from "../text/terminal";
import { borderlessTable } from "../text/terminal-table";
import { paintSeverity } from "./paint-severity";

/** What a verdict means, in words that follow "reader" of a read. */
const meanings: Readonly<Record<ReadVerdict, string>> = {
  decoy: "nobody is expected to read this decoy",
  elsewhere: "expected, but not from there",
  unexpected: "not an expected reader",
  refused: "refused or failed",
  unwatched: "in an account or region without rules",
  unlisted: "of a parameter that is not listed",
  expected: "an expected reader",
};

/** What a configuration makes of a read at the time of its event. */
export interface JudgedRead extends Judgement {
  /** @default - people are told at once, if at all */
  readonly planned?: PlannedWork;
}

/** Judges events that are reads of secret values as the rules and the message composer of a configuration do. */
export class JudgedReads {
  private readonly counts = new Map<ReadVerdict, number>();

  /** @param judge @default - there is no configuration, and nothing is judged */
  constructor(private readonly judge: Judge | undefined) {}

  /** Nothing if the event is no read. */
  async of(event: CloudTrailRecord): Promise<JudgedRead | undefined> {
    if (this.judge === undefined || storeRead(event) === undefined) return undefined;
    const judged = await this.judge.judge(readRecord(event));
    const time = Date.parse(String(event.eventTime));
    const planned = Number.isNaN(time) ? undefined : plannedAt(judged.plannedWork, time);
    const judgement = planned === undefined ? judged : { ...judged, planned };
    this.counts.set(judgement.verdict, (this.counts.get(judgement.verdict) ?? 0) + 1);
    return judgement;
  }

  /** How many reads there were of each verdict; nothing if there was none. */
  totals(): TerminalText | undefined {
    if (this.counts.size === 0) return undefined;
    const rows = readVerdicts.flatMap((verdict) => {
      const count = this.counts.get(verdict);
      return count === undefined ? [] : [[verdict, meanings[verdict], count]];
    });
    return borderlessTable({ reads: "left", "": "left", events: "right" }, rows);
  }
}

/** A read in a line, for people. */
export function judgementText(judgement: JudgedRead): TerminalText {
  const { verdict, accountName, accountId, region, tellings, isTold, planned } = judgement;
  const told = tellings.map(({ id, severity }) => terminal`${paintSeverity(severity)} ${id}`);
  const outcome =
    told.length === 0
      ? ""
      : terminal`; ${isTold ? (planned === undefined ? "told as" : "told in the digest alone as") : "told nobody, in a quiet wave:"} ${joined(told, ", ")}`;
  const work = planned === undefined ? "" : terminal`; planned work until ${planned.until}: ${planned.reason}`;
  return terminal`  ${painted("bold", verdict)} read of ${secretOf(judgement)} by ${readerNameOf(judgement)} in ${accountName ?? accountId}, ${region}: ${meanings[verdict]}${outcome}${work}`;
}

/** The same for machines. */
export function judgementJson(judgement: JudgedRead): object {
  const { verdict, accountName, accountId, region, store, tellings, isTold, planned } = judgement;
  return {
    verdict,
    account: { id: accountId, name: accountName ?? null },
    region,
    store,
    secret: secretOf(judgement),
    reader: readerNameOf(judgement),
    told: isTold,
    planned: planned === undefined ? null : { reason: planned.reason, until: planned.until },
    tells: tellings.map(({ id, severity }) => ({ id, severity })),
  };
}
