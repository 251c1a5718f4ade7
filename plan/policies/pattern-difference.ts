import { clausesOf, type Clause } from "./pattern-clauses";
import { ANYTHING, reportedReads, type ReportedReads } from "./reported-reads";

export interface PatternDifference {
  /** Each a line in people's words. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A difference, and what of it nobody is told any more, in words. */
export interface ReportedDifference extends PatternDifference {
  readonly lost: readonly string[];
}

/** Of secrets, readers and events in one line. */
const MOST_NAMES = 8;

/**
 * What the rules of a bus report that they did not report before, and the other way round, for whom. Which rule says it does not matter:
 * readers move from one to another when others come and go. Undefined if a text is no pattern.
 */
export function patternDifference(
  before: readonly unknown[],
  after: readonly unknown[],
): ReportedDifference | undefined {
  const [was, is] = [reportedBy(before), reportedBy(after)];
  if (was === undefined || is === undefined) return undefined;
  return {
    added: [...whatIsNew(was, is), ...silenceOf(was, is)],
    removed: [...whatIsNew(is, was), ...silenceOf(is, was)],
    lost: lost(was, is),
  };
}

function reportedBy(texts: readonly unknown[]): ReportedReads | undefined {
  const clauses: Clause[] = [];
  for (const text of texts) {
    const own = clausesOf(text);
    if (own === undefined) return undefined;
    clauses.push(...own);
  }
  return reportedReads(clauses);
}

/** What one side reports that the other one does not. */
function whatIsNew(other: ReportedReads, { strangers, denied, always, others }: ReportedReads): readonly string[] {
  const secrets = beyond(always, other.always);
  return [
    ...(strangers && !other.strangers ? ["reported: reads by whoever is not expected"] : []),
    ...(denied && !other.denied ? ["reported: reads that are refused"] : []),
    ...(secrets.length > 0 ? [`reported: every read of ${secrets.join(", ")}`] : []),
    ...beyond(others, other.others).map((line) => `reported: ${line}`),
  ];
}

/** Readers with what they may read in silence on one side and not on the other; those with the same secrets together. */
function silenceOf(other: ReportedReads, { expected }: ReportedReads): readonly string[] {
  const bySecrets = new Map<string, string[]>();
  for (const [reader, secrets] of expected) {
    const more = beyond(secrets, other.expected.get(reader) ?? new Set());
    if (more.length === 0) continue;
    const key = more.join(", ");
    bySecrets.set(key, [...(bySecrets.get(key) ?? []), reader]);
  }
  return [...bySecrets]
    .map(([secrets, readers]) => `expected, no message: ${secrets} read by ${readers.sort().join(", ")}`)
    .sort();
}

/** What is reported no more, without anything in its place, and silence for whoever fits a pattern. */
function lost(was: ReportedReads, is: ReportedReads): readonly string[] {
  if (isNothing(is)) return isNothing(was) ? [] : ["no longer reports anything"];
  const secrets = beyond(was.always, is.always);
  const others = beyond(was.others, is.others);
  const wide = [...is.expected].filter(
    ([reader, own]) => reader.includes("*") && beyond(own, was.expected.get(reader) ?? new Set()).length > 0,
  );
  return [
    ...(was.strangers && !is.strangers ? ["no longer reports reads by whoever is not expected"] : []),
    ...(was.denied && !is.denied ? ["no longer reports reads that are refused"] : []),
    ...(secrets.length > 0 ? [`no longer reports every read of ${few(secrets)}`] : []),
    ...(others.length > 0 && beyond(is.others, was.others).length === 0
      ? [`no longer reports: ${few(others, "; ")}`]
      : []),
    ...wide.map(
      ([reader, own]) =>
        `no longer reports reads by ${reader}, whoever that is, of ${own.has(ANYTHING) ? ANYTHING : few([...own])}`,
    ),
  ];
}

function isNothing({ strangers, denied, always, others }: ReportedReads): boolean {
  return !strangers && !denied && always.size + others.size === 0;
}

function few(names: readonly string[], between = ", "): string {
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(between)}${more > 0 ? ` and ${more} more` : ""}`;
}

function beyond(names: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] {
  // Who may read any secret may read each.
  return others.has(ANYTHING) ? [] : [...names].filter((name) => !others.has(name)).sort();
}
