import { healthAlarms } from "./alarms";

/** Counts the events of a trail that was there already. */
export const TRAIL_EVENTS_ID = "trail-events";

/** Names of alarms and filters of the product beside the catalogue, and of what its messages tell; `secret-decoy-read` is not always in there. */
const reservedIds: readonly string[] = [
  "secret-decoy-read",
  "drill-read",
  TRAIL_EVENTS_ID,
  ...Object.values(healthAlarms).map(({ id }) => id),
];

/** Whether an id is taken for an alarm of the product, so that a detection can't have it. */
export function isReservedId(id: string): boolean {
  return reservedIds.includes(id);
}
