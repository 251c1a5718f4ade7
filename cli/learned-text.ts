import { dayOf } from "../history/when";
import type { History } from "../history/history";
import { placesOf, whereFrom } from "../learn/evidence-words";
import type { ByHand, FileEdit } from "../learn/file-edits";
import type { Hidden } from "../learn/hidden";
import { type LeftOut, type LeftOutReason, leftOutReasons, type Proposal } from "../learn/proposal";
import { plural } from "../text/plural";
import { indented, joined, lines, painted, terminal, type TerminalText } from "../text/terminal";

/** All that `learn` found out. */
export interface LearnedReport {
  readonly history: History;
  readonly hidden: readonly Hidden[];
  readonly leftOut: readonly LeftOut[];
  readonly edits: readonly FileEdit[];
  readonly byHand: readonly ByHand[];
  /** Whether the files are changed. */
  readonly written: boolean;
  /** Directory in which the patch is applied. @default - the working directory */
  readonly place?: string;
}

/** For people, up to the patch. */
export function learnedText(report: LearnedReport): TerminalText {
  const { history, hidden, byHand, leftOut, edits, written, place } = report;
  if (hidden.length === 0) {
    return joined(
      [
        terminal`Nothing to propose, of ${plural(history.seen.events, "event")} on ${plural(history.days.length, "day")}.`,
        ...leftOutText(leftOut),
      ],
      "\n\n",
    );
  }
  const sum = hidden.reduce((total, { count }) => total + count, 0);
  return joined(
    [
      terminal`${plural(hidden.length, "reader")} to expect, of ${plural(history.seen.events, "event")} on ${plural(history.days.length, "day")}. These ${plural(sum, "read")} would be silent, what looks odd first:`,
      joined(hidden.map(hiddenText), "\n"),
      ...leftOutText(leftOut),
      ...byHand.map(byHandText),
      ...(edits.length === 0
        ? []
        : [
            written
              ? terminal`Written:`
              : terminal`With --write, or git apply${place === undefined ? "" : terminal` in ${place}`}:`,
          ]),
    ],
    "\n\n",
  );
}

function hiddenText({ proposal, count, odd }: Hidden): TerminalText {
  const { account, evidence } = proposal;
  const where = whereFrom(placesOf(proposal).silent);
  const line = terminal`${account.name}: ${painted("bold", proposal.reader)} of ${whatOf(proposal)}: ${plural(count, "read")} on ${plural(evidence.days.length, "day")}, ${dayOf(evidence.first)} to ${dayOf(evidence.last)}${where === "" ? "" : terminal`, ${where}`}`;
  return indented(
    odd.length === 0
      ? line
      : terminal`${line}\n  ${painted(
          "yellow",
          joined(
            odd.map(({ said }) => terminal`${said}`),
            "; ",
          ),
        )}`,
  );
}

/** What a reader is to read. */
export function whatOf({ target, store }: Pick<Proposal, "target" | "store">): string {
  return target.kind === "account" ? `any of the ${store}` : target.name;
}

function leftOutText(leftOut: readonly LeftOut[]): readonly TerminalText[] {
  const groups = byReason(leftOut);
  if (groups.length === 0) return [];
  const texts = groups.map(({ reason, readers, reads }) =>
    indented(terminal`${plural(readers, "reader")}, ${plural(reads, "read")}: ${leftOutReasons[reason]}`),
  );
  return [joined([terminal`Still told:`, ...texts], "\n")];
}

interface ReasonGroup {
  readonly reason: LeftOutReason;
  readonly readers: number;
  readonly reads: number;
}

function byReason(leftOut: readonly LeftOut[]): readonly ReasonGroup[] {
  return (Object.keys(leftOutReasons) as LeftOutReason[]).flatMap((reason) => {
    const own = leftOut.filter((each) => each.reason === reason).map(({ reads }) => reads);
    if (own.length === 0) return [];
    const readers = new Set(own.map(({ reader }) => JSON.stringify([reader.principal, reader.name])));
    return [{ reason, readers: readers.size, reads: own.reduce((sum, { count }) => sum + count, 0) }];
  });
}

function byHandText({ place, account, reason, lines: yaml }: ByHand): TerminalText {
  return joined(
    [terminal`${place}: ${account} ${reason}, and can't be edited. Add by hand:`, indented(lines(yaml.join("\n")))],
    "\n",
  );
}

/** For machines. */
export function learnedJson({ history, hidden, leftOut, edits, byHand, written, place }: LearnedReport): object {
  return {
    version: 1,
    days: history.days,
    proposals: hidden.map(({ proposal, odd, count }) => ({
      account: { id: proposal.account.id, name: proposal.account.name },
      store: proposal.store,
      target: proposal.target,
      reader: proposal.reader,
      from: proposal.from ?? null,
      reads: count,
      days: proposal.evidence.days,
      first: new Date(proposal.evidence.first).toISOString(),
      last: new Date(proposal.evidence.last).toISOString(),
      read: proposal.pairs.map(({ name }) => name),
      odd: odd.map(({ said }) => said),
    })),
    leftOut: leftOut.map(({ reason, reads }) => ({
      reason,
      account: reads.accountId,
      secret: reads.secret,
      reader: reads.reader.name,
      principal: reads.reader.principal ?? null,
      reads: reads.count,
    })),
    byHand,
    files: edits.map(({ file, diff }) => ({ file, diff })),
    directory: place ?? ".",
    written,
  };
}
