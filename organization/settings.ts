import type { NotifiedSeverity, Severity } from "../detections/detection";
import type { PartitionName } from "./regions";

/** What holds for the whole organization, with every default filled in. docs/configuration.md says what each key means. */
export interface Settings {
  /** Placeholder ids and mail addresses are allowed. */
  readonly example: boolean;
  readonly organizationId: string;
  /** Ids by the name that members use for them. */
  readonly organizationalUnits: Readonly<Record<string, string>>;
  readonly partition: PartitionName;
  readonly homeRegion: string;
  readonly governedRegions: readonly string[];
  readonly namePrefix: string;
  readonly deployment: DeploymentSettings;
  /** @default - no entry roles */
  readonly pipeline?: PipelineSettings;
  /** Plans that would destroy what can't be made again are refused. */
  readonly protection: boolean;
  readonly alerts: Alerts;
  readonly trail: TrailSettings;
  readonly logGroup: { readonly retentionDays: number };
  readonly archive: ArchiveSettings;
  readonly guardrails: Guardrails;
  /** In the order of the rollout. */
  readonly waves: readonly string[];
  /** Reads that people are told of in the digest alone. */
  readonly silence: readonly PlannedWorkSettings[];
  readonly acknowledgements: readonly Acknowledgement[];
}

export interface DeploymentSettings {
  readonly roleName: string;
  readonly state: State;
}

/** Where Terraform keeps its state. */
export type State =
  | { readonly type: "local"; readonly directory: string }
  | {
      readonly type: "s3";
      readonly bucket: string;
      /** @default - the home region */
      readonly region?: string;
      readonly keyPrefix: string;
      /** @default - the bucket's own key */
      readonly kmsKeyArn?: string;
      /** @default - the caller's own identity */
      readonly roleArn?: string;
    };

/** Entry roles of a CI pipeline. */
export interface PipelineSettings {
  readonly planRoleName: string;
  /** @default - tokens open nothing */
  readonly oidc?: {
    /** Host and path, without https:// */
    readonly issuer: string;
    /** @default - the provider is made */
    readonly providerArn?: string;
    readonly audience: string;
    readonly plan: readonly string[];
    readonly apply: readonly string[];
  };
  readonly planPrincipalArns: readonly string[];
  readonly applyPrincipalArns: readonly string[];
}

/** Who is told, of what, and how. */
export interface Alerts {
  readonly emails: readonly string[];
  readonly alarmsAtOnce: NotifiedSeverity;
  readonly routes: readonly Route[];
  readonly owners: { readonly notify: boolean; readonly minimumSeverity: NotifiedSeverity };
  readonly silenceMinutes: number;
  readonly heartbeat: boolean;
  readonly heartbeatMinutes: number;
  /** Characters of an event pattern in every account. */
  readonly patternLength: number;
  readonly archiveDays: number;
}

/** Recipients with a least severity of their own. */
export interface Route {
  readonly name: string;
  readonly minimumSeverity: NotifiedSeverity;
  readonly alarmsAtOnce: NotifiedSeverity;
  readonly emails: readonly string[];
  readonly https: readonly string[];
  /** ARNs. */
  readonly queues: readonly string[];
  /** Ids of accounts that may subscribe queues of theirs. */
  readonly subscriberAccounts: readonly string[];
  readonly slack: readonly SlackChannel[];
  readonly teams: readonly TeamsChannel[];
}

export interface SlackChannel {
  readonly workspaceId: string;
  readonly channelId: string;
}

export interface TeamsChannel {
  readonly tenantId: string;
  readonly teamId: string;
  readonly channelId: string;
}

export interface TrailSettings {
  /** @default - <namePrefix>-organization */
  readonly name?: string;
  readonly insights: readonly Insight[];
  readonly excludeKmsEvents: boolean;
  readonly tags: boolean;
  /** @default - a trail of our own is made */
  readonly existing?: ExistingTrailSettings;
}

/** What CloudTrail Insights watches. */
export const insightTypes = ["ApiCallRateInsight", "ApiErrorRateInsight"] as const;

export type Insight = (typeof insightTypes)[number];

export interface ExistingTrailSettings {
  readonly logGroupName: string;
  /** @default - the home region */
  readonly logGroupRegion?: string;
}

export interface ArchiveSettings {
  /** @default - <namePrefix>-trail-<account id>-<home region> */
  readonly bucketName?: string;
  readonly archiveAfterDays: number;
  readonly expireAfterDays: number;
  /** @default - off */
  readonly objectLock?: { readonly mode: LockMode; readonly days: number };
  /** @default - off */
  readonly athena?: AthenaSettings;
}

/** The archive as a table that Athena queries. */
export interface AthenaSettings {
  /** Gigabytes (10^9 bytes) of files that one query may read before Athena stops it. */
  readonly scanLimitGigabytes: number;
  /** Days that results of queries are kept. */
  readonly resultDays: number;
}

/** In governance mode a role with a permission of its own may lift a lock; in compliance mode nobody may. */
export const lockModes = ["governance", "compliance"] as const;

export type LockMode = (typeof lockModes)[number];

/** Names of units that policies of the organization are attached to. */
export interface Guardrails {
  readonly protectWatch: { readonly organizationalUnits: readonly string[]; readonly securityAccount: boolean };
  readonly denyReadsFromOutside: { readonly organizationalUnits: readonly string[] };
}

/** Planned work, by account, reader, secret and time: at least one of the first three is there. */
export interface PlannedWorkSettings {
  readonly reason: string;
  /** As plannedTime() reads it. */
  readonly from: string;
  readonly until: string;
  /** Names. @default - every account */
  readonly accounts?: readonly string[];
  /** @default - everybody */
  readonly readers?: readonly string[];
  /** Names, or paths with `/*` at their end. @default - every secret, unless it is about parameters */
  readonly secrets?: readonly string[];
  /** The same of parameters. @default - every parameter, unless it is about secrets */
  readonly parameters?: readonly string[];
}

export interface Acknowledgement {
  /** Id of a change. */
  readonly change: string;
  readonly reason: string;
}

/** What an organization changes about a detection of the catalogue. */
export interface DetectionSettings {
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly threshold?: number;
  readonly period?: number;
  readonly excludePrincipals?: readonly string[];
}

/** Whether people are told of what happens in an account: `quiet` counts and charts and tells nobody. */
export const modes = ["quiet", "notify"] as const;

export type Mode = (typeof modes)[number];
