import type { Block } from "../../text/fit";
import { inHtml, htmlCode, type Html } from "../../text/html";
import { folded, joinedMarkdown, inMarkdown, markdownList, tableRow, type Markdown } from "../../text/markdown";
import { plural } from "../../text/plural";
import { stacksOf, type Group } from "./groups";
import { accountText, MOST_CHARACTERS, nameList, stackText, typeText } from "./place-text";
import type { OtherChange, Verb } from "../plan-summary";

export const VERBS: Readonly<Record<Verb, string>> = {
  create: "Creates",
  update: "Changes",
  replace: "Replaces",
  destroy: "Destroys",
};

const MOST_PLACES = 40;
const MOST_NAMES = 4;

/** What happens in the same stacks stands together in one table. */
export function tableBlocks(groups: readonly Group<OtherChange>[]): readonly Block[] {
  const tables = new Map<string, Group<OtherChange>[]>();
  for (const group of groups) {
    const key = stacksOf(group.occurrences).join("\n");
    tables.set(key, [...(tables.get(key) ?? []), group]);
  }
  return [...tables.values()].map((rows) => {
    const { occurrences } = rows[0]!;
    const places = [...new Map(occurrences.map((each) => [each.stack, stackText(each)])).values()];
    const count = plural(
      rows.reduce((sum, each) => sum + each.occurrences.length, 0),
      "resource",
    );
    const [title, body] = places.length === 1 ? inOneStack(rows) : inMany(rows, places);
    return block(rows[0]!, inMarkdown`${folded(inHtml`${count} in ${title}`, body)}\n`);
  });
}

function inOneStack(rows: readonly Group<OtherChange>[]): readonly [Html, Markdown] {
  const { stack, account } = rows[0]!.occurrences[0]!;
  const lines = rows.map(({ value, occurrences }) =>
    tableRow([...start(value, occurrences.length), nameList(occurrences, MOST_NAMES)]),
  );
  const head = inMarkdown`| | number | type | name |\n| --- | ---: | --- | --- |`;
  return [
    inHtml`${htmlCode(stack, MOST_CHARACTERS)}${account === undefined ? "" : inHtml` (${accountText(account)})`}`,
    joinedMarkdown([head, ...lines], "\n"),
  ];
}

function inMany(rows: readonly Group<OtherChange>[], places: readonly Markdown[]): readonly [Html, Markdown] {
  const lines = rows.map(({ value, occurrences }) => tableRow(start(value, occurrences.length)));
  const head = inMarkdown`| | number | type |\n| --- | ---: | --- |`;
  return [
    inHtml`${plural(places.length, "account")}`,
    joinedMarkdown([markdownList(places, MOST_PLACES, "account"), "", head, ...lines], "\n"),
  ];
}

function start({ verb, type }: OtherChange, count: number): readonly (Markdown | string | number)[] {
  return [VERBS[verb].toLowerCase(), count, typeText(type)];
}

export function block({ occurrences }: Pick<Group<unknown>, "occurrences">, text: Markdown): Block {
  return { text, stacks: stacksOf(occurrences) };
}
