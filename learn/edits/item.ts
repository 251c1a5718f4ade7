import { Document, isSeq } from "yaml";

import type { YamlComment } from "../../text/yaml-comment";

/** What stands on one line. */
export type LineValue = string | readonly string[] | Readonly<Record<string, string | readonly string[]>>;

/** A value on a line, and what is said of it. */
export interface LineItem {
  readonly value: LineValue;
  /** @default - nothing */
  readonly comment?: YamlComment;
}

/** A mapping of a line for each key. A value of several lines is a list. */
export interface MappingItem {
  readonly entries: readonly (readonly [key: string, value: LineItem | readonly Item[]])[];
}

/** What is added to a list. */
export type Item = LineItem | MappingItem;

/** What an item means, as plain data. */
export function valueOf(item: Item): unknown {
  if (!("entries" in item)) return item.value;
  return Object.fromEntries(
    item.entries.map(([key, value]) => [key, isList(value) ? value.map(valueOf) : value.value] as const),
  );
}

/** An item of a list in block style: its lines, without the end of the last. */
export function blockLines(item: Item, indent: string): readonly string[] {
  if (!("entries" in item)) return [`${indent}- ${lineOf(item)}`];
  return item.entries.flatMap(([key, value], index) => {
    const begin = `${indent}${index === 0 ? "- " : "  "}${key}:`;
    if (!isList(value)) return [`${begin} ${lineOf(value)}`];
    return [begin, ...value.flatMap((each) => blockLines(each, `${indent}    `))];
  });
}

/** The same in flow style, and what is said of it. */
export function flowParts(item: Item): { readonly text: string; readonly comment?: string } {
  const comments = commentsOf(item).map(String);
  return { text: inFlow(item), ...(comments.length === 0 ? {} : { comment: comments.join("; ") }) };
}

/** A value and its comment, as they stand behind a key or a dash. */
export function lineOf({ value, comment }: LineItem): string {
  return comment === undefined ? written(value) : `${written(value)} # ${comment.toString()}`;
}

function inFlow(item: Item): string {
  if (!("entries" in item)) return written(item.value);
  const entries = item.entries.map(([key, value]) => {
    return `${key}: ${isList(value) ? `[${value.map(inFlow).join(", ")}]` : written(value.value)}`;
  });
  return `{ ${entries.join(", ")} }`;
}

function commentsOf(item: Item): readonly YamlComment[] {
  if (!("entries" in item)) return item.comment === undefined ? [] : [item.comment];
  return item.entries.flatMap(([, value]) => (isList(value) ? value.flatMap(commentsOf) : commentsOf(value)));
}

function isList(value: LineItem | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

/** A value on one line, as it may stand in flow and in block style. */
function written(value: LineValue): string {
  if (typeof value === "string") return scalar(value);
  if (isTexts(value)) return `[${value.map(scalar).join(", ")}]`;
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${key}: ${written(each)}`)
    .join(", ")} }`;
}

function isTexts(value: LineValue): value is readonly string[] {
  return Array.isArray(value);
}

/** A text that is quoted if it could be taken for structure, or for something else than a text. */
export function scalar(text: string): string {
  const document = new Document([text]);
  if (isSeq(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().slice(1, -1);
}
