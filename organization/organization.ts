import type { Names } from "./names/names";
import type { trailMakerOf } from "./regions";
import type { Detection } from "../detections/detection";
import type { StoreName } from "../detections/stores";
import type { ExpectedReader, PatternsOfReads } from "./reads-of-account";
import type { DetectionSettings, Mode, Settings } from "./settings";

/** Ids of accounts. */
export const accountIdPattern = /^\d{12}$/;

/** Names of accounts, which name stacks and their directories, too. */
export const accountNamePattern = /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** One account that a stack is deployed to. */
export interface Account {
  readonly name: string;
  /** 12 digits. */
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Governed regions that it does not leave out, in the order of governedRegions. */
  readonly regions: readonly string[];
  /** Who may read any secret of the account in silence: the organization's and the account's own. */
  readonly expectedReaders: readonly ExpectedReader[];
  /** Whether people are told of what happens in it. */
  readonly mode: Mode;
}

/** Keys that a decoy of every account may have: nothing is behind its value. */
export const decoyKeys = ["account", "aws"] as const;

export type DecoyKey = (typeof decoyKeys)[number];

export interface Secret {
  readonly name: string;
  /** ARN of a secret that is there already and taken over as it is. @default - it is made here */
  readonly adopt?: string;
  /** Whether the policy of a secret that is adopted gives way to the one that every other secret has. */
  readonly replacePolicy: boolean;
  /** Whether the tags of a secret that is adopted give way to those of the account. */
  readonly replaceTags: boolean;
  /** @default - none; of a secret that is adopted, the one that it has */
  readonly description?: string;
  readonly region: string;
  /** @default - a key of the account's own in the same region; of a secret that is adopted, the one that it has */
  readonly kmsKeyArn?: string;
  /** Of a decoy without an ARN of one. @default account */
  readonly kmsKey?: DecoyKey;
  /** Nothing uses it; reading it is critical, whoever does. */
  readonly decoy: boolean;
  /** Mail address. @default - the account's owner */
  readonly owner?: string;
  /** Who may read this secret in silence, beside those of the account. */
  readonly expectedReaders: readonly ExpectedReader[];
  /** A secret that is adopted keeps the copies that it has where there are none here. */
  readonly replicaRegions: readonly string[];
  readonly recoveryWindowDays: number;
}

/** A secret that is made elsewhere, or all below a path. */
export interface WatchedSecret {
  /** Its name, its whole ARN, or a path with `/*` at its end. */
  readonly name: string;
  /** Where it may be. */
  readonly regions: readonly string[];
  readonly description?: string;
  /** Mail address. @default - the account's owner */
  readonly owner?: string;
  /** Who may read it in silence, beside those of the account. */
  readonly expectedReaders: readonly ExpectedReader[];
}

/** A parameter of Systems Manager that is made elsewhere, or all below a path. */
export interface WatchedParameter extends WatchedSecret {
  /** Nothing uses it; reading it is critical, whoever does. */
  readonly decoy: boolean;
}

export interface MemberAccount extends Account {
  readonly organizationalUnit: string;
  /** Mail address. */
  readonly owner: string;
  readonly wave: string;
  readonly secrets: readonly Secret[];
  readonly watchedSecrets: readonly WatchedSecret[];
  readonly watchedParameters: readonly WatchedParameter[];
}

/** The whole configuration, checked, with every default filled in. */
export interface Organization extends Settings {
  readonly management: Account;
  readonly security: Account;
  /** Which of the two makes the trail, and so has the log group of its events and all that is made of them. */
  readonly trailMaker: ReturnType<typeof trailMakerOf>;
  /** Only if the bucket is not to be in the security account. */
  readonly logArchive?: Account;
  /** The catalogue with the organization's changes, and its own detections. */
  readonly detections: readonly Detection[];
  /** The changes to detections, as the file has them. */
  readonly detectionSettings: Readonly<Record<string, DetectionSettings>>;
  readonly members: readonly MemberAccount[];
  /** Names of the decoys in all accounts. */
  readonly decoyNames: readonly string[];
  /** Stores that some account has rules for. */
  readonly stores: readonly StoreName[];
  /** Readers that are in another account than the secret, by their account. */
  readonly crossAccountReads: ReadonlyMap<string, readonly CrossAccountRead[]>;
  readonly names: Names;
  /** What the rules of unexpected reads look for in an account and region. */
  readonly readPatterns: { of(account: Account, region: string): PatternsOfReads };
}

/** A reader of secrets that are in another account. */
export interface CrossAccountRead {
  /** By the ARN of the role or user. */
  readonly reader: ExpectedReader;
  readonly owner: MemberAccount;
  /** @default - any of the owner's */
  readonly secret?: Secret | WatchedSecret;
}

/** Every account, the central ones first. */
export function accountsOf(organization: Organization): readonly Account[] {
  return [...centralAccountsOf(organization), ...organization.members];
}

/** Those that are no members: management, security and, where there is one, log archive. */
export function centralAccountsOf({ management, security, logArchive }: Organization): readonly Account[] {
  return [management, security, ...(logArchive === undefined ? [] : [logArchive])];
}
