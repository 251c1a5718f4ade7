import type { Place } from "../aws/calls";

/** How bad it is. */
export type Urgency =
  /** Somebody can read secrets, or something of the watch can fail, and nobody is told. */
  | "blind"
  /** It works, and less of it than the configuration says, or not for long. */
  | "weak"
  /** It could not be found out. */
  | "unknown";

/** What is wrong. Every text in it may have names from outside: data in every form it is shown in. */
export interface Finding {
  /** Stable kebab-case name of the kind: `trail-stopped`. A row of doctor/kinds.ts, which says what is blind meanwhile. */
  readonly kind: string;
  /** What is wrong with what, in a sentence; with what it is and what it should be where that is short. */
  readonly what: string;
  readonly place: Place;
  /** Stack that it belongs to, as in cdktf.out. @default - none: a prerequisite */
  readonly stack?: string;
  /** Address in the stack. @default - none */
  readonly address?: string;
  /** A command that mends it, to be pasted; else what to do, in a sentence. */
  readonly mend: string;
}
