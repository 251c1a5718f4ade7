import { plural } from "../../text/plural";
import { blank, joined, terminal, type TerminalText } from "../../text/terminal";

/** Where something stands. */
export interface Place {
  /** File as the user named it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Path of the key, as in members[2].id; empty for the file as a whole. */
  readonly path: string;
}

/** Something wrong in the configuration, with what a person needs to put it right. */
export interface Problem extends Place {
  /** What stands there, and what may stand there. */
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
  /** Where else it stands, of a mistake that is made in many places. @default - nowhere */
  readonly others?: readonly Place[];
}

/** A mistake that is made more often is told once. */
const MOST_TIMES = 3;

/** The configuration can't be used; says everything that is wrong with it at once. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** Each mistake in each place, sorted by file and position. */
  readonly problems: readonly Problem[];
  /** All of them, for people. */
  readonly report: TerminalText;

  constructor(problems: readonly Problem[]) {
    const sorted = [...problems].sort(byPlace);
    const report = reportOf(sorted);
    super(report.toString());
    this.problems = sorted;
    this.report = report;
  }
}

function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.path < b.path ? -1 : 1);
}

function reportOf(problems: readonly Problem[]): TerminalText {
  const once = folded(problems);
  const places = once.length === problems.length ? "" : ` in ${plural(problems.length, "place")}`;
  const count = `${plural(once.length, "problem")}${places}`;
  return joined([...once.map(render), terminal`${count} found; nothing was written.`], "\n");
}

/** The same mistake in many places, as one account's wave or tag in a thousand accounts, as one problem at the first of them. */
export function folded(problems: readonly Problem[]): readonly Problem[] {
  const alike = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { path, message, remedy } = problem;
    // In whatever entry of a list.
    const key = JSON.stringify([path.replace(/\[\d+\]/g, "[]"), message, remedy]);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, [problem]);
    else known.push(problem);
  }
  const groups = [...alike.values()].flatMap(([first, ...others]): readonly Problem[] =>
    others.length < MOST_TIMES ? [first!, ...others] : [{ ...first!, others }],
  );
  return groups.sort(byPlace);
}

/** One problem in two lines of a bearable length, the remedy below the message. */
export function render({ file, line, column, path, message, remedy, others = [] }: Problem): TerminalText {
  const place = terminal`${file}:${line}:${column}  `;
  const names = others.slice(0, MOST_TIMES).map((each) => `${each.file}:${each.line}:${each.column}`);
  const elsewhere =
    others.length === 0
      ? terminal``
      : terminal`\n${blank(place)}Also in ${plural(others.length, "other place")}: ${joined(names, ", ")}${others.length > names.length ? ", …" : ""}`;
  return terminal`${place}${path === "" ? "" : terminal`${path}: `}${message}\n${blank(place)}${remedy}${elsewhere}`;
}

/** Problems or notes for machines, each mistake once with all its places. */
export function problemsJson(problems: readonly Problem[], severity: "error" | "warning"): readonly object[] {
  return folded(problems).map(({ file, line, column, path, message, remedy, others = [] }) => {
    const first = { file, line, column, path };
    const places = [
      first,
      ...others.map((each) => ({ file: each.file, line: each.line, column: each.column, path: each.path })),
    ];
    return { severity, ...first, message, remedy, count: places.length, places };
  });
}

/** Path in the user's notation: members[2].id */
export function renderPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${String(key)}`))
    .join("");
}
