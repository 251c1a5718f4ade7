import type { Organization } from "../../organization/organization";
import type { Finding } from "../finding";
import type { Inquiry } from "../inquiry";
import type { WantedStack } from "../wanted";

export interface Prerequisites {
  readonly organization: Organization;
  /** Stacks that are looked at. */
  readonly stacks: readonly WantedStack[];
  readonly inquiry: Inquiry;
  /** Nothing has been deployed yet: what a deployment makes need not be there. */
  readonly before: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Looks at one thing that has to be so. What can't be found out the inquiry keeps. */
export type Prerequisite = (prerequisites: Prerequisites) => Promise<readonly Finding[]>;
