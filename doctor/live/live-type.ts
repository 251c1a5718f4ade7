import type { AwsCalls, Place } from "../../aws/calls";
import type { Organization } from "../../organization/organization";
import type { KindId } from "../kinds";
import type { WantedResource, WantedStack } from "../wanted";

/** What is wrong with one resource; whoever asked knows where it is. */
export interface Wrong {
  readonly kind: KindId;
  /** What is wrong, in a sentence, with what it is and what it should be where that is short. */
  readonly what: string;
  /** A command to be pasted, or a sentence. @default - deploy the stack again, with the command that does */
  readonly mend?: string;
}

/**
 * A resource that is not among those that AWS lists. Where AWS refuses the call instead, as what it is about is not there, there is nothing
 * to do: whoever asked words both alike.
 */
export const notThere: readonly Wrong[] = [{ kind: "resource-missing", what: "It is not there." }];

export interface Looking {
  readonly calls: AwsCalls;
  /** Account and region of the resource. */
  readonly place: Place;
  readonly stack: WantedStack;
  readonly organization: Organization;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Compares a resource with what AWS has. A call that is refused may go through: whoever asked makes a finding of it, of what is missing
 * or could not be found out.
 */
export type LookAt = (resource: WantedResource, looking: Looking) => Promise<readonly Wrong[]>;

/** A type of resources, as doctor sees it; one that it does not read says why: what is lost if it is not as it should be. */
export type LiveType = LookAt | { readonly unread: string };
