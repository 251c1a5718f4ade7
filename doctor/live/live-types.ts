import { alarmLooks } from "./alarm-looks";
import { eventLooks } from "./event-looks";
import { identityLooks } from "./identity-looks";
import { keyLooks } from "./key-looks";
import type { LiveType } from "./live-type";
import { logLooks } from "./log-looks";
import { messageLooks } from "./message-looks";
import { searchLooks } from "./search-looks";
import { secretLooks } from "./secret-looks";
import { storageLooks } from "./storage-looks";
import { trailLooks } from "./trail-looks";

/** How doctor sees each type of resources. */
export const liveTypes: Readonly<Record<string, LiveType>> = {
  ...trailLooks,
  ...logLooks,
  ...alarmLooks,
  ...keyLooks,
  ...storageLooks,
  ...identityLooks,
  ...searchLooks,
  ...eventLooks,
  ...messageLooks,
  ...secretLooks,
};
