import { inPage, pageJson, type PageText } from "../../text/page";
import type { CloudTrailRecord } from "../../detections/detection";

/** Characters of a record: what anything is decided from is far shorter. */
const LONGEST_RECORD = 3000;
const LONGEST_VALUE = 300;

/** A record, cut down, to be folded out. @param summary what it is of */
export function recordDetails(record: CloudTrailRecord, summary: PageText | string): PageText {
  return inPage`<details class="record"><summary>${summary}</summary><pre tabindex="0">${pageJson(bounded(record, 6), LONGEST_RECORD)}</pre></details>`;
}

/** Long texts, long lists and deep trees as their beginnings. */
function bounded(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return "…";
  if (Array.isArray(value)) {
    const shown = value.slice(0, 10).map((each) => bounded(each, depth - 1));
    return value.length > 10 ? [...shown, "…"] : shown;
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 40)
      .map(([key, each]) => [key.slice(0, LONGEST_VALUE), bounded(each, depth - 1)]),
  );
}
