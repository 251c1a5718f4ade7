import { type Condition, field } from "../patterns/condition";
import { callsOf, type StoreName, stores } from "../detections/stores";
import { succeeded } from "../detections/catalogue/api-call";
import type { Detection } from "../detections/detection";
import { decoyRead, readsOfDecoys } from "../detections/catalogue/secrets-decoys";

/** Kinds of reads that accounts forward, the most urgent first. */
export const readKindNames = ["decoys", "elsewhere", "reads", "refusals"] as const;

/** Of a decoy among the listed parameters. */
export const DECOY_PARAMETER_READ_ID = "parameter-decoy-read";

export type ReadKind = (typeof readKindNames)[number];

/** What people are told of a kind of reads. */
export type ToldRead = Pick<Detection, "id" | "title" | "severity" | "why" | "nextSteps"> & {
  readonly kind: ReadKind;
  readonly store: StoreName;
  /** Which of the reads that accounts forward. @default - those of other kinds that the message composer finds to be of this one */
  readonly condition?: Condition;
};

/** The same where a condition says which. */
export type ForwardedRead = ToldRead & Required<Pick<ToldRead, "condition">>;

/** All that differs between the kinds. */
interface KindOfRead {
  /** In words, as the reference of messages has it. */
  readonly called: string;
  /** What people are told of one; nothing while there is none to tell of. */
  readonly told: (store: StoreName, decoyNames: readonly string[]) => Omit<ToldRead, "kind" | "store"> | undefined;
  /** How many mails an account gets of it at once within a window; the rest is in the digest. */
  readonly mailsAtOnce: number;
  /** Line in which its mails stand, one a second. */
  readonly line: "decoys" | "reads";
  /** Whether many in a window are told as somebody who empties an account. */
  readonly crowd: boolean;
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
    crowd: false,
    line: "decoys",
    chart: "Reads of decoys, by account and reader",
  },
  elsewhere: {
    called: "by expected readers from unexpected places, whatever came of it",
    told: (store) => {
      const { thing, renew } = stores[store];
      return {
        id: `${thing}-read-from-elsewhere`,
        title: `A read of a ${thing} from an unexpected place`,
        severity: "high",
        why: `The reader is expected to read this ${thing}, but not from there: somebody else may have its credentials.`,
        nextSteps: [
          "Ask the owner of the account whether the reader runs there now",
          "If yes: put the place into the reader's from, in expectedReaders",
          `If not: revoke the sessions of the reader, ${renew.withKeys}, and find out how its credentials got there`,
          "Look at what else the reader did from there",
        ],
      };
    },
    mailsAtOnce: 6,
    crowd: true,
    line: "reads",
    chart: "Where reads came from, by reader",
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
          `If not: revoke the sessions of the reader, ${renew.alone}, and look at what else the reader did`,
        ],
      };
    },
    mailsAtOnce: 6,
    crowd: true,
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
    crowd: false,
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
 * Of a drill that tells people: as urgent as a read that worked, so that it comes to all who would hear of that. It is not among those
 * of forwarded reads: only the message composer knows a drill.
 */
export const drillRead = {
  id: "drill-read",
  kind: "refusals",
  title: "A drill of the watch",
  severity: "high",
  why: "Nothing was read: somebody tries out whether a read in this account would be told.",
  nextSteps: ["Tell whoever runs the drill that this message came", "Nothing else is to be done"],
} as const satisfies Omit<ToldRead, "store">;

/**
 * All that people are told of reads, the most urgent first.
 *
 * @param decoyNames names of the decoy secrets
 * @param used stores that some account has rules for
 */
export function toldReads(
  decoyNames: readonly string[],
  used: readonly StoreName[] = ["secrets"],
): readonly ToldRead[] {
  return readKindNames.flatMap((kind) =>
    used.flatMap((store) => {
      const told = readKinds[kind].told(store, decoyNames);
      return told === undefined ? [] : [{ ...told, kind, store }];
    }),
  );
}

/**
 * What conditions tell of the reads that accounts forward, which have passed their readers already.
 * A read of a decoy is also of one of the other kinds: who tells people of it leaves that one out.
 */
export function forwardedReads(
  decoyNames: readonly string[],
  used: readonly StoreName[] = ["secrets"],
): readonly ForwardedRead[] {
  return toldReads(decoyNames, used).filter((each): each is ForwardedRead => each.condition !== undefined);
}

/** Something of each kind, by kind, as texts of state machines have it. */
export function ofEachKind<Value>(
  value: (kind: KindOfRead, urgency: number) => Value,
): Readonly<Record<ReadKind, Value>> {
  return Object.fromEntries(readKindNames.map((kind, index) => [kind, value(readKinds[kind], index + 1)])) as Readonly<
    Record<ReadKind, Value>
  >;
}

/** Kinds of reads of which many are one thing more to tell. */
export const kindsOfCrowds = readKindNames.filter((kind) => readKinds[kind].crowd);
