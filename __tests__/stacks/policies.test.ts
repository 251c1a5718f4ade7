import { decide, type AccessRequest } from "../support/policy-decision";
import { exampleOrganization, resourceOf, resourcesOf, synthesize } from "../support/synthesized";

/** Who may do what and who may not, asked of the policies as Terraform gets them. */
const organization = {
  ...exampleOrganization(),
  logArchive: {
    name: "log-archive",
    id: "777777777777",
    tags: {},
    expectedReaders: [],
    regions: exampleOrganization().governedRegions,
    mode: "notify" as const,
  },
};
const stacks = synthesize(exampleOrganization());
const { names } = exampleOrganization();

const management = "111111111111";
const security = "222222222222";
const payments = "333333333333";
const stranger = "999999999999";
const admin = (account: string) => `arn:aws:iam::${account}:role/Admin`;
const trailOf = (account: string, name: string) => `arn:aws:cloudtrail:eu-west-1:${account}:trail/${name}`;
const ourTrail = trailOf(management, "secretwatch-organization");
const otherTrails = [
  trailOf(management, "another-trail"),
  trailOf(security, "secretwatch-organization"),
  trailOf(stranger, "secretwatch-organization"),
];

function policyOf(stack: string, type: string, prefix = ""): string {
  return resourceOf(stacks[stack], type, prefix).policy as string;
}

function expectDecisions(policy: string, decisions: readonly (readonly [string, AccessRequest])[]): void {
  expect(decisions.map(([, request]) => decide(policy, request))).toEqual(decisions.map(([decision]) => decision));
}

describe("the log archive bucket", () => {
  const policy = policyOf("security", "aws_s3_bucket_policy");
  const bucket = "arn:aws:s3:::secretwatch-trail-222222222222-eu-west-1";
  const owner = { "s3:x-amz-acl": "bucket-owner-full-control" };
  const put = (resource: string, context: Readonly<Record<string, string>>): AccessRequest => ({
    principal: "cloudtrail.amazonaws.com",
    action: "s3:PutObject",
    resource: `${bucket}/${resource}`,
    context: { "aws:SecureTransport": "true", ...context },
  });

  test("takes files of our trail, for the management account and for every member", () => {
    expectDecisions(policy, [
      ["allowed", put(`AWSLogs/${management}/CloudTrail/x`, { "aws:SourceArn": ourTrail, ...owner })],
      ["allowed", put(`AWSLogs/o-exampleorgid/${payments}/CloudTrail/x`, { "aws:SourceArn": ourTrail, ...owner })],
    ]);
  });

  test.each(otherTrails)("takes nothing of %s", (trail) => {
    expectDecisions(policy, [
      ["not allowed", put(`AWSLogs/o-exampleorgid/${payments}/x`, { "aws:SourceArn": trail, ...owner })],
      ["not allowed", put(`AWSLogs/${management}/x`, { "aws:SourceArn": trail, ...owner })],
    ]);
  });

  test("takes nothing without a source, without owner control, elsewhere or of another organization", () => {
    expectDecisions(policy, [
      ["not allowed", put(`AWSLogs/${management}/x`, owner)],
      ["not allowed", put(`AWSLogs/${management}/x`, { "aws:SourceArn": ourTrail })],
      ["not allowed", put("elsewhere/x", { "aws:SourceArn": ourTrail, ...owner })],
      ["not allowed", put(`AWSLogs/o-another0rg/${payments}/x`, { "aws:SourceArn": ourTrail, ...owner })],
    ]);
  });

  test("lets our trail alone look at its ACL", () => {
    const look = (trail: string): AccessRequest => ({
      principal: "cloudtrail.amazonaws.com",
      action: "s3:GetBucketAcl",
      resource: bucket,
      context: { "aws:SourceArn": trail, "aws:SecureTransport": "true" },
    });

    expectDecisions(policy, [
      ["allowed", look(ourTrail)],
      ...otherTrails.map((trail) => ["not allowed", look(trail)] as const),
    ]);
  });

  test("refuses what comes through an access point, where files have another ARN than policies protect", () => {
    const ask = (action: string, context: AccessRequest["context"]): AccessRequest => ({
      principal: admin(security),
      action,
      resource: `${bucket}/AWSLogs/x`,
      context: { "aws:SecureTransport": "true", ...context },
    });
    const through = { "s3:DataAccessPointArn": `arn:aws:s3:eu-west-1:${security}:accesspoint/mine` };

    expectDecisions(policy, [
      ...["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject", "s3:GetObject"].map(
        (action) => ["denied", ask(action, through)] as const,
      ),
      ["not allowed", ask("s3:GetObject", {})],
    ]);
  });

  test("refuses everybody without TLS, and gives nobody else anything", () => {
    const read = (secure: string): AccessRequest => ({
      principal: admin(security),
      action: "s3:GetObject",
      resource: `${bucket}/AWSLogs/x`,
      context: { "aws:SecureTransport": secure },
    });

    expectDecisions(policy, [
      ["denied", read("false")],
      ["not allowed", read("true")],
      ["denied", put("AWSLogs/x", { "aws:SourceArn": ourTrail, ...owner, "aws:SecureTransport": "false" })],
    ]);
  });
});

describe("keys of the trail's files", () => {
  const inContext = { "kms:EncryptionContext:aws:cloudtrail:arn": ourTrail };
  const cloudTrail = (action: string, context: Readonly<Record<string, string>>): AccessRequest => ({
    principal: "cloudtrail.amazonaws.com",
    action,
    context,
  });

  test.each([
    ["management", "TrailKey"],
    ["security", "LogArchiveKey"],
  ])("in stack %s, %s encrypts for our trail only", (stack, prefix) => {
    const policy = policyOf(stack, "aws_kms_key", prefix);

    expectDecisions(policy, [
      ["allowed", cloudTrail("kms:GenerateDataKey", { "aws:SourceArn": ourTrail, ...inContext })],
      ["allowed", cloudTrail("kms:DescribeKey", { "aws:SourceArn": ourTrail })],
      ["allowed", cloudTrail("kms:Decrypt", { "aws:SourceArn": ourTrail })],
      ["not allowed", cloudTrail("kms:GenerateDataKey", inContext)],
      ["not allowed", cloudTrail("kms:GenerateDataKey", { "aws:SourceArn": ourTrail })],
      ...otherTrails.flatMap(
        (trail) =>
          [
            ["not allowed", cloudTrail("kms:GenerateDataKey", { "aws:SourceArn": trail, ...inContext })],
            ["not allowed", cloudTrail("kms:Decrypt", { "aws:SourceArn": trail })],
          ] as const,
      ),
    ]);
  });

  test("the security account reads the trail's files, nobody else does", () => {
    const policy = policyOf("management", "aws_kms_key", "TrailKey");
    const decrypt = (principal: string, context: Readonly<Record<string, string>>): AccessRequest => ({
      principal,
      action: "kms:Decrypt",
      context,
    });

    expectDecisions(policy, [
      ["allowed", decrypt(admin(security), inContext)],
      ["not allowed", decrypt(admin(security), {})],
      ["not allowed", decrypt(admin(management), inContext)],
      ["not allowed", decrypt(admin(payments), inContext)],
      ["not allowed", decrypt(admin(stranger), inContext)],
    ]);
  });

  test("a log archive account reads them too", () => {
    const withArchive = synthesize({ ...organization });
    const policy = resourceOf(withArchive.management, "aws_kms_key").policy as string;

    expectDecisions(policy, [
      ["allowed", { principal: admin("777777777777"), action: "kms:Decrypt", context: inContext }],
      ["not allowed", { principal: admin(payments), action: "kms:Decrypt", context: inContext }],
    ]);
  });

  test("the account uses the bucket's default key through S3 only", () => {
    const policy = policyOf("security", "aws_kms_key", "LogArchiveKey");
    const decrypt = (via: string | undefined, caller: string): AccessRequest => ({
      principal: admin(caller),
      action: "kms:Decrypt",
      context: { "kms:CallerAccount": caller, ...(via === undefined ? {} : { "kms:ViaService": via }) },
    });

    expectDecisions(policy, [
      ["allowed", decrypt("s3.eu-west-1.amazonaws.com", security)],
      ["not allowed", decrypt(undefined, security)],
      ["not allowed", decrypt("ebs.eu-west-1.amazonaws.com", security)],
      ["not allowed", decrypt("s3.eu-west-1.amazonaws.com", payments)],
    ]);
  });
});

describe("the key of the log group", () => {
  const policy = policyOf("security", "aws_kms_key", "TrailLogGroupKey");
  const encrypt = (principal: string, logGroup: string): AccessRequest => ({
    principal,
    action: "kms:GenerateDataKey",
    context: { "kms:EncryptionContext:aws:logs:arn": logGroup },
  });
  const group = (account: string, name: string) => `arn:aws:logs:eu-west-1:${account}:log-group:${name}`;
  const ours = group(security, "/secretwatch/organization-trail");

  test("serves CloudWatch Logs of the home region for this one group", () => {
    expectDecisions(policy, [
      ["allowed", encrypt("logs.eu-west-1.amazonaws.com", ours)],
      ["not allowed", encrypt("logs.us-east-1.amazonaws.com", ours)],
      ["not allowed", encrypt("logs.eu-west-1.amazonaws.com", group(security, "/another"))],
      ["not allowed", encrypt("logs.eu-west-1.amazonaws.com", group(stranger, "/secretwatch/organization-trail"))],
      ["not allowed", encrypt(admin(security), ours)],
    ]);
  });
});

describe("alerts", () => {
  const alarm = (account: string) => `arn:aws:cloudwatch:eu-west-1:${account}:alarm:secretwatch-secret-read`;
  const fromAlarm = (account: string) => ({ "aws:SourceAccount": account, "aws:SourceArn": alarm(account) });
  const secure = { "aws:SecureTransport": "true" };

  test("alarms of the security account publish, alarms of another account do not", () => {
    const policy = policyOf("security", "aws_sns_topic_policy", "AlertTopic");
    const publish = (principal: string, context: Readonly<Record<string, string>>): AccessRequest => ({
      principal,
      action: "sns:Publish",
      resource: "arn:aws:sns:eu-west-1:222222222222:secretwatch-alerts",
      context,
    });

    expectDecisions(policy, [
      ["allowed", publish("cloudwatch.amazonaws.com", { ...fromAlarm(security), ...secure })],
      ["not allowed", publish("cloudwatch.amazonaws.com", { ...fromAlarm(payments), ...secure })],
      ["not allowed", publish("cloudwatch.amazonaws.com", { ...fromAlarm(stranger), ...secure })],
      [
        "not allowed",
        publish("cloudwatch.amazonaws.com", { ...fromAlarm(stranger), "aws:SourceAccount": security, ...secure }),
      ],
      ["not allowed", publish("cloudwatch.amazonaws.com", secure)],
      ["not allowed", publish("events.amazonaws.com", { ...fromAlarm(security), ...secure })],
      ["not allowed", publish(admin(stranger), secure)],
      ["denied", publish("cloudwatch.amazonaws.com", { ...fromAlarm(security), "aws:SecureTransport": "false" })],
    ]);
  });

  test("their key serves the same alarms", () => {
    const policy = policyOf("security", "aws_kms_key", "AlertTopicKey");
    const encrypt = (account: string): AccessRequest => ({
      principal: "cloudwatch.amazonaws.com",
      action: "kms:GenerateDataKey",
      context: fromAlarm(account),
    });

    expectDecisions(policy, [
      ["allowed", encrypt(security)],
      ["not allowed", encrypt(payments)],
      ["not allowed", encrypt(stranger)],
      ["not allowed", { principal: admin(security), action: "kms:Decrypt" }],
    ]);
  });
});

describe("the role with which CloudTrail writes to the log group", () => {
  const role = resourceOf(stacks.security, "aws_iam_role", "TrailDeliveryRole");
  const policy = policyOf("security", "aws_iam_role_policy", "TrailDeliveryRole");
  const write = (action: string, stream: string, group = names.trail.logGroupArn): AccessRequest => ({
    principal: "the role",
    action,
    resource: `${group}:log-stream:${stream}`,
  });

  test("is assumed by CloudTrail alone", () => {
    const assume = (principal: string): AccessRequest => ({ principal, action: "sts:AssumeRole" });

    expectDecisions(role.assume_role_policy as string, [
      ["allowed", assume("cloudtrail.amazonaws.com")],
      ["not allowed", assume("lambda.amazonaws.com")],
      ["not allowed", assume(admin(security))],
    ]);
  });

  test("writes the streams of the trail and can do nothing else", () => {
    expectDecisions(policy, [
      ["allowed", write("logs:PutLogEvents", `o-exampleorgid_${payments}_CloudTrail_eu-west-1`)],
      ["allowed", write("logs:CreateLogStream", `${management}_CloudTrail_eu-west-1`)],
      ["allowed", write("logs:CreateLogStream", `${security}_CloudTrail_eu-west-1_2`)],
      ["not allowed", write("logs:PutLogEvents", `${stranger}_CloudTrail_eu-west-1`)],
      [
        "not allowed",
        write("logs:PutLogEvents", "o-exampleorgid_x", names.trail.logGroupArn.replace("trail", "other")),
      ],
      ["not allowed", write("logs:DeleteLogStream", `${management}_CloudTrail_eu-west-1`)],
      ["not allowed", write("logs:GetLogEvents", `${management}_CloudTrail_eu-west-1`)],
    ]);
  });
});

describe("secrets", () => {
  const read = (context: Readonly<Record<string, string>>): AccessRequest => ({
    principal: admin(stranger),
    action: "secretsmanager:GetSecretValue",
    context: { "aws:PrincipalIsAWSService": "false", ...context },
  });

  test.each(
    Object.entries(resourcesOf(stacks["member-payments-prod"], "aws_secretsmanager_secret_policy")).map(
      ([id, { policy }]) => [id, policy as string] as const,
    ),
  )("%s refuses principals outside the organization, and grants nobody anything", (_, policy) => {
    expectDecisions(policy, [
      ["denied", read({ "aws:PrincipalOrgID": "o-another0rg" })],
      ["denied", read({})],
      ["not allowed", read({ "aws:PrincipalOrgID": "o-exampleorgid" })],
      ["not allowed", read({ "aws:PrincipalIsAWSService": "true" })],
    ]);
  });

  test("every secret blocks policies that would open it to everybody", () => {
    const policies = Object.values(resourcesOf(stacks["member-payments-prod"], "aws_secretsmanager_secret_policy"));

    expect(policies.map(({ block_public_policy: blocked }) => blocked)).toEqual([true, true, true]);
  });

  test("their key decrypts through Secrets Manager only, for the account only", () => {
    const policy = policyOf("member-payments-prod", "aws_kms_key", "SecretsKey-eu-west-1");
    const decrypt = (caller: string, via?: string): AccessRequest => ({
      principal: admin(caller),
      action: "kms:Decrypt",
      context: { "kms:CallerAccount": caller, ...(via === undefined ? {} : { "kms:ViaService": via }) },
    });
    const secretsManager = "secretsmanager.eu-west-1.amazonaws.com";

    expectDecisions(policy, [
      ["allowed", decrypt(payments, secretsManager)],
      ["not allowed", decrypt(payments)],
      ["not allowed", decrypt(payments, "secretsmanager.us-east-1.amazonaws.com")],
      ["not allowed", decrypt(security, secretsManager)],
      ["not allowed", decrypt(stranger, secretsManager)],
    ]);
  });
});

describe("every key", () => {
  const keys = Object.entries(stacks).flatMap(([stack, { resource }]) =>
    Object.entries(resource?.aws_kms_key ?? {}).map(([id, { policy }]) => [stack, id, policy as string] as const),
  );

  test.each(keys)("%s %s is managed, but not used or granted on, by its own account alone", (stack, _, policy) => {
    const own = { security, management: security, "member-payments-prod": payments }[stack];
    const may = (principal: string, action: string): AccessRequest => ({ principal, action });

    expectDecisions(policy, [
      ...(own === undefined ? [] : ([["allowed", may(admin(own), "kms:PutKeyPolicy")]] as const)),
      ["not allowed", may(admin(stranger), "kms:PutKeyPolicy")],
      ...[security, management, payments, stranger].flatMap(
        (account) =>
          [
            ["not allowed", may(admin(account), "kms:Decrypt")],
            ["not allowed", may(admin(account), "kms:CreateGrant")],
          ] as const,
      ),
    ]);
  });

  test("is rotated", () => {
    const all = Object.values(stacks).flatMap(({ resource }) => Object.values(resource?.aws_kms_key ?? {}));

    expect(all.length).toBeGreaterThan(5);
    expect(all.filter(({ enable_key_rotation: rotated }) => rotated !== true)).toEqual([]);
  });
});
