import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
} from "yaml";

/** Keys and positions that lead to a value. */
export type Path = readonly (string | number)[];

/** A text that is read, and which nodes stand elsewhere, too. */
export interface Source {
  readonly document: Document.Parsed;
  readonly shared: ReadonlySet<unknown>;
}

/** Why something can't be edited, in words that follow the name of a file. */
export const GENERATED = "has it by an alias or a merge";
export const SHARED = "has it under an anchor that is used elsewhere, too";

export function sourceOf(text: string): Source {
  const document = parsed(text);
  return { document, shared: sharedNodes(document) };
}

/** The node at a path that is written there and nowhere else, or why there is none. */
export function ownNode({ document, shared }: Source, path: Path): Node | string {
  let node: unknown = document.contents;
  for (const key of path) {
    if (isAlias(node)) return GENERATED;
    if (shared.has(node)) return SHARED;
    node = isSeq(node) ? node.items[Number(key)] : pairOf(node, key)?.value;
  }
  if (node === undefined || node === null || isAlias(node)) return GENERATED;
  return shared.has(node) ? SHARED : (node as Node);
}

function parsed(text: string): Document.Parsed {
  return parseDocument(text, { merge: true, logLevel: "silent" });
}

/** What a text means; undefined if it is no YAML. */
export function readAgain(text: string): unknown {
  const document = parsed(text);
  return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: -1 });
}

/** Nodes that an alias stands for somewhere. */
function sharedNodes(document: Document.Parsed): ReadonlySet<unknown> {
  const shared = new Set<unknown>();
  visit(document, { Alias: (_, alias) => void shared.add(alias.resolve(document)) });
  return shared;
}

export function pairOf(node: unknown, key: string | number): Pair | undefined {
  return isMap(node) ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === key) : undefined;
}

export function startOf(part: Pair | Node): number {
  return isPair(part) ? startOf(part.key as Node) : part.range![0];
}

/** Where the last value in a part ends: what stands behind it, comments among them, is none of its. */
export function endOf(part: Pair | Node): number {
  if (isPair(part)) return part.value === null ? endOf(part.key as Node) : endOf(part.value as Node);
  if ((isMap(part) || isSeq(part)) && part.flow !== true && part.items.length > 0) {
    return endOf(part.items.at(-1) as Pair | Node);
  }
  return part.range![1];
}
