import type { Kind } from "./kind";

/** Of the trail, log groups, filters, alarms, keys, buckets, roles and what searches the archive. */
export const trailKinds = {
  "trail-stopped": {
    urgency: "blind",
    title: "The trail does not log",
    blind: "Everything: neither rules nor alarms get events of CloudTrail.",
    concerned: "security team",
  },
} as const satisfies Readonly<Record<string, Kind>>;
