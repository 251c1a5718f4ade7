import type { Kind } from "./kind";

/** Of the trail, log groups, filters, alarms, keys, buckets, roles and what searches the archive. */
export const trailKinds = {
  "trail-stopped": {
    urgency: "blind",
    title: "The trail does not log",
    blind: "Everything: neither rules nor alarms get events of CloudTrail.",
    concerned: "security team",
  },
  "trail-changed": {
    urgency: "blind",
    title: "The trail is set otherwise",
    blind: "Calls that it no longer records, or that it records elsewhere.",
    concerned: "security team",
  },
  "trail-selects-otherwise": {
    urgency: "blind",
    title: "The trail does not record all that it should",
    blind: "The calls that its selectors leave out, for rules and alarms alike.",
    concerned: "security team",
  },
  "trail-selects-more": {
    urgency: "weak",
    title: "The trail records more than it should",
    blind: "Nothing. It costs, and somebody changed the trail by hand.",
    concerned: "security team",
  },
  "trail-files-undelivered": {
    urgency: "weak",
    title: "The trail's files don't come to the bucket",
    blind: "Nothing at once; the archive has a gap, which nobody can fill later.",
    concerned: "security team",
  },
  "trail-events-undelivered": {
    urgency: "blind",
    title: "The trail's events don't come to the log group",
    blind: "All that alarms count: no detection of the trail goes off.",
    concerned: "security team",
  },
  "trail-digests-undelivered": {
    urgency: "weak",
    title: "The trail's digests don't come to the bucket",
    blind: "Whether somebody changed or deleted files of the archive.",
    concerned: "security team",
  },
  "trail-administrator-missing": {
    urgency: "weak",
    title: "The account is not CloudTrail's delegated administrator",
    blind: "Nothing at once; nobody can start or mend the trail from the security account.",
    concerned: "management account",
  },
} as const satisfies Readonly<Record<string, Kind>>;
