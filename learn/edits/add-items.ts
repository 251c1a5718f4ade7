import { isDeepStrictEqual } from "node:util";

import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type YAMLMap, type YAMLSeq } from "yaml";

import { blockLines, flowParts, type Item, valueOf } from "./item";
import { endOf, GENERATED, pairOf, type Path, readAgain, SHARED, type Source, sourceOf, startOf } from "./source";
import { columnOf, endOfLine, lineBreakOf, linesAt, lineStart, type Splice, spliced } from "./splice";

/** Items for a list of a document. */
export interface Addition {
  /** Of the list. If it is not there, its mapping is. */
  readonly path: Path;
  /** Keys before which the list stands if it is new. */
  readonly before: readonly string[];
  readonly items: readonly Item[];
}

/** What became of additions to a document. */
export interface Edited {
  readonly splices: readonly Splice[];
  /** What can't be added, and why, in words that follow the name of a file. */
  readonly refused: readonly { readonly addition: Addition; readonly reason: string }[];
}

/**
 * The places of a YAML text where items of lists go. Everything else of the text stays byte for byte, but for lists in one line, which
 * become lists of a line for each. What others get by an alias or a merge is refused, and so is whatever would not mean what was
 * meant: the text is read again with each addition.
 */
export function addItems(text: string, additions: readonly Addition[]): Edited {
  const source = sourceOf(text);
  // What is deeper stands first where both end at the same place.
  const ordered = [...additions].sort((one, other) => other.path.length - one.path.length);
  const whole = tried(text, source, ordered);
  if (whole !== undefined) return whole;
  const taken: Addition[] = [];
  const refused: Edited["refused"][number][] = [];
  for (const addition of ordered) {
    const reason = reasonAgainst(text, source, [...taken, addition]);
    if (reason === undefined) taken.push(addition);
    else refused.push({ addition, reason });
  }
  return { splices: tried(text, source, taken)!.splices, refused };
}

/** All additions, unless one of them can't be made. */
function tried(text: string, source: Source, additions: readonly Addition[]): Edited | undefined {
  const places = additions.map((addition) => place(text, source, addition));
  const splices = places.flatMap((found) => (typeof found === "string" ? [] : found));
  if (places.some((found) => typeof found === "string")) return undefined;
  const meant = additions.reduce<unknown>(withItems, source.document.toJS({ maxAliasCount: -1 }));
  return isDeepStrictEqual(readAgain(spliced(text, splices)), meant) ? { splices, refused: [] } : undefined;
}

/** Why the last of some additions can't be made beside the others. */
function reasonAgainst(text: string, source: Source, additions: readonly Addition[]): string | undefined {
  const found = place(text, source, additions.at(-1)!);
  if (typeof found === "string") return found;
  return tried(text, source, additions) === undefined ? "has it in a form that can't be edited" : undefined;
}

/** A value with the items at their path. */
export function withItems(value: unknown, { path, items }: Pick<Addition, "path" | "items">): unknown {
  const [key, ...below] = path;
  if (key === undefined) return [...((value as readonly unknown[] | undefined) ?? []), ...items.map(valueOf)];
  const parts = value as Readonly<Record<string | number, unknown>>;
  const part = withItems(parts[key], { path: below, items });
  return Array.isArray(value)
    ? value.map((each: unknown, index) => (index === key ? part : each))
    : { ...parts, [key]: part };
}

/** Where the items of an addition go, or why they can't go anywhere. */
function place(
  text: string,
  { document, shared }: Source,
  { path, before, items }: Addition,
): readonly Splice[] | string {
  let node: unknown = document.contents;
  for (const [index, key] of path.entries()) {
    if (isAlias(node)) return GENERATED;
    if (shared.has(node)) return SHARED;
    const child: unknown = isSeq(node) ? node.items[Number(key)] : pairOf(node, key)?.value;
    if (child === undefined || child === null) {
      if (index < path.length - 1 || !isMap(node) || inherits(node, document, key)) return GENERATED;
      return newList(text, node, { path, before, items });
    }
    node = child;
  }
  if (isAlias(node)) return GENERATED;
  if (shared.has(node)) return SHARED;
  if (!isSeq(node)) return "has something else there";
  return moreItems(text, node, items);
}

/** Whether a mapping has a key from others that it merges. */
function inherits(node: YAMLMap, document: Document.Parsed, key: string | number): boolean {
  return Object.hasOwn(node.toJS(document) as object, key);
}

function newList(text: string, map: YAMLMap, { path, before, items }: Addition): readonly Splice[] | string {
  const key = String(path.at(-1));
  const first = map.items[0];
  if (first === undefined) return "has nothing there";
  if (map.flow === true) {
    const last = endOf(map.items.at(-1)!);
    const indent = " ".repeat(indentOf(text, last) + 4);
    return [{ start: last, end: last, text: `, ${key}: [${inFlow(text, items, indent)}]` }];
  }
  const next = map.items.findIndex((pair) => isScalar(pair.key) && before.includes(String(pair.key.value)));
  const previous = map.items[next <= 0 ? map.items.length - 1 : next - 1]!;
  const indent = " ".repeat(columnOf(text, startOf(first)));
  const lines = [`${indent}${key}:`, ...items.flatMap((item) => blockLines(item, `${indent}  `))];
  return [linesAt(text, endOfLine(text, endOf(previous)), lines)];
}

function moreItems(text: string, list: YAMLSeq, items: readonly Item[]): readonly Splice[] | string {
  const [start, end] = list.range!;
  if (list.flow !== true) {
    const indent = " ".repeat(columnOf(text, start));
    const lines = items.flatMap((item) => blockLines(item, indent));
    return [linesAt(text, endOfLine(text, endOf(list)), lines)];
  }
  // All of the value of a key in block style: `expectedReaders: [role/a, role/b]`.
  const [, key] = /^( *(?:- +)*)[A-Za-z]+: +\[[^\n#]*$/.exec(text.slice(lineStart(text, start), end)) ?? [];
  if (key === undefined) return flowItems(text, list, items);
  const below = " ".repeat(key.length + 2);
  const old = (list.items as Node[]).map((item) => `${below}- ${text.slice(startOf(item), endOf(item))}`);
  let colon = start;
  while (text[colon - 1] === " ") colon--;
  return [
    { start: colon, end, text: "" },
    linesAt(text, endOfLine(text, end), [...old, ...items.flatMap((item) => blockLines(item, below))]),
  ];
}

/** Behind the last item of a list in brackets, a line for each. */
function flowItems(text: string, list: YAMLSeq, items: readonly Item[]): readonly Splice[] {
  const [start, end] = list.range!;
  const last = list.items.at(-1);
  const from = last === undefined ? start + 1 : endOf(last as Node);
  const rest = text.slice(from, end - 1);
  const hasComma = last === undefined || rest.replace(/#[^\n]*/g, "").includes(",");
  const indent = " ".repeat(indentOf(text, start) + 4);
  return [
    ...(hasComma ? [] : [{ start: from, end: from, text: "," }]),
    { start: end - 1, end: end - 1, text: inFlow(text, items, indent) },
  ];
}

/** The bracket behind them is further in than what the list is in, as YAML wants it. */
function inFlow(text: string, items: readonly Item[], indent: string): string {
  const lineBreak = lineBreakOf(text);
  const lines = items.map((item, index) => {
    const { text: written, comment } = flowParts(item);
    const said = comment === undefined ? "" : ` # ${comment}`;
    return `${lineBreak}${indent}${written}${index === items.length - 1 ? "" : ","}${said}`;
  });
  return `${lines.join("")}${lineBreak}${indent.slice(2)}`;
}

/** Spaces at the beginning of the line that an offset is in; behind a dash, those up to what it begins. */
function indentOf(text: string, offset: number): number {
  const line = text.slice(lineStart(text, offset), offset);
  return /^[ -]*/.exec(line)![0].length;
}
