import { plural } from "../../text/plural";
import { blank, joined, terminal, type TerminalText } from "../../text/terminal";

/** Something wrong in the configuration, with what a person needs to put it right. */
export interface Problem {
  /** File as the user named it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Path of the key, as in members[2].id; empty for the file as a whole. */
  readonly path: string;
  /** What stands there, and what may stand there. */
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
}

/** The configuration can't be used; says everything that is wrong with it at once. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** Sorted by file and position. */
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
  const count = plural(problems.length, "problem");
  return joined([...problems.map(render), terminal`${count} found; nothing was written.`], "\n");
}

/** One problem in two lines of a bearable length, the remedy below the message. */
export function render({ file, line, column, path, message, remedy }: Problem): TerminalText {
  const place = terminal`${file}:${line}:${column}  `;
  return terminal`${place}${path === "" ? "" : terminal`${path}: `}${message}\n${blank(place)}${remedy}`;
}

/** Path in the user's notation: members[2].id */
export function renderPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${String(key)}`))
    .join("");
}
