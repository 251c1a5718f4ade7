import { field } from "../patterns/condition";
import { callsOf, type StoreName, stores } from "../detections/stores";
import { succeeded } from "../detections/catalogue/api-call";
import type { Detection } from "../detections/detection";
import { decoyRead, readsOfDecoys } from "../detections/catalogue/secrets-decoys";

/** Kinds of reads that accounts forward, the most urgent first. */
export const readKindNames = ["decoys", "reads", "refusals"] as const;

/** Of a decoy among the listed parameters. */
export const DECOY_PARAMETER_READ_ID = "parameter-decoy-read";

export type ReadKind = (typeof readKindNames)[number];

/** What people are told of a kind of reads. */
export type ToldRead = Pick<Detection, "id" | "title" | "severity" | "why" | "nextSteps"> & {
  readonly kind: ReadKind;
  readonly store: StoreName;
};

/** The same of a kind that a rule of the central bus knows by a condition. */
export type ForwardedRead = ToldRead & Pick<Detection, "condition">;

/** All that differs between the kinds. */
interface KindOfRead {
  /** In words, as the reference of messages has it. */
  readonly called: string;
  /** What people are told of one; nothing while there is none to tell of. Without a condition, the composer finds them among the others. */
  readonly told: (
    store: StoreName,
    decoyNames: readonly string[],
  ) => (Omit<ToldRead, "kind" | "store"> & Partial<Pick<ForwardedRead, "condition">>) | undefined;
  /** How many mails an account gets of it at once within a window; the rest is in the digest. */
  readonly mailsAtOnce: number;
  /** Line in which its mails stand, one a second. */
  readonly line: "decoys" | "reads";
  /** Title of its chart on the dashboard. */
  readonly chart: string;
}

/** Whether a call was refused, or failed otherwise. */
export const refused = field("errorCode").exists();

/** Every kind of read, whatever it is that one of the product's parts asks of it. */
export const readKinds: Readonly<Record<ReadKind, KindOfRead>> = {
  decoys: {
    called: "of decoys",
    told: (store, decoyNames) => {
      if (store === "parameters") return decoyParameterRead;
      return decoyNames.length === 0 ? undefined : { ...decoyRead(decoyNames), condition: readsOfDecoys(decoyNames) };
    },
    mailsAtOnce: 4,
    line: "decoys",
    chart: "Reads of decoys, by account and reader",
  },
  reads: {
    called: "that worked",
    told: (store) => {
      const { thing, renew } = stores[store];
      return {
        id: `unexpected-${thing}-read`,
        title: `A ${thing} was read by somebody unexpected`,
        severity: "high",
        condition: callsOf(stores[store], succeeded),
        why: `The reader is not among those who are expected to read this ${thing}, and has its value now.`,
        nextSteps: [
          `Ask the owner of the account whether this reader should read this ${thing}`,
          `If yes: add it to expectedReaders of the ${thing}`,
          `If not: revoke the sessions of the reader, ${renew}, and look at what else the reader did`,
        ],
      };
    },
    mailsAtOnce: 6,
    line: "reads",
    chart: "Unexpected reads, by account",
  },
  refusals: {
    called: "that were refused",
    told: (store) => ({
      id: `unexpected-${stores[store].thing}-read-refused`,
      title: `An unexpected attempt to read a ${stores[store].thing} was refused`,
      severity: "medium",
      condition: callsOf(stores[store], refused),
      why: "Somebody without the permission tried, or an application is about to fail.",
      nextSteps: [
        "Ask the owner of the account whether this is a deployment that went wrong",
        "If not: look at what else the same principal did in the hour before",
        "If nobody knows it: revoke its sessions",
      ],
    }),
    // Few, and they take nothing from the others: anybody can ask for secrets that do not exist.
    mailsAtOnce: 2,
    line: "reads",
    chart: "Refused and failed attempts, by account",
  },
};

/** Of a listed parameter that is a decoy, also where a path asks for it. */
const decoyParameterRead = {
  id: DECOY_PARAMETER_READ_ID,
  title: "A decoy parameter was read",
  severity: "critical",
  why: "Nothing uses this parameter. Whoever reads it went through the parameters of the account to see what they open.",
  nextSteps: [
    "Revoke the sessions of the reader now: userIdentity.arn of the event",
    "List what else that principal read in the log group, and change it",
    "Find out how the credentials were lost before handing out new ones",
  ],
} as const satisfies Omit<ToldRead, "kind" | "store">;

/**
 * What people are told of, the most urgent first. What the accounts forward has passed their readers already.
 *
 * @param decoyNames names of the decoy secrets
 * @param used stores that some account has rules for
 */
export function toldReads(
  decoyNames: readonly string[],
  used: readonly StoreName[] = ["secrets"],
): readonly (ToldRead & Partial<ForwardedRead>)[] {
  return readKindNames.flatMap((kind) =>
    used.flatMap((store) => {
      const told = readKinds[kind].told(store, decoyNames);
      return told === undefined ? [] : [{ ...told, kind, store }];
    }),
  );
}

/**
 * The same that rules of the central bus know. A read of a decoy secret is also of one of the other kinds: who tells people of it leaves
 * that one out.
 */
export function forwardedReads(
  decoyNames: readonly string[],
  used: readonly StoreName[] = ["secrets"],
): readonly ForwardedRead[] {
  return toldReads(decoyNames, used).flatMap(({ condition, ...told }) =>
    condition === undefined ? [] : [{ ...told, condition }],
  );
}

/** Something of each kind, by kind, as texts of state machines have it. */
export function ofEachKind<Value>(
  value: (kind: KindOfRead, urgency: number) => Value,
): Readonly<Record<ReadKind, Value>> {
  return Object.fromEntries(readKindNames.map((kind, index) => [kind, value(readKinds[kind], index + 1)])) as Readonly<
    Record<ReadKind, Value>
  >;
}
