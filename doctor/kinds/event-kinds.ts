import type { Kind } from "./kind";

/** Of event buses, rules, targets, archives, and the state machines that rules start. */
export const eventKinds = {
  "rule-off": {
    urgency: "blind",
    title: "A rule is off",
    blind: "What the rule looks for.",
    concerned: "security team",
  },
  "rule-sees-no-reads": {
    urgency: "blind",
    title: "A rule is on, and sees no reads",
    blind:
      "Every read of a secret: they come only to rules in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. Signs of life still come through.",
    concerned: "security team",
    docs: "health.md#how-silence-is-noticed",
  },
  "rule-pattern": {
    urgency: "blind",
    title: "A rule looks for something else",
    blind: "What the configuration has it look for.",
    concerned: "security team",
  },
  "target-changed": {
    urgency: "blind",
    title: "A rule sends elsewhere, or otherwise",
    blind: "What the rule sees: it does not get to where it should, or not in words that are understood there.",
    concerned: "security team",
  },
  "target-loses": {
    urgency: "weak",
    title: "What a target can't deliver is lost",
    blind: "Nothing while it delivers; then nobody learns that it did not.",
    concerned: "security team",
  },
  "target-of-nobody": {
    urgency: "weak",
    title: "A rule also sends to a target that the configuration does not have",
    blind: "Nothing. Somebody else learns who reads which secret.",
    concerned: "security team",
  },
  "bus-changed": {
    urgency: "weak",
    title: "An event bus is set otherwise",
    blind: "Nothing at once; under another key, events can't be handed on when that key can't be used.",
    concerned: "security team",
  },
  "bus-policy": {
    urgency: "blind",
    title: "The policy of an event bus is another one",
    blind:
      "Reads of accounts that it keeps out; or people are told of reads that somebody made up, if it lets in more.",
    concerned: "security team",
  },
  "archive-off": {
    urgency: "weak",
    title: "An archive of events keeps nothing",
    blind: "Nothing at once; events can't be sent again after a failure.",
    concerned: "security team",
  },
  "archive-changed": {
    urgency: "weak",
    title: "An archive of events is set otherwise",
    blind: "Nothing at once; some events can't be sent again after a failure.",
    concerned: "security team",
  },
  "state-machine-going": {
    urgency: "blind",
    title: "A state machine is being deleted",
    blind: "What it does: mails of reads or of alarms, digests, or the roll call.",
    concerned: "security team",
  },
  "state-machine-changed": {
    urgency: "blind",
    title: "A state machine does something else",
    blind: "What it does: mails of reads or of alarms, digests, or the roll call.",
    concerned: "security team",
  },
  "state-machine-shows": {
    urgency: "weak",
    title: "A state machine is logged, traced or encrypted otherwise",
    blind:
      "Nothing. Who reads which secret is written where it should not be, or can't be worded when the key can't be used.",
    concerned: "security team",
  },
} as const satisfies Readonly<Record<string, Kind>>;
