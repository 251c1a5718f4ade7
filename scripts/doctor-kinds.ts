import { kindOf, type KindId, kinds } from "../doctor/kinds";
import { urgencies } from "../doctor/report";
import { inCell } from "../text/markdown";
import { withTable } from "./table-in-page";

/**
 * The page about doctor, with its table of kinds as they are now, the worst first.
 *
 * @throws RangeError if the page has no place for it
 */
export function withKinds(page: string): string {
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
  return withTable(page, "docs/doctor.md", [head, ...rows]);
}
