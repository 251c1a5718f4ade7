import type { Kind } from "./kind";

/** Of secrets, decoys and their policies. None is about a value. */
export const secretKinds = {
  "secret-going": {
    urgency: "weak",
    title: "A secret is scheduled for deletion",
    blind: "Nothing is seen of a decoy that is gone; whoever needs the secret can't read it.",
    concerned: "owner of the account",
  },
  "secret-key": {
    urgency: "weak",
    title: "A secret is encrypted under another key",
    blind:
      "Nothing of reads. Who else can decrypt it depends on that key, and its calls are recorded where that key is.",
    concerned: "owner of the account",
  },
  "secret-policy": {
    urgency: "weak",
    title: "The policy of a secret is another one",
    blind: "Nothing of reads: whoever it lets in is seen. It may let in somebody outside the organization.",
    concerned: "owner of the account",
  },
  "secret-copies": {
    urgency: "weak",
    title: "Copies of a secret are other ones",
    blind: "Reads of a copy in a region that nobody watches; in a region without its copy, the secret can't be read.",
    concerned: "owner of the account",
  },
  "secret-copy-old": {
    urgency: "weak",
    title: "A copy of a secret does not follow it",
    blind: "Nothing. Whoever reads the copy gets an old value.",
    concerned: "owner of the account",
  },
  "decoy-empty": {
    urgency: "weak",
    title: "A decoy has no value",
    blind: "Nothing: attempts are told of. An intruder sees that it is a decoy.",
    concerned: "security team",
  },
} as const satisfies Readonly<Record<string, Kind>>;
