import type { PolicyStatement } from "./policy-document";

/** One thing that somebody may do with a key: a statement of its policy. */
export type KeyGrant = PolicyStatement;

/** In a key policy "*" is the key itself. */
const THIS_KEY = "*";

/**
 * The account manages the key through its IAM policies. Neither use of the key nor grants: whoever needs those is named
 * by another grant.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function administration(accountRootArn: string): KeyGrant {
  return {
    Sid: "Administration",
    Effect: "Allow",
    Principal: { AWS: accountRootArn },
    Action: [
      "kms:CancelKeyDeletion",
      "kms:CreateAlias",
      "kms:DeleteAlias",
      "kms:DescribeKey",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListGrants",
      "kms:ListKeyPolicies",
      "kms:ListKeyRotations",
      "kms:ListResourceTags",
      "kms:PutKeyPolicy",
      "kms:RevokeGrant",
      "kms:RotateKeyOnDemand",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
    ],
    Resource: THIS_KEY,
  };
}

/**
 * CloudTrail encrypts the files of one trail. Decrypt is for buckets with an S3 bucket key.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 *
 * @param trailArnPattern trails that may stand in the encryption context
 */
export function trailEncryption(trailArn: string, trailArnPattern: string): readonly KeyGrant[] {
  const cloudTrail = { Service: "cloudtrail.amazonaws.com" };
  const fromTrail = { StringEquals: { "aws:SourceArn": trailArn } };
  return [
    {
      Sid: "TrailEncrypts",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:GenerateDataKey*",
      Resource: THIS_KEY,
      Condition: { ...fromTrail, StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trailArnPattern } },
    },
    {
      Sid: "TrailUsesBucketKey",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: THIS_KEY,
      Condition: fromTrail,
    },
  ];
}

/**
 * Accounts whose IAM policies decide who reads the files of a trail.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail-decrypt.html
 */
export function trailDecryption(accountRootArns: readonly string[]): KeyGrant {
  return {
    Sid: "ReadersDecryptTrailFiles",
    Effect: "Allow",
    Principal: { AWS: accountRootArns },
    Action: "kms:Decrypt",
    Resource: THIS_KEY,
    Condition: { Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
  };
}

/**
 * S3 uses the key for objects of the account: whoever may read the object may decrypt it, through S3 only.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 *
 * @param s3Endpoint S3's endpoint in the key's region
 */
export function bucketEncryption(accountRootArn: string, accountId: string, s3Endpoint: string): KeyGrant {
  return {
    Sid: "ObjectsThroughS3",
    Effect: "Allow",
    Principal: { AWS: accountRootArn },
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
    Resource: THIS_KEY,
    Condition: { StringEquals: { "kms:ViaService": s3Endpoint, "kms:CallerAccount": accountId } },
  };
}

/**
 * CloudWatch Logs encrypts these log groups.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 *
 * @param logsEndpoint regional service principal of CloudWatch Logs
 */
export function logGroupEncryption(logsEndpoint: string, ...logGroupArns: readonly string[]): KeyGrant {
  return {
    Sid: "LogGroupEncryption",
    Effect: "Allow",
    Principal: { Service: logsEndpoint },
    Action: ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: THIS_KEY,
    Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": logGroupArns } },
  };
}

/**
 * CloudWatch Logs centralization writes to one log group of the account, as a service-linked role of the account. Its
 * own policy asks for the tag LogsManaged = true on the key besides. The role is a condition and no principal: a policy
 * can't name a role that is not there yet.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSObservabilityAdminLogsCentralizationServiceRolePolicy.html
 *
 * @param roleArnPattern roles that only the service can make
 */
export function centralizationEncryption(
  accountRootArn: string,
  roleArnPattern: string,
  logGroupArn: string,
): KeyGrant {
  return {
    Sid: "CentralizationEncryption",
    Effect: "Allow",
    Principal: { AWS: accountRootArn },
    Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    Resource: THIS_KEY,
    Condition: {
      ArnLike: { "aws:PrincipalArn": roleArnPattern },
      ArnEquals: { "kms:EncryptionContext:aws:logs:arn": logGroupArn },
    },
  };
}

/**
 * CloudWatch alarms of one account publish to encrypted topics.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 *
 * @param alarmArnPattern alarms that may
 */
export function alarmPublishing(accountId: string, alarmArnPattern: string): KeyGrant {
  return {
    Sid: "AlarmsPublish",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: THIS_KEY,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": alarmArnPattern },
    },
  };
}

/**
 * CloudWatch alarms of another account publish to encrypted topics: as with those of the same account, it is CloudWatch
 * that uses the key (https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/31).
 *
 * @param alarmArnPattern alarms that may
 */
export function alarmPublishingFromElsewhere(alarmArnPattern: string): KeyGrant {
  return {
    Sid: "AlarmsElsewherePublish",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: THIS_KEY,
    Condition: { ArnLike: { "aws:SourceArn": alarmArnPattern } },
  };
}

/**
 * Roles of the account publish to encrypted topics, through SNS only. The roles are a condition and no principals, so
 * that the key can be made before them.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function rolesPublishing(accountRootArn: string, roleArns: readonly string[], snsEndpoint: string): KeyGrant {
  return {
    Sid: "RolesPublish",
    Effect: "Allow",
    Principal: { AWS: accountRootArn },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: THIS_KEY,
    Condition: { ArnEquals: { "aws:PrincipalArn": roleArns }, StringEquals: { "kms:ViaService": snsEndpoint } },
  };
}

/**
 * Secrets of the account, for principals that its IAM policies allow. Nobody decrypts except through Secrets Manager,
 * so nobody reads a value without its event.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 *
 * @param secretsManagerEndpoint endpoint of Secrets Manager in the key's region
 */
export function secretEncryption(accountRootArn: string, accountId: string, secretsManagerEndpoint: string): KeyGrant {
  return {
    Sid: "SecretsThroughSecretsManager",
    Effect: "Allow",
    Principal: { AWS: accountRootArn },
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: THIS_KEY,
    Condition: { StringEquals: { "kms:ViaService": secretsManagerEndpoint, "kms:CallerAccount": accountId } },
  };
}

/**
 * Tables of the account, for principals that its IAM policies allow, through DynamoDB only. Whoever makes a table makes the
 * grants with which DynamoDB uses the key from then on.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 *
 * @param dynamoDbEndpoint endpoint of DynamoDB in the key's region
 */
export function tableEncryption(accountRootArn: string, accountId: string, dynamoDbEndpoint: string): KeyGrant {
  return {
    Sid: "TablesThroughDynamoDB",
    Effect: "Allow",
    Principal: { AWS: accountRootArn },
    Action: [
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ],
    Resource: THIS_KEY,
    Condition: { StringEquals: { "kms:ViaService": dynamoDbEndpoint, "kms:CallerAccount": accountId } },
  };
}
