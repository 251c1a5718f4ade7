import type { CloudTrailRecord, Severity } from "../detections/detection";
import type { StoreName } from "../detections/stores";
import type { Seen } from "./observation";

/** What a configuration makes of events that were: the answer of `secretwatch history`, and what everything is made of that shows it. */
export interface History {
  readonly seen: Seen;
  /** Days (UTC, YYYY-MM-DD) from the first event to the last. */
  readonly days: readonly string[];
  /** Who reads what, the least expected first, then the most reads. */
  readonly reads: readonly ReadsOf[];
  readonly told: Told;
  /** Which detections would have fired, the most urgent first. */
  readonly detections: readonly FiredDetection[];
}

/** What would have become of a read, the most urgent first. */
export const readVerdicts = [
  /** Of a decoy. */
  "decoy",
  /** By an expected reader, from an unexpected place. */
  "elsewhere",
  "unexpected",
  /** Refused or failed, by somebody unexpected. */
  "refused",
  /** In an account or region that has no rules: only detections of the trail see it. */
  "unwatched",
  /** Of a parameter that is not listed. */
  "unlisted",
  "expected",
] as const;

export type ReadVerdict = (typeof readVerdicts)[number];

/** Reads of one secret by one reader that would have had the same verdict. */
export interface ReadsOf {
  /** Id of the account in which they were recorded. */
  readonly accountId: string;
  /** Name of the account in the configuration. @default - it is not in the configuration */
  readonly accountName?: string;
  readonly region: string;
  readonly store: StoreName;
  /** What messages call it, by whatever name it was asked for. */
  readonly secret: string;
  /** All names, ARNs and paths by which callers asked for it. */
  readonly asked: readonly string[];
  readonly reader: HistoryReader;
  readonly verdict: ReadVerdict;
  /** Id of what people are told of it. @default - nothing */
  readonly detection?: string;
  readonly severity?: Severity;
  /** Whether people are told of it at once or in a digest; not in quiet accounts. */
  readonly isTold: boolean;
  readonly count: number;
  /** Days (UTC) with reads, in order, and how many on each. */
  readonly days: ReadonlyMap<string, number>;
  /** By hour of the day (UTC): 24 numbers. */
  readonly hours: readonly number[];
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** Where from, the most frequent first; at most `MOST_PLACES`. */
  readonly places: readonly ReadPlace[];
  /** Reads from further places. */
  readonly otherPlaces: number;
  /** What of the record of the first anything was decided from. */
  readonly firstRecord: CloudTrailRecord;
}

/** Places that are kept of the reads of one reader on one secret. */
export const MOST_PLACES = 100;

export interface ReadPlace {
  /** A VPC endpoint (vpce-…), an address, or the name of a service of AWS that called. */
  readonly place: string;
  readonly kind: "endpoint" | "address" | "service" | "unknown";
  readonly count: number;
  /** On how many days (UTC). */
  readonly days: number;
}

export interface HistoryReader {
  /** As messages name it: a person behind single sign-on, a role, a user, a service. */
  readonly name: string;
  /**
   * As `expectedReaders` can have it: ARN of the role, without the session, or of the user; `service/NAME`.
   * @default - it can't be expected: the root user, or a record that does not say who
   */
  readonly principal?: string;
  /** @default - no person is known to be behind it */
  readonly person?: string;
  /** Whether it is a role with which accounts are administered or deployed to. @default false */
  readonly isAdministrator?: boolean;
  /** userIdentity.type. */
  readonly type?: string;
}

/** What people would have been told. */
export interface Told {
  /** How many messages, by day, recipient, form and severity. Only what is more than none. */
  readonly daily: readonly DailyMessages[];
  /** What they were about, the most messages first. */
  readonly loudest: readonly Loud[];
  /** Everybody who could have been told, also those who would have heard nothing. */
  readonly recipients: readonly MessageRecipient[];
}

/** How a message comes: as a mail of its own, in a mail that is a digest, into a chat, digests among it, or to a program. */
export const messageForms = ["mail", "digest", "chat", "event"] as const;

export type MessageForm = (typeof messageForms)[number];

export interface MessageRecipient {
  /** `security`, the name of a route, or the mail address of an owner. */
  readonly name: string;
  readonly kind: "route" | "owner";
  readonly forms: readonly MessageForm[];
}

export interface DailyMessages {
  /** UTC, YYYY-MM-DD. */
  readonly day: string;
  /** Name of the recipient. */
  readonly recipient: string;
  readonly form: MessageForm;
  /** As the subject has it: of a digest, the most urgent that it tells of. */
  readonly severity: Severity;
  readonly count: number;
}

/**
 * One thing that people would have been told of, in an account. A mail about several, such as one that names the callers of an
 * alarm, counts for each of them.
 */
export interface Loud {
  /** Id of what they are told of: of reads, or a detection. */
  readonly detection: string;
  readonly severity: Severity;
  readonly accountId: string;
  readonly reader: string;
  /** @default - it is no read of one */
  readonly secret?: string;
  /** Events that it is about. */
  readonly events: number;
  /** Mails and chats that are no digests, over all recipients. */
  readonly messages: number;
  /** Digests that had it, also in chats, over all recipients. */
  readonly digests: number;
}

export interface FiredDetection {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly events: number;
  /** How often its alarm would have gone off, by its threshold and period. */
  readonly alarms: number;
  readonly days: ReadonlyMap<string, number>;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** The first records, at most `MOST_EXAMPLES`. */
  readonly examples: readonly CloudTrailRecord[];
  readonly accounts: ReadonlyMap<string, number>;
  readonly callers: ReadonlyMap<string, number>;
}

export const MOST_EXAMPLES = 5;
