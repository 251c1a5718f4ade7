import { readKinds, readKindNames } from "../../reads/kinds";
import { inPage, joinedPage, type PageText, short } from "../../text/page";
import { WINDOW_MINUTES } from "../../messages/states/budgets";
import type { DailyMessages, History, MessageForm } from "../history";
import type { ReportAbout } from "./about";
import { type BarRow, barChart, type Steps } from "./chart";
import { severityTag } from "./tags";
import { folded, table } from "./table";
import { number, sumOf } from "../words";

/** Mails about single reads that one account can cause within a window; the rest comes in one digest after it. */
export const BUDGET = sumOf(readKindNames.map((kind) => readKinds[kind].mailsAtOnce));

const MOST_RECIPIENTS = 12;
const MOST_LOUD = 25;

/** What people would have been told: by recipient and day, and what it was about. */
export function mailsSection({ told }: History, steps: Steps, about: ReportAbout): PageText {
  const byRecipient = groupedByRecipient(told.daily);
  const shown = byRecipient.slice(0, MOST_RECIPIENTS);
  const rows = shown.map(([recipient, daily]) => recipientRow(recipient, daily, steps));
  const more = byRecipient.length - shown.length;
  return inPage`<section aria-labelledby="told"><h2 id="told">Mails a day</h2>
${
  rows.length === 0
    ? inPage`<p>Nobody would have been told of anything.</p>`
    : inPage`<figure><figcaption>What each recipient would have got: full bars are mails and chats of their own, outlined ones on top are digests.${budgetSaid(steps)}</figcaption>
${barChart(rows, steps, "mails")}</figure>
${more > 0 ? inPage`<p class="soft small">And ${number(more)} more recipients, in the table.</p>` : inPage``}
${folded("Messages by recipient, as a table", recipientsTable(byRecipient))}`
}
${loudest(told.loudest, about)}
</section>`;
}

/** Only days have the line: a sum of weeks would be above it, however quiet they were. */
function budgetSaid({ days }: Steps): string {
  const budget = `${BUDGET} mails about single reads are what one account can cause within ${WINDOW_MINUTES} minutes; what goes beyond comes in a digest.`;
  return days === 1 ? ` The dashed line is the budget: ${budget}` : ` ${budget}`;
}

function groupedByRecipient(daily: readonly DailyMessages[]): readonly [string, readonly DailyMessages[]][] {
  const groups = new Map<string, DailyMessages[]>();
  for (const each of daily) {
    const group = groups.get(each.recipient);
    if (group === undefined) groups.set(each.recipient, [each]);
    else group.push(each);
  }
  return [...groups].sort(([, a], [, b]) => sumOf(b.map(countOf)) - sumOf(a.map(countOf)));
}

function recipientRow(recipient: string, daily: readonly DailyMessages[], steps: Steps): BarRow {
  const own = daily.filter(({ form }) => form !== "digest");
  return {
    title: inPage`<strong>${short(recipient, 60)}</strong>`,
    said: `Messages to ${recipient}`,
    values: steps.sums(byDay(own)),
    others: steps.sums(byDay(daily.filter(({ form }) => form === "digest"))),
    ...(steps.days === 1 ? { limit: BUDGET } : {}),
    isTall: true,
  };
}

function byDay(daily: readonly DailyMessages[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { day, count } of daily) sums.set(day, (sums.get(day) ?? 0) + count);
  return sums;
}

function countOf({ count }: DailyMessages): number {
  return count;
}

const formWords: Readonly<Record<MessageForm, string>> = {
  mail: "mails",
  digest: "digests",
  chat: "chats",
  event: "events",
};

const MOST_ROWS = 400;

function recipientsTable(byRecipient: readonly [string, readonly DailyMessages[]][]): PageText {
  const forms = (Object.keys(formWords) as readonly MessageForm[]).filter((form) =>
    byRecipient.some(([, daily]) => daily.some((each) => each.form === form)),
  );
  return table({
    caption: "Messages to each recipient, in all and on the day with the most",
    columns: [
      { head: "recipient", kind: "wide" },
      ...forms.map((form) => ({ head: formWords[form], kind: "number" as const })),
      { head: "most in a day", kind: "number" },
      { head: "on" },
    ],
    rows: byRecipient.slice(0, MOST_ROWS).map(([recipient, daily]) => {
      const [day, most] = [...byDay(daily)].reduce((a, b) => (b[1] > a[1] ? b : a));
      return [
        short(recipient, 80),
        ...forms.map((form) => sumOf(daily.filter((each) => each.form === form).map(countOf))),
        most,
        day,
      ];
    }),
    more: byRecipient.length - MOST_ROWS,
  });
}

function loudest(loud: History["told"]["loudest"], { accounts }: ReportAbout): PageText {
  if (loud.length === 0) return inPage``;
  return joinedPage(
    [
      inPage`<h3 id="loudest">The loudest</h3>`,
      table({
        caption: "What most messages would have been about",
        columns: [
          { head: "of", kind: "wide" },
          { head: "severity" },
          { head: "reader" },
          { head: "secret" },
          { head: "account" },
          { head: "events", kind: "number" },
          { head: "messages", kind: "number" },
          { head: "digests", kind: "number" },
        ],
        rows: loud
          .slice(0, MOST_LOUD)
          .map(({ detection, severity, reader, secret, accountId, events, messages, digests }) => [
            short(detection, 60),
            severityTag(severity),
            short(reader, 60),
            short(secret ?? "–", 60),
            short(accounts.get(accountId) ?? accountId, 40),
            events,
            messages,
            digests,
          ]),
        more: loud.length - MOST_LOUD,
      }),
    ],
    "\n",
  );
}
