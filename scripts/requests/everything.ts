import { regionsOf, type PartitionName } from "../../organization/regions";

/** An organization with everything on that its partition has; the ids are nobody's. */
export function everything(partition: PartitionName) {
  const [home, other] = homeRegions[partition];
  const arn: Arn = (service, resource) => `arn:${partition}:${service}:${resource}`;
  return {
    example: true,
    organizationId: "o-exampleorgid",
    organizationalUnits: { workloads: "ou-exam-workload", platform: "ou-exam-platform" },
    partition,
    homeRegion: home,
    governedRegions: [home, other],
    namePrefix: "watch",
    management: { name: "management", id: "111111111111", tags: { unit: "a" } },
    security: { name: "security", id: "222222222222", tags: { unit: "a" } },
    logArchive: { name: "archive", id: "777777777777" },
    deployment: {
      roleName: "Deploy",
      state: {
        type: "s3",
        bucket: "acorn-state",
        region: home,
        keyPrefix: "secretwatch/",
        kmsKeyArn: arn("kms", `${home}:222222222222:key/0123abcd-0123-0123-0123-0123456789ab`),
      },
    },
    pipeline: pipeline(arn),
    protection: true,
    alerts: alerts(partition, arn),
    trail: { name: "acorn-trail", insights: ["ApiCallRateInsight", "ApiErrorRateInsight"], excludeKmsEvents: true },
    logGroup: { retentionDays: 400 },
    archive: {
      bucketName: "acorn-trail-files",
      archiveAfterDays: 1,
      expireAfterDays: 400,
      objectLock: { mode: "compliance", days: 30 },
      athena: { scanLimitGigabytes: 100, resultDays: 7 },
    },
    guardrails: {
      protectWatch: { organizationalUnits: ["workloads", "platform"], securityAccount: true },
      denyReadsFromOutside: { organizationalUnits: ["workloads", "platform"] },
    },
    modes: { canary: "quiet" },
    silence: [
      {
        reason: "The “database” moves: ${x} %{y} (CHG-4711)",
        from: "2026-03-01T20:00+01:00",
        until: "2026-03-15T20:00+01:00",
        accounts: ["sandbox"],
        readers: ["role/migration/*", arn("iam", ":444444444444:user/anna"), "service/rds.amazonaws.com"],
        secrets: ["prod/payments/database", "prod/*"],
        parameters: ["/prod/*"],
      },
    ],
    defaults: defaults(other),
    ownDetections: [ownDetection("vault-opened", "vault.example.com")],
    members: members(arn, other),
  };
}

/** Makes an ARN of the partition. */
type Arn = (service: string, resource: string) => string;

function pipeline(arn: Arn) {
  return {
    planRoleName: "Plan",
    oidc: {
      audience: "sts.amazonaws.com",
      plan: ["repo:acorn/cloud:pull_request"],
      apply: ["repo:acorn/cloud:environment:canary"],
    },
    planPrincipalArns: [arn("iam", ":222222222222:role/ci/plan")],
    applyPrincipalArns: [arn("iam", ":222222222222:role/ci/apply")],
  };
}

function alerts(partition: PartitionName, arn: Arn) {
  const [home] = homeRegions[partition];
  return {
    emails: ["security@acorn.example"],
    silenceMinutes: 15,
    // What AWS takes where nobody asked for more, which is what the judge knows.
    patternLength: 2048,
    archiveDays: 90,
    routes: [
      {
        name: "everything",
        minimumSeverity: "low",
        emails: ["route@acorn.example"],
        https: ["https://pager.acorn.example/intake"],
        queues: [arn("sqs", `${home}:222222222222:siem`)],
        ...(partition === "aws" ? chats : {}),
      },
      { name: "second", minimumSeverity: "medium", emails: ["second@acorn.example"] },
      { name: "third", minimumSeverity: "high", https: ["https://pager.acorn.example/third"] },
      { name: "fourth", minimumSeverity: "critical", emails: ["fourth@acorn.example"] },
    ],
    owners: { notify: true, minimumSeverity: "low" },
  };
}

function defaults(other: string) {
  return {
    tags: { "cost center": "4711" },
    expectedReaders: ["role/secret-rotation", "service/rds.amazonaws.com"],
    replicaRegions: [other],
    recoveryWindowDays: 7,
    decoys: [
      { name: "prod/backup/root", description: "Root login of the “backup” database ${x} %{y}" },
      { name: "prod/backup/second", description: "The second one", kmsKey: "aws" },
      { name: "third+=.@_decoy" },
    ],
  };
}

function members(arn: Arn, other: string) {
  return [
    {
      name: "payments",
      id: "333333333333",
      organizationalUnit: "workloads",
      owner: "payments@acorn.example",
      tags: { team: "payments" },
      expectedReaders: [
        "role/service/payments/*",
        "user/anna",
        { reader: "role/batch", from: ["vpce-0123456789abcdef0"] },
      ],
      secrets: [
        {
          name: "prod/payments/database",
          description: "Main database",
          owner: "dba@acorn.example",
          expectedReaders: [arn("iam", ":444444444444:role/reporting")],
        },
        {
          name: "prod/payments/elsewhere",
          region: other,
          kmsKeyArn: arn("kms", `${other}:333333333333:key/mrk-0123abcd012301230123012345678901`),
          replicaRegions: [] as string[],
        },
        {
          name: "prod/payments/adopted",
          adopt: arn("secretsmanager", `${other}:333333333333:secret:prod/payments/adopted-a1B2c3`),
        },
        {
          name: "prod/payments/adopted@all",
          description: "What is given is taken over: ${x} %{y}",
          adopt: arn("secretsmanager", `${other}:333333333333:secret:prod/payments/adopted@all-a1B2c3`),
          kmsKeyArn: arn("kms", `${other}:333333333333:key/mrk-0123abcd012301230123012345678901`),
          replacePolicy: true,
          replaceTags: true,
        },
      ],
      ...watched(arn, other),
    },
    {
      name: "sandbox",
      id: "044444444444",
      organizationalUnit: "platform",
      owner: "o'brien+x@acorn.example",
      wave: "canary",
    },
  ];
}

/** What is made elsewhere. */
function watched(arn: Arn, other: string) {
  return {
    watchedSecrets: [
      { name: "rds!cluster-0a1b", owner: "dba@acorn.example", expectedReaders: ["service/rds.amazonaws.com"] },
      {
        name: "prod/reports/*",
        expectedReaders: [
          { reader: "role/reports", from: ["vpce-12345678", "203.0.113.0/24", "2001:db8::/32"] },
          arn("iam", ":444444444444:role/reporting"),
        ],
      },
      { name: arn("secretsmanager", `${other}:333333333333:secret:prod/old-a1B2c3`), expectedReaders: ["role/old"] },
    ],
    watchedParameters: [
      { name: "/prod/db/password", owner: "dba@acorn.example", expectedReaders: ["role/service/api"] },
      { name: "/prod/reports/*", expectedReaders: ["role/reports"] },
      { name: arn("ssm", `${other}:044444444444:parameter/shared/licence`) },
      { name: "/prod/backup/root", decoy: true },
    ],
  };
}

/** Home region, and one more. */
const homeRegions: Record<PartitionName, readonly [string, string]> = {
  aws: ["ap-southeast-1", "ap-northeast-1"],
  "aws-us-gov": ["us-gov-west-1", "us-gov-east-1"],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
};

const tenant = "0123abcd-0123-4123-8123-0123456789ab";

/** Channels that the commercial partition has. */
export const chats = {
  slack: [
    { workspaceId: "T0ACORN001", channelId: "C0SECURITY" },
    { workspaceId: "T0ACORN001", channelId: "C1SECURITY" },
  ],
  teams: [
    // As Teams shows the id, and as its link has it.
    {
      tenantId: tenant,
      teamId: `1${tenant.slice(1)}`,
      channelId: "19:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@thread.tacv2",
    },
    {
      tenantId: tenant,
      teamId: `2${tenant.slice(1)}`,
      channelId: "19%3Abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb%40thread.tacv2",
    },
  ],
};

function ownDetection(id: string, source: string) {
  return {
    id,
    title: "The vault was opened",
    severity: "critical",
    condition: {
      all: [
        { field: "eventSource", equals: source },
        { field: "eventName", oneOf: ["Open", "Close"] },
      ],
    },
    why: "Nobody opens it",
    likelyCauses: ["Somebody did"],
    nextSteps: ["Ask who"],
    threshold: 1,
    period: 60,
    matches: [{ what: "it is opened", event: { eventSource: source, eventName: "Open" } }],
    ignores: [{ what: "somebody looks", event: { eventSource: source, eventName: "Look" } }],
  };
}

/** So many regions, and no more than there are. */
export function manyRegions(count: number) {
  return {
    ...everything("aws"),
    homeRegion: "us-east-1",
    governedRegions: ["us-east-1", ...regionsOf("aws").filter((each) => each !== "us-east-1")].slice(0, count),
  };
}
