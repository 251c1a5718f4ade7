import type { AnswerOf, InputOf, Operation } from "./operations";

/** Where a call goes. */
export interface Place {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

/**
 * AWS, as commands ask it. Answers are whole: all pages of a list, one after the other. Live, or from what was saved of it: whoever asks
 * does not know.
 */
export interface AwsCalls {
  /**
   * @throws RefusedCall if AWS says no, whatever the reason; not for one that trying again mends
   */
  call<Name extends Operation>(name: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>>;
}

/** Why there is no answer. */
export type RefusalKind =
  /** What is asked about is not there. */
  | "missing"
  /** Not allowed, or no credentials, or the role can't be assumed. */
  | "denied"
  /** The region is off in the account. */
  | "off"
  /** The answer is not among those that were saved. */
  | "not-saved"
  | "other";

export interface Refusal {
  readonly kind: RefusalKind;
  /** What AWS calls it: "AccessDeniedException", say. */
  readonly code: string;
  /** Text from outside. */
  readonly message: string;
  readonly operation: Operation;
  readonly place: Place;
}

/** AWS said no. */
export class RefusedCall extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}
