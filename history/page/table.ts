import { inPage, joinedPage, type PageText } from "../../text/page";
import { number } from "../words";

export interface TableColumn {
  readonly head: string;
  /** @default "text" */
  readonly kind?: "text" | "wide" | "tight" | "number";
}

export interface PageTable {
  /** What it has, in a sentence: also the name of the region in which it scrolls on a narrow screen. */
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  /** The first cell of each names it. */
  readonly rows: readonly (readonly (PageText | string | number)[])[];
  /** Rows that are not shown. @default 0 */
  readonly more?: number;
  /** What has those, too, with a verb. @default - JSON and CSV */
  readonly wholeIn?: PageText;
}

/** A table that a screen reader can go through, and that scrolls by itself where there is no room for it. */
export function table({ caption, columns, rows, more = 0, wholeIn }: PageTable): PageText {
  const head = joinedPage(
    columns.map(({ head: name, kind }) => inPage`<th scope="col"${classOf(kind)}>${name}</th>`),
    "",
  );
  const body = joinedPage(
    rows.map(
      (row) =>
        inPage`<tr>${joinedPage(
          row.map((cell, index) => cellOf(cell, index, columns[index]!)),
          "",
        )}</tr>\n`,
    ),
    "",
  );
  return inPage`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>
${andMoreRows(more, wholeIn)}`;
}

/** What is left out, and where all of it is. */
export function andMoreRows(more: number, wholeIn = inPage`<code>--json</code> and <code>--csv</code> have`): PageText {
  if (more <= 0) return inPage``;
  return inPage`<p class="soft small">And ${number(more)} more: ${wholeIn} all of them.</p>`;
}

/** The same data as a chart, for whoever can't or does not want to see it. */
export function folded(summary: string, content: PageText): PageText {
  return inPage`<details><summary>${summary}</summary>${content}</details>`;
}

function cellOf(cell: PageText | string | number, index: number, { kind }: TableColumn): PageText {
  const text = typeof cell === "number" ? number(cell) : cell;
  if (index === 0) return inPage`<th scope="row"${classOf(kind)}>${text}</th>`;
  return inPage`<td${classOf(kind)}>${text}</td>`;
}

function classOf(kind: TableColumn["kind"]): PageText {
  return classes[kind ?? "text"];
}

const classes = {
  text: inPage``,
  wide: inPage` class="wide"`,
  tight: inPage` class="tight"`,
  number: inPage` class="n"`,
} as const;
