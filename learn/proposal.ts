import type { ReadsOf } from "../history/history";
import type { StoreName } from "../detections/stores";
import type { MemberAccount } from "../organization/organization";
import type { Evidence, Pair } from "./pairs";
import type { UsualPlaces } from "./usual-places";

/** Where in the configuration of an account a reader is to stand. */
export type Target =
  /** Reader of any secret of the account. */
  | { readonly kind: "account" }
  /** Of what is listed already. */
  | { readonly kind: "listed"; readonly key: ListKey; readonly index: number; readonly name: string }
  /** Of a secret, or all below a path, that is to be listed under `watchedSecrets`. */
  | { readonly kind: "new"; readonly name: string };

export type ListKey = "secrets" | "watchedSecrets" | "watchedParameters";

/** A reader that is to be expected. */
export interface Proposal extends Pick<UsualPlaces, "from" | "unusual"> {
  readonly account: MemberAccount;
  readonly store: StoreName;
  readonly target: Target;
  /** As the file has it: `role/NAME` of the account itself, an ARN, or `service/NAME`. */
  readonly reader: string;
  /** As `ReadsOf` has it. */
  readonly principal: string;
  readonly evidence: Evidence;
  /** What it is made of: one secret each. */
  readonly pairs: readonly Pair[];
}

/** Why reads that people would be told of are not proposed to be expected, the most important first. */
export const leftOutReasons = {
  decoy: "its reader read a decoy",
  elsewhere: "its reader also read from an unexpected place",
  outside: "its reader is of an account outside the organization",
  root: "the root user",
  person: "a person",
  user: "an IAM user",
  administrator: "a role for administrators",
  unnamed: "the file has no words for its reader or for what was read",
  account: "the account has no list of readers",
  made: "a reader of another account can't read what is made here",
  unfit: "the configuration would have problems with it",
  rare: "too few days",
  recent: "not for long enough",
} as const;

export type LeftOutReason = keyof typeof leftOutReasons;

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly reads: ReadsOf;
}
