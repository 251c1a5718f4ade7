import type { Kind } from "./kind";

/** Of any resource, and of what could not be asked. */
export const runKinds = {
  "stack-not-deployed": {
    urgency: "blind",
    title: "A stack is not deployed",
    blind: "All that it watches.",
    concerned: "security team",
    docs: "deploying.md",
  },
  "resource-missing": {
    urgency: "blind",
    title: "A resource is not there",
    blind: "What it is for; the finding says what is lost with it.",
    concerned: "security team",
  },
  "account-unreachable": {
    urgency: "unknown",
    title: "An account lets nobody in who looks",
    blind: "Whether anything in the account works.",
    concerned: "owner of the account",
  },
  "region-off": {
    urgency: "blind",
    title: "A region is off in an account that is to be watched there",
    blind: "Nothing that is there works, and reads there are seen once it is on.",
    concerned: "owner of the account",
  },
  "look-denied": {
    urgency: "unknown",
    title: "A permission to look is missing",
    blind: "Whether what is looked at with it works.",
    concerned: "security team",
  },
  "look-not-saved": {
    urgency: "unknown",
    title: "An answer is not among those that were saved",
    blind: "Whether what it is about works.",
    concerned: "security team",
  },
  "look-failed": {
    urgency: "unknown",
    title: "AWS gave no answer that says anything",
    blind: "Whether what was asked about works.",
    concerned: "security team",
  },
} as const satisfies Readonly<Record<string, Kind>>;
