import { alarmOf, notifiedSeverities, severities } from "../detections/detection";
import { DECOY_READ_ID } from "../detections/catalogue/secrets-decoys";
import { accountsOf, type MemberAccount, type Organization } from "../organization/organization";
import { secretArn } from "../organization/names/secret-arn";
import { lockModes } from "../organization/settings";
import type { ExpectedReader } from "../organization/reads-of-account";
import { includesReader } from "../reads/places";
import { type Covered, includesWork, withoutReason, writtenWork } from "../reads/planned-work";
import { changeId, changesIn, type Area, type Change } from "./change";
import type { Between } from "./key-words";
import { inWords } from "./reader-changes";

/** Something that a configuration watches, tells or keeps. */
interface Watched {
  /** What it is, the same in both configurations. */
  readonly what: string;
  readonly area: Area;
  /** More is better. What is not there has 0, and what is let pass is below. */
  readonly degree: number;
  /** What it is part of: where one of them comes or goes with it, that is the change. */
  readonly within: readonly string[];
  /** Whose reads nobody hears of, where it is that. */
  readonly silence?: Silence;
  /** Whose reads are in the digest alone, where it is that. */
  readonly planned?: Covered;
}

interface Silence extends ExpectedReader {
  readonly account: string;
  /** @default - every secret of the account */
  readonly secret?: string;
}

/**
 * Changes for whatever is watched, told or kept less than before, and that no guarded change of its area says.
 *
 * Changes are worded key by key, and so is what they mean for the watch. Here the two configurations are asked instead,
 * so that a key with a wrong word lets nothing pass.
 */
export function unsaid(between: Between, changes: readonly Change[]): readonly Change[] {
  const said = new Set(changes.filter(({ guarded }) => guarded).map(({ area }) => area));
  const lost = new Map(lostWatch(between).map(({ area, what }) => [area, what]));
  return [...lost]
    .filter(([area]) => !said.has(area))
    .map(([area, what]) =>
      changesIn(area)(changeId("watched-less", area), "less", `Less is watched or told than before: ${what}.`),
    );
}

/** What the one configuration watches, tells or keeps, and the other does not, or less. */
export function lostWatch({ before, after }: Between): readonly Pick<Watched, "area" | "what">[] {
  const [then, now] = [watchOf(before), watchOf(after)];
  const released = releasedTo(after);
  const lost = [...new Map([...then, ...now]).values()].filter(
    ({ what, within }) =>
      degreeOf(what, now) < degreeOf(what, then) &&
      within.every((whole) => then.has(whole) && now.has(whole)) &&
      !released.has(what),
  );
  const heard = silencesByAccount(then);
  const plannedBefore = writtenWork(before);
  return lost.filter(
    ({ silence, planned }) =>
      !(planned !== undefined && plannedBefore.some((other) => includesWork(other, planned))) &&
      (silence === undefined || !(heard.get(silence.account) ?? []).some((other) => includes(other, silence))),
  );
}

function silencesByAccount(watch: ReadonlyMap<string, Watched>): ReadonlyMap<string, readonly Silence[]> {
  const silences = new Map<string, Silence[]>();
  for (const { silence } of watch.values()) {
    if (silence === undefined) continue;
    const ofAccount = silences.get(silence.account);
    if (ofAccount === undefined) silences.set(silence.account, [silence]);
    else ofAccount.push(silence);
  }
  return silences;
}

/** Secrets that are watched by their ARN: where they were made or adopted before, their reads are told as they were. */
function releasedTo({ members }: Organization): ReadonlySet<string> {
  const all = members.flatMap(({ id, watchedSecrets }) =>
    watchedSecrets.flatMap(({ name }) => {
      const arn = secretArn(name);
      return arn === undefined ? [] : [secretKey(id, arn)];
    }),
  );
  return new Set(all);
}

function degreeOf(what: string, watch: ReadonlyMap<string, Watched>): number {
  return watch.get(what)?.degree ?? 0;
}

function watchOf(organization: Organization): ReadonlyMap<string, Watched> {
  const all = [
    ...organization.governedRegions.map((region) => watched("settings", regionKey(region))),
    ...accountsOf(organization).flatMap((account) => [
      watched("accounts", accountKey(account)),
      ...account.regions.map((region) =>
        watched("accounts", `${accountKey(account)} in ${region}`, {
          within: [accountKey(account), regionKey(region)],
        }),
      ),
      watched("modes", `what happens in ${accountKey(account)}`, {
        within: [accountKey(account)],
        degree: account.mode === "notify" ? 1 : 0,
      }),
    ]),
    ...organization.members.flatMap((member) => [
      ...secretsOf(member),
      ...parametersOf(member),
      ...ownersOf(member, organization),
    ]),
    ...silencesOf(organization),
    ...plannedIn(organization),
    ...detectionsOf(organization),
    ...recipientsOf(organization),
    ...healthOf(organization),
    ...keptOf(organization),
  ];
  return new Map(all.map((each) => [each.what, each]));
}

function watched(
  area: Area,
  what: string,
  {
    degree = 1,
    within = [],
    silence,
    planned,
  }: Partial<Pick<Watched, "degree" | "within" | "silence" | "planned">> = {},
): Watched {
  return { area, what, degree, within, silence, planned };
}

const regionKey = (region: string) => `region ${region}`;
const accountKey = ({ id }: { readonly id: string }) => `account ${id}`;
const secretKey = (account: string, { name, region }: { readonly name: string; readonly region?: string }) =>
  `secret ${name}${region === undefined ? "" : ` in ${region}`} of account ${account}`;
const parameterKey = (account: string, name: string) => `parameter ${name} of account ${account}`;
const decoysKey = "decoys anywhere";

function secretsOf(member: MemberAccount): readonly Watched[] {
  const within = [accountKey(member)];
  return member.secrets.flatMap(({ decoy, ...secret }) => {
    const key = secretKey(member.id, secret);
    return [
      watched(decoy ? "decoys" : "secrets", key, { within }),
      ...(decoy
        ? [watched("decoys", `${key} as a decoy`, { within: [...within, key] }), watched("decoys", decoysKey)]
        : []),
    ];
  });
}

/** Of those that are not listed no read is told. */
function parametersOf(member: MemberAccount): readonly Watched[] {
  const within = [accountKey(member)];
  return member.watchedParameters.flatMap(({ name, decoy, regions }) => {
    const key = parameterKey(member.id, name);
    const part = (what: string, ...whole: readonly string[]) =>
      watched("secrets", `${key} ${what}`, { within: [...within, key, ...whole] });
    return [
      watched("secrets", key, { within }),
      ...regions.map((region) => part(`in ${region}`, `${accountKey(member)} in ${region}`)),
      ...(decoy ? [part("as a decoy")] : []),
    ];
  });
}

function ownersOf(member: MemberAccount, { alerts }: Organization): readonly Watched[] {
  if (!alerts.owners.notify) return [];
  const degree = notifiedSeverities.indexOf(alerts.owners.minimumSeverity) + 1;
  const within = [accountKey(member)];
  const told = (owner: string, what: string, whole: readonly string[]) =>
    watched("recipients", `${what}, to its owner ${owner}`, { degree, within: whole });
  return [
    told(member.owner, accountKey(member), within),
    ...member.secrets.map((secret) => {
      const key = secretKey(member.id, secret);
      return told(secret.owner ?? member.owner, key, [...within, key]);
    }),
    ...member.watchedSecrets.flatMap(({ owner, name }) =>
      owner === undefined ? [] : [told(owner, secretKey(member.id, { name }), within)],
    ),
    ...member.watchedParameters.map(({ owner = member.owner, name }) => {
      const key = parameterKey(member.id, name);
      return told(owner, key, [...within, key]);
    }),
  ];
}

/** Readers of something that is new to the watch silence nothing that was heard; a secret that is made elsewhere was heard before. */
function silencesOf(organization: Organization): readonly Watched[] {
  return [
    ...accountsOf(organization).flatMap(({ id, expectedReaders }) => silent(id, expectedReaders)),
    ...organization.members.flatMap(({ id, secrets, watchedSecrets, watchedParameters }) => [
      ...secrets.flatMap((secret) => silent(id, secret.expectedReaders, secretKey(id, secret), true)),
      ...watchedSecrets.flatMap(({ name, expectedReaders }) => silent(id, expectedReaders, secretKey(id, { name }))),
      ...watchedParameters.flatMap(({ name, expectedReaders }) =>
        silent(id, expectedReaders, parameterKey(id, name), true),
      ),
    ]),
  ];
}

/** Planned work in an account that is new to the watch keeps nothing back that was told. */
function plannedIn(organization: Organization): readonly Watched[] {
  return writtenWork(organization)
    .map(withoutReason)
    .flatMap((work) =>
      (work.accounts ?? [undefined]).map((account) => {
        const planned = account === undefined ? work : { ...work, accounts: [account] };
        const within = account === undefined ? [] : [accountKey({ id: account })];
        return watched("silence", `reads during planned work, ${JSON.stringify(planned)}`, {
          ...{ degree: -1, within, planned },
        });
      }),
    );
}

function silent(
  account: string,
  readers: readonly ExpectedReader[],
  secret?: string,
  isNewWithIt = false,
): readonly Watched[] {
  const ofAccount = accountKey({ id: account });
  return readers.map((each) =>
    watched("readers", `reads of ${secret ?? ofAccount} by ${inWords(each)}`, {
      degree: -1,
      within: secret !== undefined && isNewWithIt ? [ofAccount, secret] : [ofAccount],
      silence: { account, ...each, ...(secret === undefined ? {} : { secret }) },
    }),
  );
}

/** Of the same account. */
function includes(wide: Silence, narrow: Silence): boolean {
  return (wide.secret === undefined || wide.secret === narrow.secret) && includesReader(wide, narrow);
}

function detectionsOf({ detections, detectionSettings }: Organization): readonly Watched[] {
  return detections.flatMap((detection) => {
    const { id, severity, family, condition } = detection;
    const within = id === DECOY_READ_ID ? [decoysKey] : [];
    const { threshold, period } = alarmOf(detection);
    const key = `detection ${id}`;
    const part = (what: string, degree: number, whole = key) =>
      watched("detections", what, { degree, within: [whole] });
    // What is only counted has an alarm whose numbers mean nothing, and so has the time for one event.
    const [rings, counts] = [`alarm of ${id}`, `alarm of ${id} at several events`];
    return [
      watched("detections", key, { degree: severities.length - severities.indexOf(severity), within }),
      ...(severity === "info" ? [] : [part(rings, 1), part(`events before the ${rings}`, -threshold, rings)]),
      ...(severity === "info" || threshold === 1
        ? []
        : [part(counts, 0), part(`time for the ${rings}`, period, counts)]),
      ...(family === "own" ? [part(`what ${id} looks for, ${JSON.stringify(condition)}`, 1)] : []),
      ...(detectionSettings[id]?.excludePrincipals ?? []).map((who) => part(`what ${who} does, to ${id}`, -1)),
    ];
  });
}

function recipientsOf({ alerts }: Organization): readonly Watched[] {
  const { emails, alarmsAtOnce } = alerts;
  const none = { https: [], queues: [], slack: [], teams: [], subscriberAccounts: [] };
  const team = { name: "the security team", minimumSeverity: "low", ...none, emails, alarmsAtOnce } as const;
  return [team, ...alerts.routes].flatMap(({ name, minimumSeverity, ...route }) => {
    const { https, queues, subscriberAccounts, slack, teams } = route;
    const channels = [...slack, ...teams].map(({ channelId }) => channelId);
    return [...route.emails, ...https, ...queues, ...subscriberAccounts, ...channels].flatMap((address) => {
      const what = `what ${name} tells ${address}`;
      const degree = (severity: typeof minimumSeverity) => notifiedSeverities.indexOf(severity) + 1;
      return [
        watched("recipients", what, { degree: degree(minimumSeverity) }),
        watched("recipients", `${what} at once`, { degree: degree(route.alarmsAtOnce), within: [what] }),
      ];
    });
  });
}

function healthOf({ alerts, guardrails }: Organization): readonly Watched[] {
  const { protectWatch, denyReadsFromOutside } = guardrails;
  return [
    watched("settings", "how soon the trail's silence is told", { degree: 1 / alerts.silenceMinutes }),
    ...(alerts.heartbeat
      ? [watched("settings", "how often the roll is called", { degree: 1 / alerts.heartbeatMinutes })]
      : []),
    ...protectWatch.organizationalUnits.map((unit) => watched("guardrails", `the watch in unit ${unit}`)),
    ...(protectWatch.securityAccount ? [watched("guardrails", "the watch in the security account")] : []),
    ...denyReadsFromOutside.organizationalUnits.map((unit) => watched("guardrails", `unit ${unit} from outside`)),
  ];
}

function keptOf({ alerts, archive, logGroup, trail }: Organization): readonly Watched[] {
  const { objectLock } = archive;
  const days = (what: string, degree: number) => watched("trail", what, { degree });
  return [
    days("days that the log group keeps events", logGroup.retentionDays),
    days("days that the bucket keeps files", archive.expireAfterDays),
    days("days that reads can be replayed", alerts.archiveDays),
    ...(trail.excludeKmsEvents ? [] : [watched("trail", "calls of KMS")]),
    ...trail.insights.map((insight) => watched("trail", insight)),
    ...(objectLock === undefined
      ? []
      : [
          days("days that new files are locked", objectLock.days),
          days("how hard it is to lift a lock", lockModes.indexOf(objectLock.mode) + 1),
        ]),
  ];
}
