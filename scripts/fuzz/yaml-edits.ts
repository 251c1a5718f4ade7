import fc from "fast-check";
import type { Document } from "yaml";
import { isCollection, isNode, isPair, isScalar, isSeq, parseDocument, visit, type Node, type YAMLMap } from "yaml";

import { hostileText, hostileValue } from "./hostile";

/** A change of a YAML file: what is done, where (counted through whatever there is), and with which value. */
export interface YamlEdit {
  readonly kind: keyof typeof edits;
  readonly at: number;
  readonly other: number;
  readonly text: string;
  readonly value: unknown;
}

/** A place in a document where a value stands, and how to put another there. */
interface Slot {
  readonly node: Node | null;
  set(value: unknown): void;
}

/** Everything that one edit knows. */
interface Scene extends Omit<YamlEdit, "kind"> {
  readonly document: Document;
  readonly slots: readonly Slot[];
  readonly maps: readonly YAMLMap[];
}

const edits = {
  replace: ({ document, slots, at, value }: Scene) => {
    chosen(slots, at)?.set(document.createNode(value));
  },
  replaceText: ({ document, slots, at, text }: Scene) => {
    const texts = slots.filter(({ node }) => isScalar(node));
    chosen(texts, at)?.set(document.createNode(text));
  },
  /** A value that fits in one place may not in another. */
  copy: ({ slots, at, other }: Scene) => {
    chosen(slots, at)?.set(chosen(slots, other)?.node?.clone() ?? null);
  },
  alias: ({ document, slots, at, other }: Scene) => {
    const target = chosen(
      slots.filter(({ node }) => isCollection(node) || isScalar(node)),
      other,
    )?.node;
    if (isCollection(target) || isScalar(target)) chosen(slots, at)?.set(document.createAlias(target, `a${other}`));
  },
  merge: ({ document, maps, at, other }: Scene) => {
    const [map, source] = [chosen(maps, at), chosen(maps, other)];
    if (map !== undefined && source !== undefined) {
      map.items.unshift(document.createPair("<<", document.createAlias(source, `m${other}`)));
    }
  },
  drop: ({ maps, at, other }: Scene) => {
    const map = chosen(maps, at);
    if (map !== undefined && map.items.length > 0) map.items.splice(other % map.items.length, 1);
  },
  duplicate: ({ maps, at, other }: Scene) => {
    const map = chosen(maps, at);
    const pair = map === undefined ? undefined : chosen(map.items, other);
    if (pair !== undefined) map!.items.push(pair.clone());
  },
  rename: ({ document, maps, at, other, text }: Scene) => {
    const pair = chosen(chosen(maps, at)?.items ?? [], other);
    if (pair !== undefined) pair.key = document.createNode(text);
  },
  add: ({ document, maps, at, text, value }: Scene) => {
    chosen(maps, at)?.items.push(document.createPair(text, value));
  },
  repeat: ({ slots, at, other }: Scene) => {
    const lists = slots.map(({ node }) => node).filter(isSeq);
    const list = chosen(lists, at);
    const item = list === undefined ? undefined : chosen(list.items, other);
    if (isNode(item)) list!.items.push(item.clone());
  },
  tag: ({ slots, at, other }: Scene) => {
    const node = chosen(slots, at)?.node;
    const tags = ["!!set", "!!omap", "!!binary", "!!timestamp", "!!str", "!!int", "!!map", "!x", "!!null"];
    if (isCollection(node) || isScalar(node)) node.tag = chosen(tags, other)!;
  },
} as const;

/** What changes the text of a file rather than what it says. */
const textEdits = {
  cut: (text: string, { at }: YamlEdit) => text.slice(0, at % (text.length + 1)),
  insert: (text: string, { at, text: inserted }: YamlEdit) => {
    const place = at % (text.length + 1);
    return `${text.slice(0, place)}${inserted}${text.slice(place)}`;
  },
  dropLine: (text: string, { at }: YamlEdit) =>
    text
      .split("\n")
      .filter((_, index, lines) => index !== at % lines.length)
      .join("\n"),
  indentLine: (text: string, { at, other }: YamlEdit) =>
    text
      .split("\n")
      .map((line, index, lines) => (index === at % lines.length ? `${" ".repeat(other % 8)}${line}` : line))
      .join("\n"),
} as const;

/** Without the preference for small numbers, which would change little but the beginning. */
const counted = fc.noBias(fc.nat(1_000_000));

const structural = fc.record<YamlEdit>({
  kind: fc.constantFrom(...(Object.keys(edits) as (keyof typeof edits)[])),
  at: counted,
  other: counted,
  text: hostileText,
  value: hostileValue,
});

/** A few changes of what a file says, and seldom one of its text. */
export const yamlEdits = fc.record({
  structural: fc.oneof(
    { weight: 3, arbitrary: fc.tuple(structural) },
    fc.array(structural, { minLength: 2, maxLength: 5 }),
  ),
  textual: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    fc.record({ kind: fc.constantFrom(...(Object.keys(textEdits) as (keyof typeof textEdits)[])), edit: structural }),
  ),
});

export type YamlEdits = typeof yamlEdits extends fc.Arbitrary<infer Edits> ? Edits : never;

/** The text of a file after the edits; those that make no YAML that can be written are left out. */
export function editYaml(text: string, { structural: list, textual }: YamlEdits): string {
  const edited = list.reduce(edit, text);
  return textual === null ? edited : textEdits[textual.kind](edited, textual.edit);
}

function edit(text: string, { kind, ...how }: YamlEdit): string {
  const document = parseDocument(text, { merge: true, uniqueKeys: false, logLevel: "silent" });
  const slots: Slot[] = [];
  const maps: YAMLMap[] = [];
  visit(document, {
    Pair: (_, pair) =>
      void slots.push({ node: isNode(pair.value) ? pair.value : null, set: (to) => (pair.value = to) }),
    Seq: (_, list) => {
      for (const [index, item] of list.items.entries()) {
        if (isNode(item) && !isPair(item)) slots.push({ node: item, set: (to) => (list.items[index] = to) });
      }
    },
    Map: (_, map) => void maps.push(map),
  });
  try {
    edits[kind]({ document, slots, maps, ...how });
    return document.toString();
  } catch {
    // An alias before its anchor, a key that stringifies to nothing: not every edit gives a file.
    return text;
  }
}

function chosen<Item>(items: readonly Item[], at: number): Item | undefined {
  return items.length === 0 ? undefined : items[at % items.length];
}
