import type { Place } from "../aws/calls";
import type { KindId } from "./kinds";

/** What is wrong. Every text in it may have names from outside: data in every form it is shown in. */
export interface Finding {
  /** Which says what is blind meanwhile, and who is concerned. */
  readonly kind: KindId;
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
