/** Times as all of a report has them: UTC, in ISO's order. */

/** The day (UTC) of a time in milliseconds since 1970: YYYY-MM-DD. */
export function dayOf(time: number): string {
  return isoOf(time).slice(0, 10);
}

const DAY = 86_400_000;

/** Every day (UTC) from that of one time to that of another. */
export function daysFrom(first: number, last: number): readonly string[] {
  const [from, to] = [Math.floor(first / DAY), Math.floor(last / DAY)];
  return Array.from({ length: to - from + 1 }, (_, index) => dayOf((from + index) * DAY));
}

/** To the minute, for people. */
export function minuteOf(time: number): string {
  return isoOf(time).slice(0, 16).replace("T", " ");
}

/** For machines. */
export function isoOf(time: number): string {
  // Past either end no Date has a text.
  return new Date(Math.min(Math.max(time, -8.64e15), 8.64e15)).toISOString();
}

/** Whole days from one to another, both YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** From one time to another: within a day to the minute, beyond it by days. */
export function spanOf(first: number, last: number): string {
  const [from, to] = [minuteOf(first), minuteOf(last)];
  if (from === to) return from;
  return dayOf(first) === dayOf(last) ? `${from} – ${to.slice(11)}` : `${dayOf(first)} – ${dayOf(last)}`;
}
