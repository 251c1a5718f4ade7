import { pipelineAlarms } from "./pipeline-alarms";

/** Names of alarms and filters of the product beside the catalogue; `secret-decoy-read` is not always in there. */
const reservedIds: readonly string[] = [
  "secret-decoy-read",
  "trail-silent",
  "trail-events",
  "reads-undelivered",
  ...Object.values(pipelineAlarms).map(({ id }) => id),
];

/** Whether an id is taken for an alarm of the product, so that a detection can't have it. */
export function isReservedId(id: string): boolean {
  return reservedIds.includes(id);
}
