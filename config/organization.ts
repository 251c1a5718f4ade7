import type { Detection } from "../detections/detection";
import { effectiveDetections } from "./effective-detections";
import { Names } from "./names";
import type { MemberEntry, SecretEntry } from "./member-schema";
import type { OrganizationFile } from "./organization-schema";

/** One account that a stack is deployed to. */
export interface Account {
  readonly name: string;
  /** 12 digits. */
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Secret {
  readonly name: string;
  readonly description?: string;
  readonly region: string;
  /** @default - a key of the account's own in the same region */
  readonly kmsKeyArn?: string;
  /** Nothing uses it; reading it is critical. */
  readonly decoy: boolean;
  readonly expectedReaders: readonly string[];
  readonly replicaRegions: readonly string[];
  readonly recoveryWindowDays: number;
}

export interface MemberAccount extends Account {
  readonly organizationalUnit: string;
  /** Mail address. */
  readonly owner: string;
  readonly wave: string;
  readonly secrets: readonly Secret[];
}

/** The whole configuration, checked, with every default filled in. */
export interface Organization extends Pick<
  OrganizationFile,
  | "example"
  | "organizationId"
  | "partition"
  | "homeRegion"
  | "governedRegions"
  | "namePrefix"
  | "deployment"
  | "protection"
  | "alerts"
  | "trail"
  | "logGroup"
  | "archive"
  | "waves"
> {
  readonly management: Account;
  readonly security: Account;
  /** Only if the bucket is not to be in the security account. */
  readonly logArchive?: Account;
  /** The catalogue with the organization's changes, and its own detections. */
  readonly detections: readonly Detection[];
  readonly members: readonly MemberAccount[];
  readonly names: Names;
}

const DEFAULT_RECOVERY_WINDOW_DAYS = 30;

/** Fills in the defaults of a checked file and the members that it and its included files have. */
export function toOrganization(file: OrganizationFile, members: readonly MemberEntry[]): Organization {
  const { management, security, logArchive } = file;
  return {
    ...file,
    management: { tags: {}, ...management },
    security: { tags: {}, ...security },
    logArchive: logArchive && { tags: {}, ...logArchive },
    detections: effectiveDetections(file.detections, file.ownDetections, decoyNames(members)),
    members: members.map((member) => toMember(file, member)),
    names: new Names({
      ...file,
      managementAccountId: management.id,
      securityAccountId: security.id,
      archiveAccountId: (logArchive ?? security).id,
      deployRoleName: file.deployment.roleName,
      trailName: file.trail.name,
      archiveBucketName: file.archive.bucketName,
    }),
  };
}

function decoyNames(members: readonly MemberEntry[]): readonly string[] {
  return members.flatMap(({ secrets = [] }) => secrets.filter(({ decoy }) => decoy).map(({ name }) => name));
}

function toMember(file: OrganizationFile, member: MemberEntry): MemberAccount {
  return {
    ...member,
    wave: member.wave ?? file.waves.at(-1)!,
    tags: { ...file.defaults.tags, ...member.tags },
    secrets: (member.secrets ?? []).map((secret) => toSecret(file, secret)),
  };
}

function toSecret({ defaults, homeRegion }: OrganizationFile, secret: SecretEntry): Secret {
  const region = secret.region ?? homeRegion;
  return {
    ...secret,
    region,
    expectedReaders: [...new Set([...(defaults.expectedReaders ?? []), ...(secret.expectedReaders ?? [])])],
    // A default replica region that is the secret's own is no replica.
    replicaRegions: secret.replicaRegions ?? (defaults.replicaRegions ?? []).filter((each) => each !== region),
    recoveryWindowDays: secret.recoveryWindowDays ?? defaults.recoveryWindowDays ?? DEFAULT_RECOVERY_WINDOW_DAYS,
  };
}
