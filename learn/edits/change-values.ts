import { isDeepStrictEqual } from "node:util";

import { isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";

import type { YamlComment } from "../../text/yaml-comment";
import { type Addition, addItems, withItems } from "./add-items";
import { type LineItem, lineOf, scalar } from "./item";
import { endOf, GENERATED, ownNode, pairOf, type Path, readAgain, type Source, sourceOf, startOf } from "./source";
import { columnOf, endOfLine, linesAt, lineStart, type Splice, spliced } from "./splice";

/** What becomes of something that a document has. */
export type ValueChange =
  /** Another value on its line, and what is said of it. */
  | { readonly kind: "replace"; readonly path: Path; readonly item: LineItem }
  /** Only what is said of a value. */
  | { readonly kind: "say"; readonly path: Path; readonly comment: YamlComment }
  /** One more key of the mapping at a path. */
  | {
      readonly kind: "add-key";
      readonly path: Path;
      readonly key: string;
      readonly item: LineItem;
      /** Keys behind which it stands, the last that is there. @default - behind all */
      readonly after?: readonly string[];
    }
  /** A list whose items all go. */
  | { readonly kind: "empty"; readonly path: Path }
  /** An item of a list, or a key with its value. */
  | { readonly kind: "remove"; readonly path: Path };

/** What became of changes and additions to a document. */
export interface Changed {
  readonly splices: readonly Splice[];
  /** What can't be done, and why, in words that follow the name of a file. */
  readonly refused: readonly { readonly change: ValueChange | Addition; readonly reason: string }[];
}

/** The comment behind a value in its line, without its mark. */
export function commentBehind({ document, shared }: Source, text: string, path: Path): string | undefined {
  const node = ownNode({ document, shared }, path);
  if (typeof node === "string") return undefined;
  return commentOf(text, node)?.said;
}

/**
 * The places of a YAML text that change. Everything else stays byte for byte; what others get by an alias or a merge is refused, and so is
 * whatever would not mean what was meant.
 */
export function changed(text: string, additions: readonly Addition[], changes: readonly ValueChange[]): Changed {
  const source = sourceOf(text);
  const added = addItems(text, additions);
  const refused: Changed["refused"][number][] = added.refused.map(({ addition, reason }) => ({
    change: addition,
    reason,
  }));
  const taken = additions.filter((each) => !added.refused.some(({ addition }) => addition === each));
  const means = (some: readonly ValueChange[], splices: readonly Splice[]) => {
    const before: unknown = source.document.toJS({ maxAliasCount: -1 });
    return isDeepStrictEqual(readAgain(spliced(text, splices)), withChanges(taken.reduce(withItems, before), some));
  };
  const placed = changes.map((change) => ({ change, place: placeOf(text, source, change) }));
  for (const { change, place } of placed) if (typeof place === "string") refused.push({ change, reason: place });
  let good = placed.flatMap(({ change, place }) => (typeof place === "string" ? [] : [{ change, place }]));
  const all = (some: typeof good) => [...added.splices, ...some.flatMap(({ place }) => place)];
  if (
    !means(
      good.map(({ change }) => change),
      all(good),
    )
  ) {
    const fitting: typeof good = [];
    for (const each of good) {
      const some = [...fitting, each];
      if (
        means(
          some.map(({ change }) => change),
          all(some),
        )
      )
        fitting.push(each);
      else refused.push({ change: each.change, reason: "has it in a form that can't be edited" });
    }
    good = fitting;
  }
  return { splices: all(good), refused };
}

/** A value with the changes, those that take away last, so that positions stay what they are until then. */
function withChanges(value: unknown, changes: readonly ValueChange[]): unknown {
  const removed = changes
    .filter(({ kind }) => kind === "remove")
    .sort((one, other) => comparePaths(other.path, one.path));
  return [...changes.filter(({ kind }) => kind !== "remove"), ...removed].reduce<unknown>(
    (whole, change) => withChange(whole, change.path, change),
    value,
  );
}

function withChange(value: unknown, [key, ...below]: Path, change: ValueChange): unknown {
  if (key === undefined) {
    if (change.kind === "replace") return change.item.value;
    if (change.kind === "empty") return [];
    return change.kind === "add-key" ? { ...(value as object), [change.key]: change.item.value } : value;
  }
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    if (below.length === 0 && change.kind === "remove") return items.filter((_, index) => index !== key);
    return items.map((each, index) => (index === key ? withChange(each, below, change) : each));
  }
  const parts = value as Readonly<Record<string, unknown>>;
  if (below.length === 0 && change.kind === "remove") {
    return Object.fromEntries(Object.entries(parts).filter(([each]) => each !== key));
  }
  return { ...parts, [key]: withChange(parts[key], below, change) };
}

function comparePaths(one: Path, other: Path): number {
  for (const [index, key] of one.entries()) {
    const against = other[index];
    if (against === undefined) return 1;
    if (key !== against) return key < against ? -1 : 1;
  }
  return one.length - other.length;
}

function placeOf(text: string, source: Source, change: ValueChange): readonly Splice[] | string {
  if (change.kind === "remove") return removal(text, source, change.path);
  if (change.kind === "empty") return emptied(source, change.path);
  const node = ownNode(source, change.path);
  if (typeof node === "string") return node;
  if (change.kind === "add-key") return isMap(node) ? moreKeys(text, node, change) : "has something else there";
  const isOnLine = isScalar(node) || (isSeq(node) && node.flow === true);
  const [start, end] = node.range!;
  if (!isOnLine || text.slice(start, end).includes("\n")) return "has it on several lines";
  const behind = commentOf(text, node);
  if (change.kind === "replace") return [{ start, end: behind?.end ?? end, text: lineOf(change.item) }];
  return behind === undefined
    ? [{ start: end, end, text: ` # ${change.comment.toString()}` }]
    : [{ start: behind.start, end: behind.end, text: `# ${change.comment.toString()}` }];
}

function moreKeys(
  text: string,
  map: YAMLMap,
  { key, item, after = [] }: Extract<ValueChange, { readonly kind: "add-key" }>,
): readonly Splice[] {
  const [start, end] = map.range!;
  if (map.flow === true) {
    const inside = `${scalar(key)}: ${lineOf({ value: item.value })}`;
    const last = map.items.at(-1);
    if (last === undefined) return [{ start, end, text: `{ ${inside} }` }];
    const at = endOf(last);
    return [{ start: at, end: at, text: `, ${inside}` }];
  }
  const before =
    after
      .map((each) => pairOf(map, each))
      .filter((pair) => pair !== undefined)
      .at(-1) ?? map.items.at(-1)!;
  const indent = " ".repeat(columnOf(text, startOf(map.items[0]!)));
  return [linesAt(text, endOfLine(text, endOf(before)), [`${indent}${scalar(key)}: ${lineOf(item)}`])];
}

function emptied(source: Source, path: Path): readonly Splice[] | string {
  const [list, parent] = [ownNode(source, path), ownNode(source, path.slice(0, -1))];
  if (typeof list === "string") return list;
  const key = pairOf(parent, path.at(-1)!)?.key as Node | undefined;
  if (key === undefined || !isSeq(list)) return "has something else there";
  return [{ start: key.range![1], end: endOf(list), text: ": []" }];
}

/** Whole lines, from that of its dash or key to that of its last value. */
function removal(text: string, source: Source, path: Path): readonly Splice[] | string {
  const parent = ownNode(source, path.slice(0, -1));
  if (typeof parent === "string") return parent;
  const key = path.at(-1)!;
  const part = isSeq(parent) ? (parent.items[Number(key)] as Node | undefined) : pairOf(parent, key);
  if (part === undefined) return GENERATED;
  if ((isSeq(parent) || isMap(parent)) && parent.flow === true) return "has it in brackets";
  const start = lineStart(text, startOf(part));
  if (!/^ *(- +)?$/.test(text.slice(start, startOf(part)))) return "has it in a form that can't be edited";
  return [{ start, end: endOfLine(text, endOf(part)), text: "" }];
}

/** What stands behind a value up to the end of its line, if it is a comment. */
function commentOf(text: string, node: Node) {
  const end = node.range![1];
  const [line = ""] = /^[^\r\n]*/.exec(text.slice(end))!;
  const [, space, said] = /^([ \t]+)#[ \t]?(.*)$/.exec(line) ?? [];
  if (space === undefined) return undefined;
  return { start: end + space.length, end: end + line.length, said: said!.trim() };
}
