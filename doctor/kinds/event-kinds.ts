import type { Kind } from "./kind";

/** Of buses, rules, targets, state machines, topics, queues, chats, the table, secrets, and signs of life. */
export const eventKinds = {
  "rule-off": {
    urgency: "blind",
    title: "A rule is off, or in a state that sees no reads",
    blind: "What the rule looks for.",
    concerned: "security team",
  },
} as const satisfies Readonly<Record<string, Kind>>;
