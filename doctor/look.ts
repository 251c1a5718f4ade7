import type { AwsCalls } from "../aws/calls";
import type { Organization } from "../organization/organization";
import type { Finding } from "./finding";
import type { WantedStack } from "./wanted";

/** What one part of doctor sees of what should be there, and of what is. */
export interface World {
  readonly organization: Organization;
  /** Stacks of the configuration that are looked at, those of `--account` and `--wave` alone where they are given. */
  readonly stacks: readonly WantedStack[];
  readonly calls: AwsCalls;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One part of doctor. What can't be found out is a finding, too: of the urgency `unknown`. */
export type Look = (world: World) => Promise<readonly Finding[]>;
