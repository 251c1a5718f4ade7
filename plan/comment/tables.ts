import { andMore } from "../../text/and-more";
import type { Block } from "../../text/fit";
import { code, inCell } from "../../text/markdown";
import { plural } from "../../text/plural";
import { stacksOf, type Group } from "./groups";
import { nameList, stackText } from "./place-text";
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
    // GitHub reads no Markdown in a summary.
    const html = `${count} in ${title}`.replace(/`([^`]*)`/g, "<code>$1</code>");
    return block(rows[0]!, `<details><summary>${html}</summary>\n\n${body}\n\n</details>\n`);
  });
}

function inOneStack(rows: readonly Group<OtherChange>[]): readonly [string, string] {
  const lines = rows.map(
    ({ value, occurrences }) => `${start(value, occurrences.length)} ${inCell(nameList(occurrences, MOST_NAMES))} |`,
  );
  return [
    stackText(rows[0]!.occurrences[0]!),
    ["| | number | type | name |", "| --- | ---: | --- | --- |", ...lines].join("\n"),
  ];
}

function inMany(rows: readonly Group<OtherChange>[], places: readonly string[]): readonly [string, string] {
  const lines = rows.map(({ value, occurrences }) => start(value, occurrences.length));
  return [
    plural(places.length, "account"),
    [andMore(places, MOST_PLACES, "account"), "", "| | number | type |", "| --- | ---: | --- |", ...lines].join("\n"),
  ];
}

function start({ verb, type }: OtherChange, count: number): string {
  return `| ${VERBS[verb].toLowerCase()} | ${count} | ${inCell(code(type))} |`;
}

export function block({ occurrences }: Pick<Group<unknown>, "occurrences">, text: string, short?: string): Block {
  return { text, short, stacks: stacksOf(occurrences) };
}
