import { inOrder, lineStart, type Splice, spliced } from "./splice";

/** Lines that stay, around those that change. */
const CONTEXT = 3;

/** Some lines of a text, and those that take their place. */
interface Change {
  /** Number of the first line, from 0. */
  readonly first: number;
  readonly old: readonly string[];
  readonly now: readonly string[];
}

/**
 * What splices do to a file, as `git apply` and `patch -p1` take it. Only whole lines change.
 *
 * @param file as it is named from the directory in which the patch is applied
 */
export function unifiedDiff(file: string, text: string, splices: readonly Splice[]): string {
  const lines = linesOf(text);
  const hunks = hunksOf(changesOf(text, splices));
  let shift = 0;
  const parts = hunks.map((changes) => {
    const hunk = written(lines, changes, shift);
    shift += hunk.grown;
    return hunk.text;
  });
  return `--- ${named(`a/${file}`)}\n+++ ${named(`b/${file}`)}\n${parts.join("")}`;
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Splices as lines that change; those of one line together. */
function changesOf(text: string, splices: readonly Splice[]): readonly Change[] {
  const groups: { start: number; end: number; splices: Splice[] }[] = [];
  for (const splice of inOrder(splices)) {
    const start = lineStart(text, splice.start);
    const isBetween = splice.start === splice.end && splice.start === start && splice.text.endsWith("\n");
    const next = text.indexOf("\n", splice.end);
    const end = isBetween ? start : next === -1 ? text.length : next + 1;
    const last = groups.at(-1);
    if (last !== undefined && start <= last.end) {
      last.splices.push(splice);
      last.end = Math.max(last.end, end);
    } else groups.push({ start, end, splices: [splice] });
  }
  return groups.map(({ start, end, splices: inside }) => {
    const old = text.slice(start, end);
    const moved = inside.map((each) => ({ ...each, start: each.start - start, end: each.end - start }));
    return { first: linesOf(text.slice(0, start)).length, old: linesOf(old), now: linesOf(spliced(old, moved)) };
  });
}

/** Changes that are so near to one another that their context meets are shown together. */
function hunksOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1);
    if (last !== undefined && change.first - (last.first + last.old.length) <= 2 * CONTEXT) hunks.at(-1)!.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function written(lines: readonly string[], changes: readonly Change[], shift: number) {
  const [first, last] = [changes[0]!, changes.at(-1)!];
  const start = Math.max(0, first.first - CONTEXT);
  const end = Math.min(lines.length, last.first + last.old.length + CONTEXT);
  const out: string[] = [];
  let position = start;
  let grown = 0;
  for (const { first: at, old, now } of changes) {
    out.push(...signed(" ", lines.slice(position, at)), ...signed("-", old), ...signed("+", now));
    position = at + old.length;
    grown += now.length - old.length;
  }
  out.push(...signed(" ", lines.slice(position, end)));
  const head = `@@ -${range(start, end - start)} +${range(start + shift, end - start + grown)} @@\n`;
  return { text: head + out.join(""), grown };
}

/** https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html */
function range(start: number, count: number): string {
  const first = count === 0 ? start : start + 1;
  return count === 1 ? String(first) : `${first},${count}`;
}

function signed(sign: string, lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`));
}

/** As git quotes names; behind one with a space stands a tab. https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath */
function named(file: string): string {
  // eslint-disable-next-line no-control-regex -- those are what is quoted
  if (/[\u0000-\u001f\u007f"\\]/.test(file)) return JSON.stringify(file);
  return file.includes(" ") ? `${file}\t` : file;
}

/** A file that is new, likewise. */
export function newFileDiff(file: string, text: string): string {
  const added = linesOf(text);
  return `--- /dev/null\n+++ ${named(`b/${file}`)}\n@@ -0,0 +${range(0, added.length)} @@\n${signed("+", added).join("")}`;
}
