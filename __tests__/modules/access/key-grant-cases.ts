import {
  administration,
  alarmPublishing,
  alarmPublishingFromElsewhere,
  bucketEncryption,
  centralizationEncryption,
  type KeyGrant,
  logGroupEncryption,
  rolesPublishing,
  secretEncryption,
  tableEncryption,
  trailDecryption,
  trailEncryption,
} from "../../../modules/access/key-grants";
import { memberAccount, securityAccount } from "../../support/constructs";
import type { AccessRequest } from "../../support/policy-decision";

const [account, other] = [securityAccount, memberAccount];
const root = `arn:aws:iam::${account}:root`;
const role = (name: string, of = account) => `arn:aws:iam::${of}:role/${name}`;
const alarm = (name: string, of = account) => `arn:aws:cloudwatch:eu-west-1:${of}:alarm:${name}`;
export const trail = (name: string) => `arn:aws:cloudtrail:eu-west-1:111111111111:trail/${name}`;
const group = (name: string) => `arn:aws:logs:eu-west-1:${account}:log-group:${name}`;
const logs = "logs.eu-west-1.amazonaws.com";

/** A grant, what it lets in, all it may do, and what differs in one thing and stays outside. */
export interface KeyGrantCase {
  readonly grants: readonly KeyGrant[];
  readonly request: Omit<AccessRequest, "action">;
  readonly actions: readonly string[];
  readonly refused: Readonly<Record<string, Partial<AccessRequest>>>;
}

/** Every action of KMS on a key, as far as grants of ours touch it. */
export const kmsActions = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:RetireGrant",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:Sign",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];
const usage = ["kms:CreateGrant", "kms:RetireGrant", "kms:Sign"];
const cryptography = ["kms:Decrypt", "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"];
const dataKeys = ["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];

const through = (endpoint: string, of = account) => ({ "kms:ViaService": endpoint, "kms:CallerAccount": of });

export const keyGrantCases: Readonly<Record<string, KeyGrantCase>> = {
  "an account manages its key and does not use it": {
    grants: [administration(root)],
    request: { principal: role("Admin") },
    actions: kmsActions.filter((each) => ![...usage, ...cryptography, ...dataKeys].includes(each)),
    refused: { "another account": { principal: role("Admin", other) } },
  },
  "a trail encrypts its own files": {
    grants: trailEncryption(trail("organization"), "arn:aws:cloudtrail:*:111111111111:trail/*"),
    request: {
      principal: "cloudtrail.amazonaws.com",
      context: {
        "aws:SourceArn": trail("organization"),
        "kms:EncryptionContext:aws:cloudtrail:arn": trail("organization"),
      },
    },
    actions: ["kms:Decrypt", "kms:DescribeKey", ...dataKeys],
    refused: {
      "another service": { principal: "s3.amazonaws.com" },
      "another trail": {
        context: {
          "aws:SourceArn": trail("other"),
          "kms:EncryptionContext:aws:cloudtrail:arn": trail("organization"),
        },
      },
    },
  },
  "readers decrypt what a trail encrypted": {
    grants: [trailDecryption([root])],
    request: { principal: role("Reader"), context: { "kms:EncryptionContext:aws:cloudtrail:arn": trail("any") } },
    actions: ["kms:Decrypt"],
    refused: {
      "another account": { principal: role("Reader", other) },
      "what no trail encrypted": { context: {} },
    },
  },
  "objects are encrypted and decrypted through S3": {
    grants: [bucketEncryption(root, account, "s3.eu-west-1.amazonaws.com")],
    request: { principal: role("Reader"), context: through("s3.eu-west-1.amazonaws.com") },
    actions: ["kms:Decrypt", "kms:DescribeKey", ...dataKeys],
    refused: {
      "another account": { principal: role("Reader", other) },
      "a caller of another account": { context: through("s3.eu-west-1.amazonaws.com", other) },
      "through another service": { context: through("sqs.eu-west-1.amazonaws.com") },
      "through none": { context: { "kms:CallerAccount": account } },
    },
  },
  "CloudWatch Logs encrypts these log groups": {
    grants: [logGroupEncryption(logs, group("trail"), group("journal"))],
    request: { principal: logs, context: { "kms:EncryptionContext:aws:logs:arn": group("journal") } },
    actions: ["kms:DescribeKey", ...cryptography, ...dataKeys],
    refused: {
      "another region": { principal: "logs.us-east-1.amazonaws.com" },
      "another group": { context: { "kms:EncryptionContext:aws:logs:arn": group("other") } },
      "no group": { context: {} },
    },
  },
  "centralization encrypts one log group, as its service-linked role": {
    grants: [
      centralizationEncryption(root, role("aws-service-role/observabilityadmin.amazonaws.com/*"), group("copy")),
    ],
    request: {
      principal: role("aws-service-role/observabilityadmin.amazonaws.com/A"),
      context: {
        "aws:PrincipalArn": role("aws-service-role/observabilityadmin.amazonaws.com/A"),
        "kms:EncryptionContext:aws:logs:arn": group("copy"),
      },
    },
    actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    refused: {
      "another account": { principal: role("Any", other) },
      "another role": {
        context: { "aws:PrincipalArn": role("Admin"), "kms:EncryptionContext:aws:logs:arn": group("copy") },
      },
      "another group": {
        context: {
          "aws:PrincipalArn": role("aws-service-role/observabilityadmin.amazonaws.com/A"),
          "kms:EncryptionContext:aws:logs:arn": group("other"),
        },
      },
    },
  },
  "alarms of the account publish": {
    grants: [alarmPublishing(account, alarm("watch-*"))],
    request: {
      principal: "cloudwatch.amazonaws.com",
      context: { "aws:SourceAccount": account, "aws:SourceArn": alarm("watch-a") },
    },
    actions: ["kms:Decrypt", ...dataKeys],
    refused: {
      "another service": { principal: "sns.amazonaws.com" },
      "another alarm": { context: { "aws:SourceAccount": account, "aws:SourceArn": alarm("other") } },
      "another account": { context: { "aws:SourceAccount": other, "aws:SourceArn": alarm("watch-a") } },
    },
  },
  "alarms of another account publish": {
    grants: [alarmPublishingFromElsewhere(alarm("watch-*", other))],
    request: { principal: "cloudwatch.amazonaws.com", context: { "aws:SourceArn": alarm("watch-a", other) } },
    actions: ["kms:Decrypt", ...dataKeys],
    refused: {
      "another service": { principal: "sns.amazonaws.com" },
      "another alarm": { context: { "aws:SourceArn": alarm("other", other) } },
      "a third account": { context: { "aws:SourceArn": alarm("watch-a", "444444444444") } },
    },
  },
  "roles publish through SNS": {
    grants: [rolesPublishing(root, [role("composer"), role("digest")], "sns.eu-west-1.amazonaws.com")],
    request: {
      principal: role("digest"),
      context: { "aws:PrincipalArn": role("digest"), "kms:ViaService": "sns.eu-west-1.amazonaws.com" },
    },
    actions: ["kms:Decrypt", ...dataKeys],
    refused: {
      "another account": { principal: role("digest", other) },
      "another role": {
        context: { "aws:PrincipalArn": role("other"), "kms:ViaService": "sns.eu-west-1.amazonaws.com" },
      },
      "not through SNS": { context: { "aws:PrincipalArn": role("digest") } },
    },
  },
  "secrets are encrypted and decrypted through Secrets Manager": {
    grants: [secretEncryption(root, account, "secretsmanager.eu-west-1.amazonaws.com")],
    request: { principal: role("App"), context: through("secretsmanager.eu-west-1.amazonaws.com") },
    actions: ["kms:DescribeKey", ...cryptography, ...dataKeys],
    refused: {
      "another account": { principal: role("App", other) },
      "a caller of another account": { context: through("secretsmanager.eu-west-1.amazonaws.com", other) },
      "by itself, without an event": { context: { "kms:CallerAccount": account } },
    },
  },
  "tables are encrypted and decrypted through DynamoDB": {
    grants: [tableEncryption(root, account, "dynamodb.eu-west-1.amazonaws.com")],
    request: { principal: role("Machine"), context: through("dynamodb.eu-west-1.amazonaws.com") },
    actions: ["kms:CreateGrant", "kms:DescribeKey", ...cryptography, ...dataKeys],
    refused: {
      "another account": { principal: role("Machine", other) },
      "a caller of another account": { context: through("dynamodb.eu-west-1.amazonaws.com", other) },
      "not through DynamoDB": { context: { "kms:CallerAccount": account } },
    },
  },
};
