import { maskedText } from "../masked";
import type { Clause } from "./pattern-clauses";

/** What the rules of a bus report together. */
export interface ReportedReads {
  /** Whether reads are reported of whoever is not among the readers below. */
  readonly strangers: boolean;
  readonly denied: boolean;
  /** Secrets of which every read is reported. */
  readonly always: ReadonlySet<string>;
  /** What readers may read without a message; ANYTHING where no rule tells their other reads. */
  readonly expected: ReadonlyMap<string, ReadonlySet<string>>;
  /** Other events, a line for each. */
  readonly others: ReadonlySet<string>;
}

export const ANYTHING = "any secret";

const READER = /(sessionIssuer|userIdentity)\.arn$/;
const SECRET = /requestParameters\.secretId(List)?$/;
const ERROR = /(^|\.)errorCode$/;
const EVENT_NAME = /(^|\.)eventName$/;
/** What says that an event is a read, and whether AWS wrote it. */
const FRAME = /(^|\.)(source|detail-type|eventSource|eventName)$/;
const DENIED = '{"prefix":"AccessDenied"}';

/** What somebody is told of reads, from the ways for an event to match any of the rules. */
export function reportedReads(clauses: readonly Clause[]): ReportedReads {
  let strangers = false;
  let denied = false;
  const always = new Set<string>();
  const others = new Set<string>();
  const known: ReadonlySet<string>[] = [];
  const beyond = new Map<string, ReadonlySet<string>>();
  for (const clause of clauses) {
    const readers = at(clause, READER);
    const secrets = at(clause, SECRET);
    const errors = at(clause, ERROR);
    const isDenied = errors?.some((each) => JSON.stringify(each) === DENIED) ?? false;
    if (!isRead(clause)) others.add(inWords(clause));
    else if (isDenied && readers === undefined && secrets === undefined) denied = true;
    else if (readers === undefined && secrets === undefined) {
      strangers = true;
      known.push(new Set());
    } else if (readers === undefined) addAll(always, secretNames(included(secrets!)));
    else if (excluded(readers).length > 0) {
      strangers = true;
      known.push(new Set(excluded(readers)));
    } else {
      const own = new Set(secretNames(excluded(secrets ?? [])));
      for (const reader of included(readers)) beyond.set(reader, both(beyond.get(reader), own));
    }
  }
  const silent =
    known.reduce<ReadonlySet<string> | undefined>((all, each) => both(all, each), undefined) ?? new Set<string>();
  const expected = new Map([...silent].map((reader) => [reader, beyond.get(reader) ?? new Set([ANYTHING])]));
  return { strangers, denied, always, expected, others };
}

function isRead(clause: Clause): boolean {
  const names = at(clause, EVENT_NAME) ?? [];
  return (
    names.some((name) => name === "GetSecretValue" || name === "BatchGetSecretValue") &&
    [...clause.keys()].every((path) => [READER, SECRET, ERROR, FRAME].some((known) => known.test(path)))
  );
}

function at(clause: Clause, path: RegExp): readonly unknown[] | undefined {
  return [...clause].find(([each]) => path.test(each))?.[1];
}

/** Of what two rules leave out, only what both leave out is told by neither. */
function both(a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): ReadonlySet<string> {
  return a === undefined ? b : new Set([...a].filter((each) => b.has(each)));
}

function addAll(set: Set<string>, values: readonly string[]): void {
  for (const each of values) set.add(each);
}

/** Texts, and what stands for several. */
function included(values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => {
    if (typeof value === "string") return [maskedText(value)];
    const [operator, text] = comparison(value) ?? [];
    if (typeof text !== "string") return [];
    if (operator === "prefix") return [`${maskedText(text)}*`];
    if (operator === "suffix") return [`*${maskedText(text)}`];
    return operator === "wildcard" ? [maskedText(text)] : [];
  });
}

function excluded(values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => {
    const [operator, left] = comparison(value) ?? [];
    if (operator !== "anything-but") return [];
    const [inner, texts] = comparison(left) ?? [];
    if (inner === undefined) return included(Array.isArray(left) ? left : [left]);
    return (Array.isArray(texts) ? (texts as readonly unknown[]) : [texts]).flatMap((text) =>
      included([{ [inner]: text }]),
    );
  });
}

function comparison(value: unknown): readonly [string, unknown] | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value)[0] : undefined;
}

/** A pattern names a secret by name, by ARN, and by ARN with six characters, or what stands for them, behind it. */
function secretNames(texts: readonly string[]): readonly string[] {
  const names = texts.map((text) => (/^(arn|\*?):/.test(text) ? text.slice(text.lastIndexOf(":") + 1) : text));
  const all = new Set(names);
  return names.filter((name, index) => name === texts[index] || !all.has(name.slice(0, name.lastIndexOf("-"))));
}

/** One way to match, on a line. */
function inWords(clause: Clause): string {
  return [...clause]
    .map(
      ([path, values]) =>
        `${maskedText(path)} ${values.map((each) => (typeof each === "string" ? `= ${maskedText(each)}` : comparisonWords(each))).join(" or ")}`,
    )
    .join(", ");
}

function comparisonWords(value: unknown): string {
  const [operator, operand] = comparison(value) ?? [];
  if (operator === undefined) return `= ${maskedText(JSON.stringify(value))}`;
  if (operator === "exists") return operand === true ? "is there" : "is not there";
  return `${operator} ${typeof operand === "string" ? maskedText(operand) : maskedText(JSON.stringify(operand))}`;
}
