import { inPage, type PageText, short } from "../../text/page";
import { type History, type ReadsOf, readVerdicts } from "../history";
import { dayOf } from "../when";
import { hourStrip } from "./chart";
import { accountSaid } from "./tags";
import { table } from "./table";
import { sumOf, verdictWords } from "../words";

const MOST_ROWS = 400;

/** Who reads what, secret by secret; those with the most urgent reads first. */
export function secretsSection({ reads }: History): PageText {
  const rows = bySecret(reads).flat();
  return inPage`<section aria-labelledby="secrets"><h2 id="secrets">Readers by secret</h2>
${
  rows.length === 0
    ? inPage`<p>There was no read.</p>`
    : table({
        caption: "Every secret with its readers, and when in the day (UTC) they read it",
        columns: [
          { head: "secret", kind: "wide" },
          { head: "account" },
          { head: "reader", kind: "wide" },
          { head: "verdict" },
          { head: "reads", kind: "number" },
          { head: "days", kind: "number" },
          { head: "first" },
          { head: "last" },
          { head: "from" },
          { head: "hours, 0 to 24" },
        ],
        rows: rows.slice(0, MOST_ROWS).map(readsRow),
        more: rows.length - MOST_ROWS,
      })
}
</section>`;
}

function bySecret(reads: readonly ReadsOf[]): readonly (readonly ReadsOf[])[] {
  const groups = new Map<string, ReadsOf[]>();
  for (const each of reads) {
    const key = JSON.stringify([each.accountId, each.region, each.store, each.secret]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  const urgency = (group: readonly ReadsOf[]) => readVerdicts.indexOf(group[0]!.verdict);
  const inOrder = (a: ReadsOf, b: ReadsOf) =>
    readVerdicts.indexOf(a.verdict) - readVerdicts.indexOf(b.verdict) || b.count - a.count;
  return [...groups.values()]
    .map((group) => group.sort(inOrder))
    .sort((a, b) => urgency(a) - urgency(b) || sumOf(b.map(({ count }) => count)) - sumOf(a.map(({ count }) => count)));
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
