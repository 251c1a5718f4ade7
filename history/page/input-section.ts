import { inPage, joinedPage, type PageText, short } from "../../text/page";
import type { History } from "../history";
import { isoOf } from "../when";
import type { ReportAbout } from "./about";
import { table } from "./table";
import { counted, number } from "../words";

const MOST_ROWS = 200;

/** What was read to come by all this, and what was not. */
export function inputSection({ seen }: History, about: ReportAbout): PageText {
  const passed = [...seen.passedOver].map(([kind, count]) => `${number(count)} ${kind}`);
  return inPage`<section aria-labelledby="input"><h2 id="input">What was read</h2>
<ul>
<li>${counted(seen.events, "event")}${seen.from === undefined ? "" : `, from ${isoOf(seen.from)} to ${isoOf(seen.to ?? seen.from)}`}</li>
<li>Configuration: <code>${short(about.configuration, 200)}</code>, with ${counted(about.accounts.size, "account")} and ${counted(about.detections.length, "detection")}</li>
${seen.doubled > 0 ? inPage`<li>${number(seen.doubled)} came twice, and count once</li>` : inPage``}
${passed.length > 0 ? inPage`<li>Passed over, for they are no calls: ${joinedPage(passed, ", ")}</li>` : inPage``}
</ul>
${
  seen.problems.length === 0
    ? inPage`<p>Nothing was left out.</p>`
    : table({
        caption: "What could not be read",
        columns: [
          { head: "place", kind: "wide" },
          { head: "problem", kind: "wide" },
          { head: "times", kind: "number" },
        ],
        rows: seen.problems
          .slice(0, MOST_ROWS)
          .map(({ place, problem, count }) => [short(place, 200), short(problem, 300), count]),
        more: seen.problems.length - MOST_ROWS,
      })
}
</section>`;
}
