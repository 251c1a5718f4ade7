import type { Organization } from "../../organization/organization";
import type { Finding } from "../finding";
import type { Inquiry } from "../inquiry";
import type { WantedStack } from "../wanted";

export interface Prerequisites {
  readonly organization: Organization;
  /** All stacks of some accounts, of those that are looked at. */
  readonly stacks: readonly WantedStack[];
  readonly inquiry: Inquiry;
  /** Nothing has been deployed yet: what a deployment makes need not be there. */
  readonly before: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Those of the organization itself, which are the same whatever is looked at. */
export interface OrganizationPrerequisites extends Pick<Prerequisites, "organization" | "inquiry"> {
  /** Ids of the accounts that are looked at. */
  readonly accounts: ReadonlySet<string>;
}

export type OrganizationPrerequisite = (prerequisites: OrganizationPrerequisites) => Promise<readonly Finding[]>;

/** Looks at one thing that has to be so. What can't be found out the inquiry keeps. */
export type Prerequisite = (prerequisites: Prerequisites) => Promise<readonly Finding[]>;
