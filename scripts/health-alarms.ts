import { healthAlarms, type HealthAlarm } from "../health/alarms";
import { inCell } from "../text/markdown";
import { withTable } from "./table-in-page";

/**
 * The page about the watch's health, with its table of alarms as they are now.
 *
 * @throws RangeError if the page has no place for it
 */
export function withAlarms(page: string): string {
  const alarms: readonly HealthAlarm[] = Object.values(healthAlarms);
  const rows = alarms.map(({ id, what, blind, account }) => [
    `\`${id}\``,
    inCell(what),
    inCell(blind),
    places[account ?? "security"],
  ]);
  return withTable(page, "docs/health.md", [["Alarm", "It means", "Blind meanwhile", "It is in"], ...rows]);
}

const places = {
  security: "the security account",
  trail: "the account that makes the trail",
  every: "every account and region",
} as const satisfies Record<NonNullable<HealthAlarm["account"]> | "security", string>;
