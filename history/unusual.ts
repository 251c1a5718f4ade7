import { severities, type Severity } from "../detections/detection";
import { type History, type HistoryReader, type ReadsOf, type ReadVerdict, readVerdicts } from "./history";
import { byReader, Habits, type Sign } from "./habits";

/** A reader and what of its reads nobody expected. */
export interface UnusualReader {
  readonly reader: HistoryReader;
  /** The most urgent one of its reads. */
  readonly verdict: ReadVerdict;
  /** The most urgent one that people would have been told of. @default - of none */
  readonly severity?: Severity;
  /** The most urgent first; at least one. */
  readonly reads: readonly ReadsOf[];
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** What sets it apart from the others, the most telling first. */
  readonly signs: readonly Sign[];
}

/**
 * How much a verdict counts against the signs. Before anybody has written down expected readers every reader is unexpected, so that
 * who is a stranger among them has to come from how they read; a decoy has no such excuse.
 */
const weights: Readonly<Record<ReadVerdict, number>> = {
  decoy: 200,
  elsewhere: 30,
  unexpected: 20,
  unwatched: 20,
  // Of whoever never got anything: no service works like that, and a stranger who tries each day has no other sign.
  refused: 35,
  unlisted: 5,
  expected: 0,
};

/** Readers with reads that are not expected, whom to look at first first. */
export function unusualReaders(history: History): readonly UnusualReader[] {
  const habits = new Habits(history);
  return [...byReader(history.reads).values()]
    .flatMap((all) => {
      const reads = all.filter(({ verdict }) => verdict !== "expected");
      return reads.length === 0 ? [] : [unusual(reads, habits.signsOf(all))];
    })
    .map((each) => ({ each, weight: weightOf(each) }))
    .sort((a, b) => b.weight - a.weight || b.each.last - a.each.last)
    .map(({ each }) => each);
}

function unusual(reads: readonly ReadsOf[], signs: readonly Sign[]): UnusualReader {
  const sorted = [...reads].sort(
    (a, b) => readVerdicts.indexOf(a.verdict) - readVerdicts.indexOf(b.verdict) || a.first - b.first,
  );
  const severity = severities.find((each) => sorted.some((read) => read.isTold && read.severity === each));
  return {
    reader: sorted[0]!.reader,
    verdict: sorted[0]!.verdict,
    ...(severity === undefined ? {} : { severity }),
    reads: sorted,
    count: sorted.reduce((sum, { count }) => sum + count, 0),
    first: sorted.reduce((least, { first }) => Math.min(least, first), Infinity),
    last: sorted.reduce((most, { last }) => Math.max(most, last), -Infinity),
    signs,
  };
}

function weightOf({ verdict, signs }: UnusualReader): number {
  return signs.reduce((sum, { weight }) => sum + weight, weights[verdict]);
}
