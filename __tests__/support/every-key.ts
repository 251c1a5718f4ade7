import type { Organization } from "../../organization/organization";
import { uncheckedOrganization } from "./edited-organization";

const condition = (name: string) => ({ field: "eventName", equals: name });
const event = (eventName: string) => ({ eventName });
const key = (id: string) => `arn:aws:kms:eu-west-1:333333333333:key/${id}`;
const secret = (name: string) => `arn:aws:secretsmanager:eu-west-1:333333333333:secret:${name}`;
const role = (name: string) => `arn:aws:iam::222222222222:role/${name}`;
const queue = (name: string) => `arn:aws:sqs:eu-west-1:222222222222:${name}`;

/** Two values for every key of organization.yaml that has one. */
export const samples: Readonly<Record<string, readonly [unknown, unknown]>> = {
  example: [true, false],
  organizationId: ["o-exampleorgid", "o-anotherorgid"],
  organizationalUnits: [{ shops: "ou-exam-workload" }, { shops: "ou-exam-sandbox1" }],
  partition: ["aws", "aws-us-gov"],
  homeRegion: ["eu-west-1", "eu-central-1"],
  governedRegions: [["eu-west-1", "eu-central-1"], ["eu-west-1"]],
  namePrefix: ["secretwatch", "watch"],
  ...account("management", "111111111111"),
  ...account("security", "222222222222"),
  ...account("logArchive", "555555555555"),
  "deployment.roleName": ["Deploy", "DeployWatch"],
  "deployment.state(local).directory": ["state", "terraform/state"],
  "deployment.state(s3).bucket": ["acorn-state", "acorn-terraform"],
  "deployment.state(s3).region": ["eu-west-1", "eu-central-1"],
  "deployment.state(s3).keyPrefix": ["secretwatch/", "watch/"],
  "deployment.state(s3).kmsKeyArn": [key("one"), key("two")],
  "deployment.state(s3).roleArn": [role("state"), role("terraform")],
  "pipeline.planRoleName": ["Plan", "PlanWatch"],
  "pipeline.oidc.issuer": ["token.actions.githubusercontent.com", "gitlab.com"],
  "pipeline.oidc.providerArn": [
    "arn:aws:iam::222222222222:oidc-provider/a.example",
    "arn:aws:iam::222222222222:oidc-provider/b.example",
  ],
  "pipeline.oidc.audience": ["sts.amazonaws.com", "acorn"],
  "pipeline.oidc.plan": [["repo:acorn/cloud:pull_request"], ["repo:acorn/watch:pull_request"]],
  "pipeline.oidc.apply": [["repo:acorn/cloud:environment:all"], ["repo:acorn/watch:environment:all"]],
  "pipeline.planPrincipalArns": [[], [role("ci-plan")]],
  "pipeline.applyPrincipalArns": [[], [role("ci-apply")]],
  protection: [true, false],
  "alerts.emails": [["on-call@acorn.example"], ["lead@acorn.example"]],
  "alerts.alarmsAtOnce": ["high", "medium"],
  "alerts.routes[].name": ["pager", "duty"],
  "alerts.routes[].minimumSeverity": ["low", "critical"],
  "alerts.routes[].alarmsAtOnce": ["high", "critical"],
  "alerts.routes[].emails": [["pager@acorn.example"], []],
  "alerts.routes[].https": [["https://pager.acorn.example/one"], ["https://pager.acorn.example/two"]],
  "alerts.routes[].queues": [[queue("one")], [queue("two")]],
  "alerts.routes[].subscriberAccounts": [["888888888888"], ["999999999999"]],
  "alerts.routes[].slack[].workspaceId": ["T0ACORN", "T0OTHER"],
  "alerts.routes[].slack[].channelId": ["C0ALERTS", "C0OTHER"],
  "alerts.routes[].teams[].tenantId": ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"],
  "alerts.routes[].teams[].teamId": ["33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444"],
  "alerts.routes[].teams[].channelId": ["19%3Aone%40thread.tacv2", "19%3Atwo%40thread.tacv2"],
  "alerts.owners.notify": [true, false],
  "alerts.owners.minimumSeverity": ["low", "high"],
  "alerts.silenceMinutes": [15, 30],
  "alerts.heartbeat": [true, false],
  "alerts.heartbeatMinutes": [60, 30],
  "alerts.patternLength": [2048, 4096],
  "alerts.archiveDays": [90, 30],
  "trail.name": ["acorn-organization", "acorn-audit"],
  "trail.insights": [[], ["ApiCallRateInsight"]],
  "trail.excludeKmsEvents": [false, true],
  "trail.tags": [true, false],
  "trail.existing.logGroupName": ["aws-controltower/CloudTrailLogs", "audit"],
  "trail.existing.logGroupRegion": ["eu-west-1", "eu-central-1"],
  "logGroup.retentionDays": [365, 90],
  "archive.bucketName": ["acorn-trail", "acorn-audit"],
  "archive.archiveAfterDays": [90, 30],
  "archive.expireAfterDays": [2557, 365],
  "archive.objectLock.mode": ["governance", "compliance"],
  "archive.objectLock.days": [365, 90],
  "archive.athena.scanLimitGigabytes": [100, 500],
  "archive.athena.resultDays": [7, 30],
  "guardrails.protectWatch.organizationalUnits": [["shops"], []],
  "guardrails.protectWatch.securityAccount": [false, true],
  "guardrails.denyReadsFromOutside.organizationalUnits": [[], ["shops"]],
  waves: [
    ["canary", "all"],
    ["canary", "rest", "all"],
  ],
  modes: [{}, { all: "quiet" }],
  "defaults.tags": [{ team: "one" }, { team: "two" }],
  ...readers("defaults.expectedReaders"),
  "defaults.decoys[].name": ["prod/backup/root", "prod/backup/admin"],
  "defaults.decoys[].description": ["Opens nothing.", "Opens everything."],
  "defaults.decoys[].kmsKey": ["account", "aws"],
  "defaults.replicaRegions": [[], ["eu-central-1"]],
  "defaults.recoveryWindowDays": [30, 7],
  "detections{}.enabled": [true, false],
  "detections{}.severity": ["high", "critical"],
  "detections{}.threshold": [1, 5],
  "detections{}.period": [300, 60],
  "detections{}.excludePrincipals": [[], ["role/cleaner"]],
  "ownDetections[].id": ["vault-opened", "vault-closed"],
  "ownDetections[].title": ["A vault was opened", "The vault was opened"],
  "ownDetections[].severity": ["high", "low"],
  "ownDetections[].condition": [condition("OpenVault"), condition("UnlockVault")],
  "ownDetections[].why": ["It is full.", "It is fuller."],
  "ownDetections[].likelyCauses": [[], ["A thief."]],
  "ownDetections[].nextSteps": [[], ["Close it."]],
  "ownDetections[].references": [[], ["CIS 4.1"]],
  "ownDetections[].threshold": [1, 5],
  "ownDetections[].period": [300, 60],
  "ownDetections[].matches[].what": ["Opened", "Opened again"],
  "ownDetections[].matches[].event": [event("OpenVault"), event("UnlockVault")],
  "ownDetections[].ignores[].what": ["Closed", "Closed again"],
  "ownDetections[].ignores[].event": [event("CloseVault"), event("LockVault")],
  "silence[].reason": ["The shop moves to a new database.", "The shop moves back."],
  "silence[].from": ["2026-03-01T20:00+01:00", "2026-03-01T21:00Z"],
  "silence[].until": ["2026-03-02T06:00+01:00", "2026-03-03T06:00+01:00"],
  "silence[].accounts": [["shop", "store"], ["security"]],
  "silence[].readers": [["role/migration"], ["role/migration*"]],
  "silence[].secrets": [["shop/database"], ["shop/*"]],
  "silence[].parameters": [["/shop/database"], ["/shop/*"]],
  "acknowledgements[].change": ["protection-off", "owners-mail-off"],
  "acknowledgements[].reason": ["It was right that day.", "It is right today."],
  "members[].name": ["shop", "store"],
  "members[].id": ["333333333333", "444444444444"],
  "members[].organizationalUnit": ["shops", "stores"],
  "members[].owner": ["shop@acorn.example", "store@acorn.example"],
  "members[].wave": ["all", "canary"],
  "members[].tags": [{ cost: "1" }, { cost: "2" }],
  "members[].regions": [["eu-west-1", "eu-central-1"], ["eu-west-1"]],
  ...readers("members[].expectedReaders"),
  "members[].secrets[].name": ["shop/database", "shop/cache"],
  "members[].secrets[].adopt": [secret("shop/database-a1B2c3"), secret("shop/database-d4E5f6")],
  "members[].secrets[].replacePolicy": [false, true],
  "members[].secrets[].replaceTags": [false, true],
  "members[].secrets[].description": ["Opens the database.", "Opens the cache."],
  "members[].secrets[].region": ["eu-west-1", "eu-central-1"],
  "members[].secrets[].kmsKeyArn": [key("one"), key("two")],
  "members[].secrets[].decoy": [false, true],
  "members[].secrets[].owner": ["dba@acorn.example", "dbas@acorn.example"],
  ...readers("members[].secrets[].expectedReaders"),
  "members[].secrets[].replicaRegions": [[], ["eu-central-1"]],
  "members[].secrets[].recoveryWindowDays": [30, 7],
  "members[].watchedSecrets[].name": ["legacy/database", "legacy/cache"],
  "members[].watchedSecrets[].region": ["eu-west-1", "eu-central-1"],
  "members[].watchedSecrets[].description": ["Opens the old database.", "Opens the old cache."],
  "members[].watchedSecrets[].owner": ["old@acorn.example", "older@acorn.example"],
  ...readers("members[].watchedSecrets[].expectedReaders"),
  "members[].watchedParameters[].name": ["/legacy/database", "/legacy/*"],
  "members[].watchedParameters[].region": ["eu-west-1", "eu-central-1"],
  "members[].watchedParameters[].description": ["Opens the old database.", "Opens the old cache."],
  "members[].watchedParameters[].decoy": [false, true],
  "members[].watchedParameters[].owner": ["old@acorn.example", "older@acorn.example"],
  ...readers("members[].watchedParameters[].expectedReaders"),
  include: [["shops.yaml"], ["stores.yaml"]],
};

function account(section: string, id: string): Record<string, readonly [unknown, unknown]> {
  return {
    [`${section}.name`]: [section.toLowerCase(), `${section.toLowerCase()}-2`],
    [`${section}.id`]: [id, "666666666666"],
    [`${section}.tags`]: [{ team: "one" }, { team: "two" }],
    [`${section}.regions`]: [["eu-west-1", "eu-central-1"], ["eu-west-1"]],
    ...readers(`${section}.expectedReaders`),
  };
}

/** Its first entry is a text, its second one a mapping. */
function readers(list: string): Record<string, readonly [unknown, unknown]> {
  return {
    [list]: [["role/one"], ["role/other"]],
    [`${list}[](mapping).reader`]: ["role/placed", "role/elsewhere"],
    [`${list}[](mapping).from`]: [["vpce-0123456789abcdef0"], ["203.0.113.0/24"]],
  };
}

/** A secret's own values hide the defaults, and what one has that is there already no default changes. */
const hidden: Readonly<Record<string, readonly string[]>> = {
  "defaults.replicaRegions": ["members[].secrets[].replicaRegions", "members[].secrets[].adopt"],
  "defaults.recoveryWindowDays": ["members[].secrets[].recoveryWindowDays"],
};

/**
 * An organization in which every key has its first value, but for those that are named: they have the second.
 *
 * @param about keys that have to make a difference, whichever value they have
 */
export function organizationOfSamples(second: readonly string[], about: readonly string[]): Organization {
  const file = {};
  const local = about.some((path) => path.includes("(local)"));
  const left = new Set(about.flatMap((path) => hidden[path] ?? []));
  for (const [path, [one, other]] of Object.entries(samples)) {
    if (path.includes(local ? "(s3)" : "(local)") || left.has(path)) continue;
    set(file, path, second.includes(path) ? other : one);
  }
  set(file, "deployment.state.type", local ? "local" : "s3");
  // Many of these values do not go together.
  return uncheckedOrganization(file);
}

function set(file: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path
    .replace("[](mapping)", ".1")
    .replace(/\(\w+\)/, "")
    .replaceAll("[]", ".0")
    .replaceAll("{}", ".secret-deleted")
    .split(".");
  let section = file;
  keys.slice(0, -1).forEach((each, index) => {
    section[each] ??= /^[01]$/.test(keys[index + 1]!) ? [] : {};
    section = section[each] as Record<string, unknown>;
  });
  section[keys.at(-1)!] = value;
}
