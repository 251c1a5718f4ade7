import { inPage, type PageText } from "../../text/page";
import { type History, readVerdicts } from "../history";
import { type BarRow, barChart, hourStrip, type Steps } from "./chart";
import { sumOfHours } from "../habits";
import { folded, table } from "./table";
import { sumOf, verdictWords } from "../words";

/** Reads over time, by what would have become of them. */
export function readsSection({ reads }: History, steps: Steps): PageText {
  const kinds = readVerdicts.flatMap((verdict) => {
    const its = reads.filter((read) => read.verdict === verdict);
    if (its.length === 0) return [];
    const byStep = steps.names.map(() => 0);
    for (const { days } of its) steps.sums(days).forEach((count, at) => (byStep[at]! += count));
    return [{ verdict, byStep, hours: sumOfHours(its) }];
  });
  const rows = kinds.map(({ verdict, byStep, hours }): BarRow => {
    const { title, meaning } = verdictWords[verdict];
    return {
      title: inPage`<strong>${title}</strong><br><span class="soft small">${meaning}</span>`,
      said: `Reads ${meaning}`,
      values: byStep,
      isHot: verdict !== "expected",
      hours,
    } as BarRow;
  });
  const asTable = table({
    caption:
      steps.days === 1
        ? "Reads by day (UTC) and verdict"
        : `Reads by ${steps.days} days from this one (UTC) and verdict`,
    columns: [
      { head: "from" },
      ...kinds.map(({ verdict }) => ({ head: verdictWords[verdict].title, kind: "number" as const })),
    ],
    rows: steps.names.map((name, at) => [name, ...kinds.map(({ byStep }) => byStep[at]!)]),
  });
  const hours = table({
    caption: "Reads by hour of the day (UTC) and verdict",
    columns: [
      { head: "verdict" },
      { head: "hours" },
      ...Array.from({ length: 24 }, (_, hour) => ({ head: String(hour), kind: "number" as const })),
    ],
    rows: kinds.map(({ verdict, hours: counts }) => [verdictWords[verdict].title, hourStrip(counts), ...counts]),
  });
  return inPage`<section aria-labelledby="over-time"><h2 id="over-time">Reads over time</h2>
${
  sumOf(reads.map(({ count }) => count)) === 0
    ? inPage`<p>There was no read.</p>`
    : inPage`<figure><figcaption>One bar for ${steps.days === 1 ? "each day" : `every ${steps.days} days`}; each row has a scale of its own.</figcaption>${barChart(rows, steps, "reads")}</figure>
${folded("Reads by day, as a table", asTable)}
${folded("Reads by hour, as a table", hours)}`
}
</section>`;
}
