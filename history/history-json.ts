import type { History } from "./history";

/** A history as JSON has it: maps are objects, times are ISO texts. */
export function historyJson({ seen, days, reads, told, detections }: History): object {
  return {
    version: 1,
    seen: {
      ...seen,
      from: timeText(seen.from),
      to: timeText(seen.to),
      passedOver: Object.fromEntries(seen.passedOver),
    },
    days,
    reads: reads.map((each) => ({
      ...each,
      days: Object.fromEntries(each.days),
      first: timeText(each.first),
      last: timeText(each.last),
    })),
    told,
    detections: detections.map((each) => ({
      ...each,
      days: Object.fromEntries(each.days),
      first: timeText(each.first),
      last: timeText(each.last),
      accounts: Object.fromEntries(each.accounts),
      callers: Object.fromEntries(each.callers),
    })),
  };
}

function timeText(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
