import { inPage, joinedPage, type PageText } from "../../text/page";
import { counted, number, sumOf } from "../words";

/** A row of bars in a chart, one for each day or so. */
export interface BarRow {
  /** What is counted, for people who see it and for those who hear it. */
  readonly title: PageText | string;
  readonly said: string;
  /** One for each of the chart's steps. */
  readonly values: readonly number[];
  /** On top of the values, drawn another way. */
  readonly others?: readonly number[];
  /** A value that the bars are to be held against. @default - none */
  readonly limit?: number;
  /** Right of the bars. @default - the most and the sum */
  readonly size?: string;
  readonly isHot?: boolean;
  readonly isTall?: boolean;
}

/** Days, or, of a history that is longer than there is room for, weeks and more. */
export interface Steps {
  readonly names: readonly string[];
  /** Days in each. */
  readonly days: number;
  /** Sums by day as sums by step. */
  readonly sums: (byDay: ReadonlyMap<string, number>) => readonly number[];
}

const MOST_STEPS = 186;

/** @param days YYYY-MM-DD, in order */
export function stepsOf(days: readonly string[]): Steps {
  const size = days.length <= MOST_STEPS ? 1 : 7 * Math.ceil(days.length / 7 / MOST_STEPS);
  const index = new Map(days.map((day, at) => [day, Math.floor(at / size)]));
  const names = days.filter((_, at) => at % size === 0);
  return {
    names,
    days: size,
    sums: (byDay) => {
      const sums = names.map(() => 0);
      for (const [day, count] of byDay) {
        const at = index.get(day);
        if (at !== undefined) sums[at]! += count;
      }
      return sums;
    },
  };
}

/** Rows of bars over the same steps, each with a scale of its own, for a rare thing matters more than a frequent one. */
export function barChart(rows: readonly BarRow[], steps: Steps, id: string): PageText {
  const [first = "", last = ""] = [steps.names[0], steps.names.at(-1)];
  return inPage`<div class="chart">
${joinedPage(
  rows.map((row, index) => barRow(row, steps, `${id}-${index}`)),
  "",
)}<div class="axis" aria-hidden="true"><span>${first}</span><span>${last === first ? "" : last}</span></div>
</div>`;
}

const HEIGHT = 100;

function barRow(row: BarRow, steps: Steps, id: string): PageText {
  const { title, said, values, limit, isHot = false, isTall = false } = row;
  const sums = values.map((value, at) => value + (row.others?.[at] ?? 0));
  const top = Math.max(1, ...sums, limit === undefined ? 0 : limit * 1.15);
  const at = (value: number) => rounded(HEIGHT - (value / top) * HEIGHT);
  const bars = sums.map((sum, index) => {
    if (sum === 0) return inPage``;
    const [own, x] = [values[index]!, index + 0.12];
    const tip = `${steps.names[index]!}: ${number(sum)}`;
    const lower = own === 0 ? inPage`` : rect(x, at(own), rounded(HEIGHT - at(own)), isHot ? "hot" : "bar");
    const upper = sum === own ? inPage`` : rect(x, at(sum), rounded(at(own) - at(sum)), "bar2");
    return inPage`<g><title>${tip}</title>${lower}${upper}</g>`;
  });
  const line = limit === undefined ? inPage`` : inPage`<path class="line" d="M0 ${at(limit)}H${steps.names.length}"/>`;
  return inPage`<div class="what">${title}</div>
<svg role="img" aria-labelledby="${id}" preserveAspectRatio="none" viewBox="0 0 ${Math.max(1, steps.names.length)} ${HEIGHT}"${isTall ? inPage` class="tall"` : inPage``}><title id="${id}">${said}: ${sizeOf(row, steps)}</title>${joinedPage(bars, "")}${line}</svg>
<div class="size" aria-hidden="true">${row.size ?? sizeOf(row, steps)}</div>
`;
}

function rect(x: number, y: number, height: number, kind: "bar" | "bar2" | "hot"): PageText {
  const name = { bar: inPage`bar`, bar2: inPage`bar2`, hot: inPage`hot` }[kind];
  // A bar that is seen, however small.
  return inPage`<rect class="${name}" x="${x}" y="${Math.min(y, HEIGHT - 2)}" width=".76" height="${Math.max(2, height)}"/>`;
}

function sizeOf({ values, others = [] }: BarRow, { days }: Steps): string {
  const sums = values.map((value, at) => value + (others[at] ?? 0));
  const step = days === 1 ? "a day" : days === 7 ? "a week" : `in ${days} days`;
  return `${number(sumOf(sums))} in all, ${number(Math.max(0, ...sums))} ${step} at most`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** When in the day, as 24 small bars. @param hours counts by hour, UTC */
export function hourStrip(hours: readonly number[]): PageText {
  const top = Math.max(1, ...hours);
  const path = hours.map((count, hour) => {
    if (count === 0) return inPage``;
    const height = Math.max(2, Math.round((count / top) * 10));
    return inPage`M${hour} 10v-${height}h.8v${height}z`;
  });
  return inPage`<svg class="hours" role="img" aria-label="${hoursSaid(hours)}" preserveAspectRatio="none" viewBox="0 0 24 10"><path class="bar" d="${joinedPage(path, "")}"/></svg>`;
}

/** The hours in which there was anything, in words: from 02 to 04 and from 22 to 23 UTC. */
export function hoursSaid(hours: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  hours.forEach((count, hour) => {
    if (count === 0) return;
    const run = runs.at(-1);
    if (run?.[1] === hour - 1) run[1] = hour;
    else runs.push([hour, hour]);
  });
  const busy = sumOf(hours.map((count) => (count > 0 ? 1 : 0)));
  if (busy === 0) return "at no hour";
  if (busy === 24) return "at all hours";
  if (runs.length > 4) return `in ${counted(busy, "hour")} of the day`;
  const clock = (hour: number) => String(hour % 24).padStart(2, "0");
  return `${runs.map(([first, last]) => `${clock(first)}–${clock(last + 1)}`).join(", ")} UTC`;
}
