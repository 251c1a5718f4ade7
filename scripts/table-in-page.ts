const BEGIN = "<!-- The table is made by npm run generate. -->";
const END = "<!-- The end of the table. -->";

/**
 * A page with its table as it is made now.
 *
 * @param name of the page, for whoever has to mend it
 * @param rows cells, ready for a table; the head is the first
 * @throws RangeError if the page has no place for it
 */
export function withTable(page: string, name: string, [head = [], ...rows]: readonly (readonly string[])[]): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from === -1 || to < from) throw new RangeError(`${name} has no place for its table: ${BEGIN}`);
  const table = [head, head.map(() => "---"), ...rows];
  return [
    page.slice(0, from + BEGIN.length),
    "",
    ...table.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    page.slice(to),
  ].join("\n");
}
