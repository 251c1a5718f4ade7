import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from "yaml";

import { respell, type Respelled } from "./old-spellings";
import { findNotPlain, type NotPlain } from "./plain-value";
import { renderPath, type Problem } from "./problem";
import { isMergeKey, mergedMappings, structureOf, type Aliases } from "./yaml-mistakes";

/** Keys at the top of a file that are the reader's own: for what anchors name. */
export const OWN_KEYS = "x-";

export type Path = readonly (string | number)[];

/** One YAML file of the configuration: its value, and where each part of it stands. */
export class ConfigDocument {
  /** The file as the user named it. */
  readonly file: string;
  /** The text of the file. */
  readonly content: string;
  /** The whole content as plain data; undefined for an empty file or one that is not YAML. */
  readonly value: unknown;
  /** What keeps the file from being YAML. */
  readonly syntaxProblems: readonly Problem[];
  private readonly notPlain: readonly Problem[];
  private readonly document: Document.Parsed;
  private readonly aliases: Aliases;
  private readonly lines = new LineCounter();
  private respelled: readonly Respelled[];

  /** @param file as the user named it */
  constructor(file: string, content: string) {
    this.file = file;
    this.content = content;
    const options = { lineCounter: this.lines, prettyErrors: false, merge: true, logLevel: "error" } as const;
    this.document = parseDocument(content, options);
    const { aliases, mistakes } = structureOf(this.document, (offset) => this.placeAt(offset));
    this.aliases = aliases;
    const problems = mistakes.map(({ offset, path, message, remedy }) => this.problemAt(offset, path, message, remedy));
    // Aliases are counted already.
    const value: unknown = problems.length === 0 ? (this.document.toJS({ maxAliasCount: -1 }) ?? undefined) : undefined;
    this.respelled = [];
    const notPlain = findNotPlain(value);
    const toProblem = ({ path, message, remedy, isKey }: NotPlain) =>
      isKey ? this.problemWithKey(path, message, remedy) : this.problem(path, message, remedy);
    problems.push(...notPlain.filter(({ isUsable }) => !isUsable).map(toProblem));
    this.notPlain = notPlain.filter(({ isUsable }) => isUsable).map(toProblem);
    this.value = problems.length === 0 ? withoutOwnKeys(value) : undefined;
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
    const node = this.nodeAt(this.written(path));
    return isScalar(node) ? node.source : undefined;
  }

  /** file:line:column of the value at a path, for a reference from another problem. */
  place(path: Path): string {
    return this.placeAt(this.offset(path));
  }

  private placeAt(offset: number): string {
    const { line, col } = this.lines.linePos(offset);
    return `${this.file}:${line}:${col}`;
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
      const start = this.nodeAt(part)?.range?.[0] ?? (this.pair(part)?.key as Node | undefined)?.range?.[0];
      if (start !== undefined) return start;
    }
    return 0;
  }

  private pair(newPath: Path): Pair | undefined {
    const path = this.written(newPath);
    return path.length === 0 ? undefined : this.pairIn(this.nodeAt(path.slice(0, -1)), path.at(-1)!);
  }

  /** The node at a path, also behind aliases and merges: a mistake is told where it is written. */
  private nodeAt(path: Path): Node | undefined {
    return path.reduce<Node | undefined>((parent, key) => {
      const child = isSeq(parent) ? parent.items[Number(key)] : this.pairIn(parent, key)?.value;
      const node = isAlias(child) ? this.aliases.get(child) : child;
      return (node ?? undefined) as Node | undefined;
    }, this.document.contents ?? undefined);
  }

  private pairIn(parent: unknown, key: string | number): Pair | undefined {
    if (!isMap(parent)) return undefined;
    const own = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
    if (own !== undefined) return own;
    const sources = parent.items.filter(isMergeKey).flatMap(({ value }) => mergedMappings(value, this.aliases));
    for (const source of sources) {
      const found = this.pairIn(source, key);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function withoutOwnKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith(OWN_KEYS)));
}
