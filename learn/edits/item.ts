import { Document, isSeq } from "yaml";

import type { YamlComment } from "../../text/yaml-comment";

/** Who may read something, as `expectedReaders` has it. */
export interface ReaderItem {
  readonly value: string | { readonly reader: string; readonly from: readonly string[] };
  readonly comment: YamlComment;
}

/** Something that is watched, and who may read it. */
export interface WatchedItem {
  readonly name: string;
  readonly comment: YamlComment;
  readonly readers: readonly ReaderItem[];
}

export type Item = ReaderItem | WatchedItem;

/** What an item means, as plain data. */
export function valueOf(item: Item): unknown {
  return "name" in item ? { name: item.name, expectedReaders: item.readers.map(valueOf) } : item.value;
}

/** An item of a list in block style: its lines, without the end of the last. */
export function blockLines(item: Item, indent: string): readonly string[] {
  if (!("name" in item)) return [`${indent}- ${written(item.value)} # ${item.comment.toString()}`];
  return [
    `${indent}- name: ${scalar(item.name)} # ${item.comment.toString()}`,
    `${indent}  expectedReaders:`,
    ...item.readers.flatMap((reader) => blockLines(reader, `${indent}    `)),
  ];
}

/** The same in flow style, and what is said of it. */
export function flowParts(item: Item): { readonly text: string; readonly comment: string } {
  const comments = "name" in item ? [item.comment, ...item.readers.map(({ comment }) => comment)] : [item.comment];
  const text =
    "name" in item
      ? `{ name: ${scalar(item.name)}, expectedReaders: [${item.readers.map(({ value }) => written(value)).join(", ")}] }`
      : written(item.value);
  return { text, comment: comments.map(String).join("; ") };
}

/** A value on one line, as it may stand in flow and in block style. */
function written(value: ReaderItem["value"]): string {
  if (typeof value === "string") return scalar(value);
  return `{ reader: ${scalar(value.reader)}, from: [${value.from.map(scalar).join(", ")}] }`;
}

/** A text that is quoted if it could be taken for structure, or for something else than a text. */
function scalar(text: string): string {
  const document = new Document([text]);
  if (isSeq(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().slice(1, -1);
}
