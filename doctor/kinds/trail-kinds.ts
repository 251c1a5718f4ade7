import type { Kind } from "./kind";

/** Of the trail, log groups, filters and alarms. */
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
  "existing-trail-missing": {
    urgency: "blind",
    title: "No trail writes to the log group that is copied",
    blind: "Everything that alarms count; rules see nothing either unless another trail logs.",
    concerned: "management account",
    docs: "existing-trail.md",
  },
  "trail-copied-otherwise": {
    urgency: "blind",
    title: "The events of the trail are copied otherwise",
    blind:
      "All that alarms count, of what is not copied or is copied elsewhere. The alarm trail-silent goes off only where nothing comes.",
    concerned: "management account",
    docs: "existing-trail.md",
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
  "log-group-changed": {
    urgency: "weak",
    title: "A log group is set otherwise",
    blind: "Events that it keeps for a shorter time, or that can be deleted or read by one more.",
    concerned: "security team",
  },
  "log-group-masked": {
    urgency: "blind",
    title: "A log group masks what is in events",
    blind: "What is masked: metric filters and queries find asterisks in its place, so that detections don't match.",
    concerned: "security team",
  },
  "metric-filter-changed": {
    urgency: "blind",
    title: "A metric filter counts something else",
    blind: "What its detection is about, or a part of it.",
    concerned: "security team",
  },
  "metric-filter-added": {
    urgency: "weak",
    title: "A metric filter that is not ours counts into our metrics",
    blind: "Nothing; alarms may go off for nothing, until nobody looks at them.",
    concerned: "security team",
  },
  "log-policy-changed": {
    urgency: "blind",
    title: "The policy that lets events into log groups is another one",
    blind: "Events that rules can't write any more, or that others write.",
    concerned: "security team",
  },
  "query-changed": {
    urgency: "weak",
    title: "A saved query asks something else",
    blind: "What it finds for people who look into an event.",
    concerned: "security team",
  },
  "alarm-actions-off": {
    urgency: "blind",
    title: "The actions of an alarm are off",
    blind: "It goes off, and nobody is told.",
    concerned: "security team",
  },
  "alarm-tells-others": {
    urgency: "blind",
    title: "An alarm tells others than it should",
    blind: "Who should be told and is not. Who is and should not be reads what the alarm is about.",
    concerned: "security team",
  },
  "alarm-changed": {
    urgency: "blind",
    title: "An alarm is set otherwise",
    blind: "What it goes off for later, or not at all.",
    concerned: "security team",
  },
  "alarm-muted": {
    urgency: "blind",
    title: "A rule mutes an alarm",
    blind: "It goes off, and nobody is told while the rule is in force.",
    concerned: "security team",
  },
  "alarm-to-be-muted": {
    urgency: "weak",
    title: "A rule is going to mute an alarm",
    blind: "Nothing now; from when the rule begins, it goes off and nobody is told.",
    concerned: "security team",
  },
  "alarm-muting-unread": {
    urgency: "unknown",
    title: "Whether rules mute alarms can't be found out",
    blind: "Whether people are told when alarms go off.",
    concerned: "security team",
  },
  "alarm-undecided": {
    urgency: "blind",
    title: "An alarm can't say whether it should be on",
    blind: "What the alarm is about: an alarm that looks for silence hears nothing of it.",
    concerned: "security team",
  },
  "health-alarm-on": {
    urgency: "blind",
    title: "An alarm on the watch itself is on",
    blind: "What the alarm says; docs/health.md has a row for each.",
    concerned: "security team",
    docs: "health.md",
  },
  "dashboard-changed": {
    urgency: "weak",
    title: "The dashboard shows something else",
    blind: "What people look for there; they are told as before.",
    concerned: "security team",
  },
} as const satisfies Readonly<Record<string, Kind>>;
