import { kindOf, type KindId, kinds } from "../doctor/kinds";
import { urgencies } from "../doctor/report";
import { inCell } from "../text/markdown";

const BEGIN = "<!-- The table is made by npm run generate. -->";
const END = "<!-- The end of the table. -->";

/**
 * The page about doctor, with its table of kinds as they are now, the worst first.
 *
 * @throws RangeError if the page has no place for it
 */
export function withKinds(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from === -1 || to < from) throw new RangeError(`docs/doctor.md has no place for the kinds: ${BEGIN}`);
  const ids = Object.keys(kinds) as KindId[];
  const rows = urgencies.flatMap((urgency) =>
    ids
      .filter((id) => kindOf(id).urgency === urgency)
      .map((id) => {
        const { title, blind, concerned } = kindOf(id);
        return [`<a id="${id}"></a>\`${id}\``, urgency, inCell(title), inCell(blind), concerned];
      }),
  );
  const head = ["Kind", "Urgency", "It means", "Blind meanwhile", "Concerns"];
  const table = [head, head.map(() => "---"), ...rows];
  return [
    page.slice(0, from + BEGIN.length),
    "",
    ...table.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    page.slice(to),
  ].join("\n");
}
