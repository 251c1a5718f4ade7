import { inPage, joinedPage, type PageText, short } from "../../text/page";
import type { ReadsOf } from "../history";
import { secretKey } from "../habits";
import type { UnusualReader } from "../unusual";
import { spanOf } from "../when";
import { recordDetails } from "./record";
import { accountSaid, severityTag } from "./tags";
import { counted, number, verdictWords } from "../words";

const MOST_READERS = 60;
/** Of secrets and places, by name. */
const MOST_NAMES = 2;

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

function readerItem({ reader, severity, verdict, reads, count, first, last, signs }: UnusualReader): PageText {
  const who = reader.person ?? reader.name;
  const principal = reader.principal ?? reader.type ?? "";
  return inPage`<li><p class="tagged">${severityTag(severity)} <span class="small soft">${verdictWords[verdict].title}</span></p>
<div class="facts"><div><h3>${short(who, 80)}</h3><p class="small soft cut" title="${short(principal, 300)}">${short(principal, 300)}</p></div>
${secretsSaid(reads)}
<p class="small">${placesSaid(reads)}</p>
<p class="small when">${spanOf(first, last)}<br><span class="soft">${counted(count, "read")}</span></p></div>
<div class="more">${signsSaid(signs)}${recordDetails(reads[0]!.firstRecord, inPage`Event<span class="heard">, the first by ${short(who, 60)}</span>`)}</div></li>`;
}

function signsSaid(signs: UnusualReader["signs"]): PageText {
  if (signs.length === 0) return inPage``;
  const items = signs.map(({ said }) => inPage`<li>${said}</li>`);
  return inPage`<ul class="signs" aria-label="What sets it apart">${joinedPage(items, "")}</ul>`;
}

/** The first of them by name, and where they are. */
function secretsSaid(reads: readonly ReadsOf[]): PageText {
  const names = [...new Set(reads.map(({ secret }) => secret))];
  const all = new Set(reads.map(secretKey)).size;
  const places = [...new Set(reads.map((read) => `${accountSaid(read)}, ${read.region}`))];
  const more = all - Math.min(names.length, MOST_NAMES);
  return inPage`<div><p class="clamp">${joinedPage(
    names.slice(0, MOST_NAMES).map((name) => short(name, 90)),
    ", ",
  )}${more > 0 ? ` and ${number(more)} more` : ""}</p><p class="small soft cut">${short(places[0]!, 60)}${
    places.length > 1 ? ` and ${counted(places.length - 1, "other place")}` : ""
  }</p></div>`;
}

function placesSaid(reads: readonly ReadsOf[]): PageText {
  const places = [...new Set(reads.flatMap((read) => read.places.map(({ place }) => place)))];
  if (places.length === 0) return inPage`<span class="soft">from an unknown place</span>`;
  const others = places.length - MOST_NAMES + reads.reduce((sum, { otherPlaces }) => sum + otherPlaces, 0);
  const shown = places.slice(0, MOST_NAMES).map((place) => short(place, 60));
  return inPage`from ${joinedPage(shown, ", ")}${others > 0 ? ` and ${counted(others, "other place")}` : ""}`;
}
