import { alarmOf } from "../../detections/detection";
import { inPage, joinedPage, type PageText, short } from "../../text/page";
import type { FiredDetection, History } from "../history";
import { minuteOf } from "../when";
import type { ReportAbout } from "./about";
import { recordDetails } from "./record";
import { severityTag } from "./tags";
import { table } from "./table";
import { number } from "../words";

const MOST_DETECTIONS = 100;

/** Detections that would have fired, and how often their alarms would have gone off. */
export function detectionsSection({ detections }: History, about: ReportAbout): PageText {
  const alarms = new Map(about.detections.map((each) => [each.id, alarmOf(each)]));
  return inPage`<section aria-labelledby="detections"><h2 id="detections">Detections</h2>
${
  detections.length === 0
    ? inPage`<p>None would have fired.</p>`
    : inPage`${table({
        caption: "Detections that would have fired, the most urgent first",
        columns: [
          { head: "detection", kind: "wide" },
          { head: "severity" },
          { head: "events", kind: "number" },
          { head: "alarms", kind: "number" },
          { head: "goes off at", kind: "tight" },
          { head: "first", kind: "tight" },
          { head: "last", kind: "tight" },
          { head: "by", kind: "wide" },
          { head: "accounts", kind: "number" },
        ],
        rows: detections.slice(0, MOST_DETECTIONS).map((fired) => {
          const { threshold, period } = alarms.get(fired.id) ?? { threshold: 1, period: 60 };
          return [
            inPage`${short(fired.title, 100)}<br><span class="soft">${short(fired.id, 60)}</span>`,
            severityTag(fired.severity),
            fired.events,
            fired.alarms,
            `${number(threshold)} in ${number(period)} s`,
            minuteOf(fired.first),
            minuteOf(fired.last),
            callersSaid(fired),
            fired.accounts.size,
          ];
        }),
        more: detections.length - MOST_DETECTIONS,
      })}
<h3>Their events</h3>
${joinedPage(detections.slice(0, MOST_DETECTIONS).map(examples), "\n")}`
}
</section>`;
}

function callersSaid({ callers }: FiredDetection): PageText {
  const [most, ...rest] = [...callers].sort(([, a], [, b]) => b - a);
  if (most === undefined) return inPage`–`;
  return inPage`${short(most[0], 100)}${rest.length > 0 ? ` and ${number(rest.length)} more` : ""}`;
}

function examples({ examples: records, title }: FiredDetection): PageText {
  return joinedPage(
    records.slice(0, 2).map((record, index) => recordDetails(record, `${title.slice(0, 100)}: event ${index + 1}`)),
    "\n",
  );
}
