import { inPage, joinedPage, type PageText, short } from "../../text/page";
import type { History } from "../history";
import { accountSaid } from "./tags";
import { table } from "./table";
import { counted, number, sumOf, verdictWords } from "../words";

const MOST_ROWS = 200;
const MOST_NAMES = 12;

/** What nobody would have heard of, though nobody expected it. */
export function silentSection({ reads, detections, told }: History): PageText {
  const silent = reads.filter(({ isTold, verdict }) => !isTold && verdict !== "expected");
  const below = detections.filter(({ alarms }) => alarms === 0);
  const heard = new Set(told.daily.map(({ recipient }) => recipient));
  const unheard = told.recipients.filter(({ name }) => !heard.has(name)).map(({ name }) => name);
  const list = (names: readonly string[]) => {
    const shown = joinedPage(
      names.slice(0, MOST_NAMES).map((name) => short(name, 80)),
      ", ",
    );
    return names.length > MOST_NAMES ? inPage`${shown} and ${number(names.length - MOST_NAMES)} more` : shown;
  };
  const expected = reads.filter(({ verdict }) => verdict === "expected");
  return inPage`<section aria-labelledby="silent"><h2 id="silent">Silent</h2>
<p>${counted(sumOf(expected.map(({ count }) => count)), "expected read")} would have told nobody anything, as they should.</p>
${
  silent.length === 0
    ? inPage`<p>No read that nobody expected would have been silent.</p>`
    : table({
        caption: "Reads that are not expected, and that nobody would have been told of",
        columns: [
          { head: "secret", kind: "wide" },
          { head: "account" },
          { head: "reader", kind: "wide" },
          { head: "why" },
          { head: "reads", kind: "number" },
        ],
        rows: silent
          .slice(0, MOST_ROWS)
          .map((read) => [
            short(read.secret, 100),
            short(accountSaid(read), 40),
            short(read.reader.name, 80),
            verdictWords[read.verdict].title,
            read.count,
          ]),
        more: silent.length - MOST_ROWS,
      })
}
${below.length === 0 ? inPage`` : inPage`<p>Events of these detections stayed below their thresholds: ${list(below.map(({ title }) => title))}.</p>`}
${unheard.length === 0 ? inPage`` : inPage`<p>Would have heard nothing: ${list(unheard)}.</p>`}
</section>`;
}
