import { alarmLooks } from "./alarm-looks";
import { eventLooks } from "./event-looks";
import type { LiveType } from "./live-type";
import { logLooks } from "./log-looks";
import { messageLooks } from "./message-looks";
import { secretLooks } from "./secret-looks";
import { trailLooks } from "./trail-looks";

/** How doctor sees each type of resources. */
export const liveTypes: Readonly<Record<string, LiveType>> = {
  ...trailLooks,
  ...logLooks,
  ...alarmLooks,
  ...eventLooks,
  ...messageLooks,
  ...secretLooks,
};
