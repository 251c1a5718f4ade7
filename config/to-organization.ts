import type { Account, CrossAccountRead, MemberAccount, Organization, Secret } from "../organization/organization";
import type { ExpectedReader } from "../organization/reads-of-account";
import type { Mode, Settings } from "../organization/settings";
import { ReadPatterns } from "../reads/read-patterns";
import { effectiveDetections } from "./effective-detections";
import { entryRoleNames, stackSetRolePrefix } from "../organization/names/access-names";
import { placeOfArn } from "../organization/names/arn";
import { secretArn } from "../organization/names/secret-arn";
import { Names } from "../organization/names/names";
import { forwardingRegions, otherRegions, trailMakerOf } from "../organization/regions";
import type { DecoyEntry, MemberEntry, ReaderEntry, SecretEntry, WatchedSecretEntry } from "./schema/member";
import type { OrganizationFile } from "./schema/organization-file";

/** The keys of a type and of what is in it, whatever their values are. */
type Keys<Type> = Type extends readonly (infer Item)[]
  ? readonly Keys<Item>[]
  : Type extends object
    ? { readonly [Key in keyof Type]-?: Keys<NonNullable<Type[Key]>> }
    : true;

/** What the organization has in another form than the file, or not at all. */
type Converted =
  | "management"
  | "security"
  | "logArchive"
  | "members"
  | "include"
  | "modes"
  | "defaults"
  | "detections"
  | "ownDetections";

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;

/** Does not compile while a key of the schema is missing in the settings, or the other way round. */
export const schemaIsModelled: Same<Keys<Omit<OrganizationFile, Converted>>, Keys<Settings>> = true;

const DEFAULT_RECOVERY_WINDOW_DAYS = 30;

/** Fills in the defaults of a checked file and the members that it and its included files have. */
export function toOrganization(file: OrganizationFile, members: readonly MemberEntry[]): Organization {
  const { management, security, logArchive } = file;
  const complete = members.map((member) => toMember(file, member));
  const decoyNames = decoyNamesOf(complete);
  const trailMaker = trailMakerOf(file.partition);
  const crossAccountReads = crossAccountReadsOf(file, complete);
  const names = namesOf(file);
  return {
    ...file,
    management: toCentralAccount(file, management),
    security: toCentralAccount(file, security),
    trailMaker,
    logArchive: logArchive && toCentralAccount(file, logArchive),
    detections: effectiveDetections(file.detections, file.ownDetections, decoyNames, {
      namePrefix: file.namePrefix,
      deployRoleName: file.deployment.roleName,
      stackSetRolePrefix,
      pipeline: file.pipeline && {
        accountId: security.id,
        entryRoleNames,
        tokenIssuer: file.pipeline.oidc?.issuer,
      },
      logAccountIds: [...new Set([security.id, file[trailMaker].id])],
      archiveBucketName: file.archive.bucketName,
      governedRegions: file.governedRegions,
      otherRegions: otherRegions(file.partition, file.governedRegions),
      silentRegions: forwardingRegions(file, file.governedRegions).length < file.governedRegions.length,
    }),
    detectionSettings: file.detections,
    members: complete,
    decoyNames,
    stores: [
      "secrets",
      ...(complete.some(({ watchedParameters }) => watchedParameters.length > 0) ? ["parameters" as const] : []),
    ],
    crossAccountReads,
    names,
    readPatterns: new ReadPatterns({ names, crossAccountReads }, file.alerts.patternLength),
  };
}

function namesOf(file: OrganizationFile): Names {
  const { management, security, logArchive } = file;
  return new Names({
    partition: file.partition,
    homeRegion: file.homeRegion,
    namePrefix: file.namePrefix,
    organizationId: file.organizationId,
    managementAccountId: management.id,
    securityAccountId: security.id,
    trailAccountId: file[trailMakerOf(file.partition)].id,
    archiveAccountId: (logArchive ?? security).id,
    deployRoleName: file.deployment.roleName,
    planRoleName: file.pipeline?.planRoleName,
    trailName: file.trail.name,
    archiveBucketName: file.archive.bucketName,
  });
}

function decoyNamesOf(members: readonly MemberAccount[]): readonly string[] {
  const names = members.flatMap(({ secrets }) => secrets.filter(({ decoy }) => decoy).map(({ name }) => name));
  return [...new Set(names)].sort();
}

function crossAccountReadsOf({ defaults }: OrganizationFile, members: readonly MemberAccount[]) {
  const byAccount = new Map<string, CrossAccountRead[]>();
  const everywhere = new Set(toReaders(defaults.expectedReaders).map(keyOfReader));
  const add = (owner: MemberAccount, reader: ExpectedReader, secret?: CrossAccountRead["secret"]) => {
    const account = placeOfArn(reader.reader)?.account ?? owner.id;
    if (account === owner.id) return;
    byAccount.set(account, [...(byAccount.get(account) ?? []), { reader, owner, secret }]);
  };
  for (const owner of members) {
    for (const reader of owner.expectedReaders) {
      // Readers of every account may read in their own already.
      if (!everywhere.has(keyOfReader(reader))) add(owner, reader);
    }
    for (const secret of [...owner.secrets, ...owner.watchedSecrets]) {
      for (const reader of secret.expectedReaders) add(owner, reader, secret);
    }
  }
  return byAccount;
}

/** Central accounts are in no wave: people are told of them as soon as they are told of any. */
function toCentralAccount(file: OrganizationFile, account: OrganizationFile["management"]): Account {
  const someNotify = file.waves.some((wave) => modeOf(file, wave) === "notify");
  return {
    ...account,
    tags: account.tags ?? {},
    regions: regionsOfAccount(file, account),
    expectedReaders: readersOf(file, account),
    mode: someNotify ? "notify" : "quiet",
  };
}

function toMember(file: OrganizationFile, member: MemberEntry): MemberAccount {
  const wave = member.wave ?? file.waves.at(-1)!;
  const regions = regionsOfAccount(file, member);
  const own = (member.secrets ?? []).map((secret) => toSecret(file, secret, regions));
  const decoys = (file.defaults.decoys ?? [])
    .filter(({ name }) => !own.some((secret) => secret.decoy && secret.name === name))
    .map((decoy) => toDecoy(file, decoy, regions));
  return {
    ...member,
    wave,
    mode: modeOf(file, wave),
    tags: { ...file.defaults.tags, ...member.tags },
    regions,
    expectedReaders: readersOf(file, member),
    secrets: [...own, ...decoys],
    watchedSecrets: (member.watchedSecrets ?? []).map((secret) => toWatched(secret, regions)),
    watchedParameters: (member.watchedParameters ?? []).map((parameter) => toWatched(parameter, regions)),
  };
}

function regionsOfAccount({ governedRegions }: OrganizationFile, account: { regions?: string[] }): readonly string[] {
  const { regions } = account;
  return regions === undefined ? governedRegions : governedRegions.filter((region) => regions.includes(region));
}

function modeOf({ modes }: OrganizationFile, wave: string): Mode {
  return Object.hasOwn(modes, wave) ? modes[wave]! : "notify";
}

function readersOf(
  { defaults }: OrganizationFile,
  account: { expectedReaders?: ReaderEntry[] },
): readonly ExpectedReader[] {
  const all = [...toReaders(defaults.expectedReaders), ...toReaders(account.expectedReaders)];
  return [...new Map(all.map((each) => [keyOfReader(each), each])).values()];
}

/** In one form, whether or not they are expected from certain places alone. */
function toReaders(entries: readonly ReaderEntry[] = []): readonly ExpectedReader[] {
  return entries.map((entry) => (typeof entry === "string" ? { reader: entry } : entry));
}

function keyOfReader({ reader, from }: ExpectedReader): string {
  return JSON.stringify([reader, from]);
}

function toSecret(
  { defaults, homeRegion }: OrganizationFile,
  secret: SecretEntry,
  accountRegions: readonly string[],
): Secret {
  const region = secret.region ?? secretArn(secret.adopt)?.region ?? homeRegion;
  // What a secret has that is there already, no default takes away.
  const inherited = secret.adopt === undefined ? defaults.replicaRegions : [];
  return {
    ...secret,
    region,
    expectedReaders: toReaders(secret.expectedReaders),
    replicaRegions: secret.replicaRegions ?? defaultReplicas(inherited, region, accountRegions),
    recoveryWindowDays: secret.recoveryWindowDays ?? defaults.recoveryWindowDays ?? DEFAULT_RECOVERY_WINDOW_DAYS,
  };
}

function toWatched<Entry extends WatchedSecretEntry>({ region, ...watched }: Entry, accountRegions: readonly string[]) {
  const only = placeOfArn(watched.name)?.region ?? region;
  return {
    ...watched,
    regions: only === undefined ? accountRegions : [only],
    expectedReaders: toReaders(watched.expectedReaders),
  };
}

/** A default replica region that is the secret's own is no replica, and an account that leaves it out has none there. */
function defaultReplicas(
  regions: readonly string[] = [],
  own: string,
  accountRegions: readonly string[],
): readonly string[] {
  return regions.filter((region) => region !== own && accountRegions.includes(region));
}

/** One for all members: in the home region, without copies. */
function toDecoy(file: OrganizationFile, decoy: DecoyEntry, accountRegions: readonly string[]): Secret {
  const { kmsKey, ...entry } = decoy;
  const secret = toSecret(
    file,
    { ...entry, decoy: true, replacePolicy: false, replaceTags: false, replicaRegions: [] },
    accountRegions,
  );
  return { ...secret, kmsKey };
}
