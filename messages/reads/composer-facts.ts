import type { NotifiedSeverity } from "../../detections/detection";
import type { ToldRead } from "../../reads/kinds";
import type { Decisions, UndecidedParameters } from "../../organization/reads-of-account";
import type { PlannedWork } from "../../reads/planned-work";
import type { Memory } from "../states/memory";
import type { KnownAccount, SecretOwner } from "../wording/directory";

/** What the message composer knows beforehand; the rest comes with each event. */
export interface ComposerFacts extends Memory {
  readonly accounts: readonly KnownAccount[];
  /** Owners of single secrets, beside the owners of their accounts. */
  readonly secretOwners: readonly SecretOwner[];
  /** Detections of reads that are forwarded. */
  readonly detections: readonly KnownDetection[];
  /** Names of the decoy secrets. Of a read of one, only the detection of decoys says something. */
  readonly decoyNames: readonly string[];
  readonly recipients: readonly Recipient[];
  /** Reads that nobody is told of at once. */
  readonly plannedWork: readonly PlannedWork[];
  /** Topic whose subscriptions filter by the attribute `owners`. @default - owners get no mail */
  readonly owners?: { readonly topicArn: string; readonly minimumSeverity: NotifiedSeverity };
  /** Log group of the home region with every event that came in. */
  readonly journalLogGroupName: string;
  readonly homeRegion: string;
  /** Domain of the console in the partition, without a region before it. */
  readonly consoleDomain: string;
  /** State machine of the digest, which comes early where mails find no place. */
  readonly digestArn: string;
  /** What rules leave undecided. */
  readonly decisions: Decisions;
  /** What is listed of parameters, and what rules leave undecided of it. */
  readonly parameterDecisions: Decisions<UndecidedParameters>;
  /** Reads by which the watch tests itself. @default - there are none */
  readonly canary?: { readonly readerArn: string; readonly secretPrefix: string };
  /** Reads of drills: the role that makes them, with the mark of leveled accounts in its ARN, and how the names begin that they ask for. */
  readonly drill: {
    readonly readerArn: string;
    readonly secretPrefix: string;
    /** Of those that people are told of. */
    readonly loudSecretPrefix: string;
  };
}

export type KnownDetection = Pick<ToldRead, "kind" | "store" | "id" | "title" | "severity" | "why" | "nextSteps">;

/** Topics of one route, each for one form of message. */
export interface Recipient {
  readonly minimumSeverity: NotifiedSeverity;
  /** Mails. */
  readonly peopleTopicArn?: string;
  /** Every read as JSON. */
  readonly eventsTopicArn?: string;
  /** The same reads as in mails, in the form of Amazon Q Developer in chat applications. */
  readonly chatTopicArn?: string;
}
