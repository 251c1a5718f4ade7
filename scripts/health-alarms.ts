import { healthAlarms, type HealthAlarm } from "../health/alarms";
import { inCell } from "../text/markdown";

const BEGIN = "<!-- The table is made by npm run generate. -->";
const END = "<!-- The end of the table. -->";

/**
 * The page about the watch's health, with its table of alarms as they are now.
 *
 * @throws RangeError if the page has no place for it
 */
export function withAlarms(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from === -1 || to < from) throw new RangeError(`docs/health.md has no place for the alarms: ${BEGIN}`);
  const alarms: readonly HealthAlarm[] = Object.values(healthAlarms);
  const rows = alarms.map(({ id, what, blind, account }) => [
    `\`${id}\``,
    inCell(what),
    inCell(blind),
    places[account ?? "security"],
  ]);
  const table = [["Alarm", "It means", "Blind meanwhile", "It is in"], ["---", "---", "---", "---"], ...rows];
  return [
    page.slice(0, from + BEGIN.length),
    "",
    ...table.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    page.slice(to),
  ].join("\n");
}

const places = {
  security: "the security account",
  trail: "the account that makes the trail",
  every: "every account and region",
} as const satisfies Record<NonNullable<HealthAlarm["account"]> | "security", string>;
