/** Days that planned work lasts at most. */
export const MOST_PLANNED_DAYS = 14;

/** What such a time looks like: at a quarter of an hour, as the windows are in which reads are counted. */
export const plannedTimePattern = /^(\d{4}-\d\d-\d\d)T(\d\d):(00|15|30|45)(?::00)?(?:Z|([+-])(\d\d):(00|15|30|45))$/;

/**
 * A time as the file has it, 2026-03-01T20:00+01:00, in milliseconds since 1970.
 *
 * @returns nothing for a time that no calendar and no clock has
 */
export function plannedTime(text: string): number | undefined {
  const [, date, hour, minute, sign, away, minutesAway] = plannedTimePattern.exec(text) ?? [];
  if (date === undefined) return undefined;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // Some days that are none are read as days of the next month.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return undefined;
  // The furthest place from UTC is Kiribati, 14 hours.
  if (Number(hour) > 23 || Number(away ?? 0) > 14) return undefined;
  const distance = (sign === "-" ? -1 : 1) * (Number(away ?? 0) * 60 + Number(minutesAway ?? 0));
  return midnight + (Number(hour) * 60 + Number(minute) - distance) * 60_000;
}
