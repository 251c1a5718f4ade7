import { isMap, isPair, isScalar, LineCounter, parseDocument, visit, type Document, type Node, type Pair } from "yaml";

import { respell, type Respelled } from "./old-spellings";
import { findNotPlain, type NotPlain } from "./plain-value";
import { renderPath, type Problem } from "./problem";

/** Characters of one text: more than the longest that a key takes, a pattern of 1,024, by far. */
const LONGEST_TEXT = 10_000;

export type Path = readonly (string | number)[];

/** One YAML file of the configuration: its value, and where each part of it stands. */
export class ConfigDocument {
  /** The file as the user named it. */
  readonly file: string;
  /** The whole content as plain data; undefined for an empty file or one that is not YAML. */
  readonly value: unknown;
  /** What keeps the file from being YAML. */
  readonly syntaxProblems: readonly Problem[];
  private readonly notPlain: readonly Problem[];
  private readonly document: Document.Parsed;
  private readonly lines = new LineCounter();
  private respelled: readonly Respelled[];

  /** @param file as the user named it */
  constructor(file: string, content: string) {
    this.file = file;
    const options = { lineCounter: this.lines, prettyErrors: false, merge: true, logLevel: "error" } as const;
    this.document = parseDocument(content, options);
    // After the first mistake the rest of the file reads wrong; keys given twice are mistakes of their own.
    const errors = this.document.errors.filter(({ code }, index) => index === 0 || code === "DUPLICATE_KEY");
    const problems = errors.map((error) =>
      this.problemAt(error.pos[0], [], `${error.message}.`.replace(/\.\.$/, "."), "Correct the YAML."),
    );
    problems.push(...this.longTexts());
    let value: unknown;
    try {
      value = problems.length === 0 ? ((this.document.toJS() as unknown) ?? undefined) : undefined;
    } catch (error) {
      problems.push(this.problemAt(0, [], `${(error as Error).message}.`, "Correct the YAML."));
    }
    this.respelled = [];
    const notPlain = findNotPlain(value);
    const toProblem = ({ path, message, remedy, isKey }: NotPlain) =>
      isKey ? this.problemWithKey(path, message, remedy) : this.problem(path, message, remedy);
    problems.push(...notPlain.filter(({ isUsable }) => !isUsable).map(toProblem));
    this.notPlain = notPlain.filter(({ isUsable }) => isUsable).map(toProblem);
    this.value = problems.length === 0 ? value : undefined;
    this.syntaxProblems = problems;
    this.respelled = respell(this.value);
  }

  /** What is wrong with the file before anybody asks what it means. */
  get problems(): readonly Problem[] {
    return [...this.syntaxProblems, ...this.notPlain];
  }

  /** What is written as it was called before, and is still understood. */
  get notes(): readonly Problem[] {
    return this.respelled.map(({ path, was, now, isKey }) => {
      const message = `${was} is called ${now} now; both mean the same.`;
      return isKey ? this.problemWithKey(path, message, `Write ${now}.`) : this.problem(path, message, `Write ${now}.`);
    });
  }

  /** A problem with the value at a path, or with its nearest ancestor if there is none. */
  problem(path: Path, message: string, remedy: string): Problem {
    return this.problemAt(this.offset(path), path, message, remedy);
  }

  /** A problem with a key rather than with its value. */
  problemWithKey(path: Path, message: string, remedy: string): Problem {
    const key = this.pair(path)?.key as Node | undefined;
    return this.problemAt(key?.range?.[0] ?? this.offset(path), path, message, remedy);
  }

  /** The value at a path as it is written: `012345678901`, where the number would be 12345678901. */
  source(path: Path): string | undefined {
    const node = this.document.getIn(this.written(path), true);
    return isScalar(node) ? node.source : undefined;
  }

  /** file:line:column of the value at a path, for a reference from another problem. */
  place(path: Path): string {
    const { line, col } = this.lines.linePos(this.offset(path));
    return `${this.file}:${line}:${col}`;
  }

  /** Keys and values that can't be meant, found before anything looks for something in them. */
  private longTexts(): Problem[] {
    const problems: Problem[] = [];
    visit(this.document, {
      Scalar: (_key, { value, range }) => {
        if (typeof value !== "string" || value.length <= LONGEST_TEXT) return;
        problems.push(
          this.problemAt(
            range?.[0] ?? 0,
            [],
            `A text of ${value.length} characters is longer than any that AWS takes; ${LONGEST_TEXT} are allowed.`,
            "Shorten it.",
          ),
        );
      },
    });
    return problems;
  }

  private problemAt(offset: number, path: Path, message: string, remedy: string): Problem {
    const { line, col } = this.lines.linePos(offset);
    // An empty file has no line at all.
    return {
      file: this.file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      path: renderPath(path),
      message,
      remedy,
    };
  }

  /** The path as the file has it, where a key is written as it was called before. */
  private written(path: Path): Path {
    const old = this.respelled.find(({ nowAt }) => nowAt.every((key, index) => key === path[index]));
    return old === undefined ? path : [...old.path, ...path.slice(old.path.length)];
  }

  private offset(newPath: Path): number {
    const path = this.written(newPath);
    for (let length = path.length; length >= 0; length--) {
      const part = path.slice(0, length);
      const node = (length === 0 ? this.document.contents : this.document.getIn(part, true)) as Node | undefined | null;
      const start = node?.range?.[0] ?? (this.pair(part)?.key as Node | undefined)?.range?.[0];
      if (start !== undefined) return start;
    }
    return 0;
  }

  private pair(newPath: Path): Pair | undefined {
    const path = this.written(newPath);
    if (path.length === 0) return undefined;
    const parent = path.length === 1 ? this.document.contents : this.document.getIn(path.slice(0, -1), true);
    if (!isMap(parent)) return undefined;
    return parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1));
  }
}
