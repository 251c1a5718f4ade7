import { inPage, type PageText, short } from "../../text/page";
import { bySecret } from "../habits";
import { type History, type ReadsOf, readVerdicts } from "../history";
import { dayOf } from "../when";
import { hourStrip } from "./chart";
import { accountSaid } from "./tags";
import { table } from "./table";
import { sumOf, verdictWords } from "../words";

const MOST_ROWS = 400;

/** Who reads what, secret by secret; those with the most urgent reads first. */
export function secretsSection({ reads }: History): PageText {
  const rows = inOrder(reads);
  return inPage`<section aria-labelledby="secrets"><h2 id="secrets">Readers by secret</h2>
${
  rows.length === 0
    ? inPage`<p>There was no read.</p>`
    : table({
        caption: "Every secret with its readers, and when in the day (UTC) they read it",
        columns: [
          { head: "secret", kind: "wide" },
          { head: "account", kind: "tight" },
          { head: "reader", kind: "wide" },
          { head: "verdict", kind: "tight" },
          { head: "reads", kind: "number" },
          { head: "days", kind: "number" },
          { head: "first", kind: "tight" },
          { head: "last", kind: "tight" },
          { head: "from", kind: "tight" },
          { head: "hours, 0 to 24" },
        ],
        rows: rows.slice(0, MOST_ROWS).map(readsRow),
        more: rows.length - MOST_ROWS,
      })
}
</section>`;
}

/** The secrets with the most urgent reads first, then the most read; and so the reads of each. */
function inOrder(reads: readonly ReadsOf[]): readonly ReadsOf[] {
  return [...bySecret(reads).values()]
    .map((all) => {
      const sorted = [...all].sort((a, b) => urgency(a) - urgency(b) || b.count - a.count);
      return { sorted, urgency: urgency(sorted[0]!), count: sumOf(all.map(({ count }) => count)) };
    })
    .sort((a, b) => a.urgency - b.urgency || b.count - a.count)
    .flatMap(({ sorted }) => sorted);
}

function urgency({ verdict }: ReadsOf): number {
  return readVerdicts.indexOf(verdict);
}

function readsRow(read: ReadsOf): readonly (PageText | string | number)[] {
  const [place] = read.places;
  const others = read.places.length - 1 + read.otherPlaces;
  return [
    short(read.secret, 100),
    inPage`${short(accountSaid(read), 40)}<br><span class="soft">${short(read.region, 20)}</span>`,
    short(read.reader.name, 80),
    verdictWords[read.verdict].title,
    read.count,
    read.days.size,
    dayOf(read.first),
    dayOf(read.last),
    place === undefined ? "–" : inPage`${short(place.place, 60)}${others > 0 ? ` +${others}` : ""}`,
    hourStrip(read.hours),
  ];
}
