import type { Kind } from "./kind";

/** Of signs of life, and of the canary. */
export const signKinds = {
  "account-silent": {
    urgency: "blind",
    title: "An account sends no signs of life",
    blind: "Unexpected reads of secrets there.",
    concerned: "owner of the account",
    docs: "health.md#how-silence-is-noticed",
  },
  "nobody-heard": {
    urgency: "blind",
    title: "No account sends signs of life",
    blind: "Unexpected reads of secrets anywhere.",
    concerned: "security team",
    docs: "health.md#how-silence-is-noticed",
  },
  "roll-call-stopped": {
    urgency: "blind",
    title: "The roll call does not run",
    blind: "Whether an account falls silent, and whether reads come through.",
    concerned: "security team",
    docs: "health.md#how-silence-is-noticed",
  },
  "canary-lost": {
    urgency: "blind",
    title: "The canary does not come through",
    blind: "Unexpected reads of secrets, wherever they happen, if it is the way that all of them take that is cut.",
    concerned: "security team",
    docs: "health.md#the-canary",
  },
} as const satisfies Readonly<Record<string, Kind>>;
