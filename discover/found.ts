import type { Refusal } from "../aws/calls";
import type { PartitionName } from "../organization/regions";

/** A unit of the organization, or its root. */
export interface FoundUnit {
  /** ou-…, or r-… for the root. */
  readonly id: string;
  /** Names from below the root down to its own; none for the root. Texts from outside. */
  readonly path: readonly string[];
  /** Ids of the units that it is in, the root first. */
  readonly within: readonly string[];
}

/** A secret of an account, with its copies. */
export interface FoundSecret {
  readonly name: string;
  readonly arn: string;
  /** Where it was made. */
  readonly region: string;
  /** Where it was found, the copies among them, in the order in which regions were asked. */
  readonly regions: readonly string[];
  /** The service that manages it. Text from outside. */
  readonly managedBy?: string;
  /** Day (UTC) on which it was last read, in whichever region. @default - never */
  readonly lastRead?: string;
}

/** An account that is active. */
export interface FoundAccount {
  readonly id: string;
  /** Text from outside. */
  readonly name: string;
  /** The unit or root that it is in. */
  readonly unit: string;
  /** Texts from outside. */
  readonly tags: Readonly<Record<string, string>>;
  /** Regions that are on in it. @default - not known */
  readonly regions?: readonly string[];
  /** But for those that Secretwatch made. */
  readonly secrets: readonly FoundSecret[];
  /** Regions whose secrets are known. */
  readonly lookedIn: readonly string[];
}

/** An account that is in the organization and can't be used. */
export interface InactiveAccount {
  readonly id: string;
  readonly name: string;
  /** As AWS says it: SUSPENDED, CLOSED, say. */
  readonly state: string;
}

/** A trail of the organization that is there already. */
export interface FoundTrail {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly bucket: string;
  /** ARN of the log group that it delivers to. @default - none */
  readonly logGroupArn?: string;
  readonly isMultiRegion: boolean;
  /** Whether it has both read and write management events. @default - not known */
  readonly hasAllManagementEvents?: boolean;
}

/** Who administers a service for the organization. */
export interface Delegation {
  /** As securityhub.amazonaws.com. */
  readonly service: string;
  readonly account: string;
}

/** All that AWS said of an organization. */
export interface Found {
  readonly organizationId: string;
  readonly managementId: string;
  readonly partition: PartitionName;
  readonly units: readonly FoundUnit[];
  /** Active ones, by id. */
  readonly accounts: readonly FoundAccount[];
  readonly inactive: readonly InactiveAccount[];
  /** Ids of active accounts that were not to be asked about. */
  readonly without: readonly string[];
  readonly delegations: readonly Delegation[];
  readonly trails: readonly FoundTrail[];
  /** What AWS refused: something is not known for each. */
  readonly refusals: readonly Refusal[];
}
