import { inPage, joinedPage, type PageText, short } from "../../text/page";
import type { ReadsOf } from "../history";
import type { UnusualReader } from "../unusual";
import { minuteOf } from "../when";
import { recordDetails } from "./record";
import { accountSaid, severityTag } from "./tags";
import { counted, number, verdictWords } from "../words";

const MOST_READERS = 60;
const MOST_SECRETS = 2;

/** Readers whom nobody expected, each with what it read and the record of it. */
export function unusualSection(readers: readonly UnusualReader[]): PageText {
  const shown = readers.slice(0, MOST_READERS);
  const more = readers.length - shown.length;
  return inPage`<section aria-labelledby="unexpected"><h2 id="unexpected">Not expected</h2>
${
  readers.length === 0
    ? inPage`<p>Nobody read anything that they are not expected to read.</p>`
    : inPage`<p class="soft small">Whom to look at first: what was read, and what sets the reader apart from the others. Times are UTC.</p>
<ol class="readers">
${joinedPage(shown.map(readerItem), "\n")}
</ol>`
}
${more > 0 ? inPage`<p class="soft small">And ${number(more)} more readers, below by secret and whole in <code>--json</code> and <code>--csv</code>.</p>` : inPage``}
</section>`;
}

function readerItem(each: UnusualReader): PageText {
  const { reader, severity, verdict, reads, count, first, last, signs } = each;
  const when = first === last ? minuteOf(first) : `${minuteOf(first)} – ${minuteOf(last)}`;
  const [one] = reads as [ReadsOf];
  const who = reader.person ?? reader.name;
  return inPage`<li><p class="tagged">${severityTag(severity)}<br><span class="small soft">${verdictWords[verdict].title}</span></p>
<div><h3>${short(who, 80)}</h3>${principalLine(each)}</div>
<div>${secretsSaid(reads)}</div>
<p class="small">${placesSaid(reads)}</p>
<p class="small n">${when}<br><span class="soft">${counted(count, "read")}</span></p>
${
  signs.length === 0
    ? inPage``
    : inPage`<ul class="signs" aria-label="What sets it apart">${joinedPage(
        signs.map(({ said }) => inPage`<li>${said}</li>`),
        "",
      )}</ul>`
}
${recordDetails(one.firstRecord, `The first event, by ${who.slice(0, 60)}`)}</li>`;
}

function principalLine({ reader }: UnusualReader): PageText {
  const line = reader.principal ?? reader.type;
  if (line === undefined || line === reader.name) return inPage``;
  return inPage`<p class="small soft">${short(line, 140)}</p>`;
}

function secretsSaid(reads: readonly ReadsOf[]): PageText {
  const bySecret = new Map(reads.map((read) => [JSON.stringify([read.accountId, read.region, read.secret]), read]));
  const shown = [...bySecret.values()].slice(0, MOST_SECRETS);
  const more = bySecret.size - shown.length;
  const list = joinedPage(
    shown.map(
      (read) =>
        inPage`<p>${short(read.secret, 90)} <span class="small soft">${short(accountSaid(read), 40)}, ${short(read.region, 20)}</span></p>`,
    ),
    "",
  );
  return more > 0 ? inPage`${list}<p class="small soft">and ${number(more)} more</p>` : list;
}

function placesSaid(reads: readonly ReadsOf[]): PageText {
  const places = [...new Set(reads.flatMap((read) => read.places.map(({ place }) => place)))];
  const others = places.length - 2 + reads.reduce((sum, { otherPlaces }) => sum + otherPlaces, 0);
  const shown = joinedPage(
    places.slice(0, 2).map((place) => short(place, 60)),
    ", ",
  );
  if (places.length === 0) return inPage`<span class="soft">from an unknown place</span>`;
  return others > 0 ? inPage`from ${shown} and ${counted(others, "other place")}` : inPage`from ${shown}`;
}
