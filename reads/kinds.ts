import { all, field } from "../patterns/condition";
import { succeeded } from "../detections/catalogue/api-call";
import type { Detection } from "../detections/detection";
import { decoyRead, readsOf } from "../detections/catalogue/secrets-decoys";
import { readsOfSecrets } from "../detections/catalogue/secrets-reads";

/** Kinds of reads that accounts forward. */
export type ReadKind = "decoys" | "reads" | "refusals";

/** What people are told of a kind of reads. */
export type ForwardedRead = Pick<Detection, "id" | "title" | "severity" | "condition" | "why" | "nextSteps"> & {
  readonly kind: ReadKind;
};

/** Whether a call was refused, or failed otherwise. */
export const refused = field("errorCode").exists();

/**
 * The kinds of unexpected reads, the most urgent first. What the accounts forward has passed their readers already.
 * A read of a decoy is also of one of the other kinds: who tells people of it leaves that one out.
 */
export function forwardedReads(decoyNames: readonly string[]): readonly ForwardedRead[] {
  return [
    ...(decoyNames.length === 0
      ? []
      : [{ ...decoyRead(decoyNames), condition: readsOf(decoyNames), kind: "decoys" as const }]),
    {
      kind: "reads",
      id: "unexpected-secret-read",
      title: "A secret was read by somebody unexpected",
      severity: "high",
      condition: all(readsOfSecrets, succeeded),
      why: "The reader is not among those who are expected to read this secret, and has its value now.",
      nextSteps: [
        "Ask the owner of the account whether this reader should read this secret",
        "If yes: add it to expectedReaders of the secret",
        "If not: revoke the sessions of the reader, rotate the secret, and look at what else the reader did",
      ],
    },
    {
      kind: "refusals",
      id: "unexpected-secret-read-refused",
      title: "An unexpected attempt to read a secret was refused",
      severity: "medium",
      condition: all(readsOfSecrets, refused),
      why: "Somebody without the permission tried, or an application is about to fail.",
      nextSteps: [
        "Ask the owner of the account whether this is a deployment that went wrong",
        "If not: look at what else the same principal did in the hour before",
        "If nobody knows it: revoke its sessions",
      ],
    },
  ];
}
