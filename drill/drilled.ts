import type { Refusal } from "../aws/calls";
import type { Arrival } from "./journal";
import type { Target } from "./target";

/** Who is told of it as it happens. */
export interface Watched {
  /** A read was made, or could not be. */
  readonly asked?: () => void;
  readonly came?: (came: Came) => void;
}

/** A read that is in the journal. */
export interface Came extends Pick<Arrival, "eventId" | "calledAt" | "tookInAt"> {
  readonly target: Target;
}

export interface NotMade {
  readonly target: Target;
  readonly refusal: Refusal;
}

export interface Drilled {
  /** In the order in which the journal took them in. */
  readonly came: readonly Came[];
  /** They were made, and were not in the journal when the waiting ended. */
  readonly missing: readonly Target[];
  readonly notMade: readonly NotMade[];
  /** Secrets that exist although nothing should have such a name. They were read. */
  readonly existing: readonly Target[];
  /** Left out because the first ones were denied all, or it was interrupted. */
  readonly notTried: readonly Target[];
  readonly isInterrupted: boolean;
  /** Why the journal could not be asked the last time. */
  readonly journalRefusal?: Refusal;
}
