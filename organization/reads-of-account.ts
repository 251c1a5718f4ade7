import type { EventPattern } from "../patterns/compile/event-pattern";

/**
 * Somebody who may read secrets in silence: the ARN of an IAM role or user, also with `*` at its end, or
 * `service/NAME.amazonaws.com` for an AWS service that reads for itself.
 */
export type Reader = string;

/** Somebody who may read secrets in silence, and where from. */
export interface ExpectedReader {
  readonly reader: Reader;
  /** VPC endpoints (`vpce-…`), and networks in CIDR notation. @default - from anywhere */
  readonly from?: readonly string[];
}

/** Secrets by whatever a caller may type. */
export interface SecretNames {
  /** Names, ARNs, and ARNs without the random suffix. */
  readonly ids: readonly string[];
  /** ARNs without their suffix, of secrets whose suffix is not known: any six characters may follow. */
  readonly unsuffixed: readonly string[];
  /** Beginnings of names and ARNs, where there are more secrets than can be listed. */
  readonly idPrefixes: readonly string[];
}

/** Somebody, and all that he may read. */
export interface Expectation extends SecretNames {
  readonly reader: Reader;
  /** Places as the file has them. @default - from anywhere */
  readonly from?: readonly string[];
  /** The first and the last address of each network among them, with a hyphen between. */
  readonly networks?: readonly string[];
  /** Whether any secret that is no decoy is expected. */
  readonly any: boolean;
}

/** What is needed to tell expected reads, and those from an unexpected place, from others among those that an account sends. */
export interface Undecided {
  readonly expectations: readonly Expectation[];
  readonly decoys: SecretNames;
}

/** What all accounts and regions leave undecided. */
export interface Decisions {
  /** Number of the kind of each account and region, as `111122223333/eu-west-1`, or of the account alone where all regions have the same. */
  readonly places: Readonly<Record<string, number>>;
  /** Each as it is in its places, their account and region left open. */
  readonly kinds: readonly Undecided[];
}

/** An event pattern of unexpected reads, which has a rule. */
export interface PatternOfReads {
  /** What the rule is called as long as its reader stays. @default - it is the one that every account has */
  readonly key?: string;
  /** @default - it is about everybody who is no reader */
  readonly reader?: Reader;
  readonly pattern: EventPattern;
}

/** All patterns of an account and region, the one that every account has first, and what they leave undecided. */
export interface PatternsOfReads {
  readonly patterns: readonly PatternOfReads[];
  /** @default - they match unexpected reads alone, and no reader has places */
  readonly undecided?: Undecided;
  /** Readers that no rule knows: all of their reads are sent. */
  readonly strangers: readonly Reader[];
}
