import { alarmLooks } from "./alarm-looks";
import type { LiveType } from "./live-type";
import { logLooks } from "./log-looks";
import { trailLooks } from "./trail-looks";

/** How doctor sees each type of resources. */
export const liveTypes: Readonly<Record<string, LiveType>> = { ...trailLooks, ...logLooks, ...alarmLooks };
