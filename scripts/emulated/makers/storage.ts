import {
  CreateLogGroupCommand,
  CloudWatchLogsClient,
  PutMetricFilterCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { CreateAliasCommand, CreateKeyCommand, EnableKeyRotationCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  type BucketLocationConstraint,
  type LifecycleRule,
} from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  PutResourcePolicyCommand as PutSecretPolicyCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { block, blocks, flag, type Maker, number } from "./maker";

/** Keys, what they encrypt at rest, and secrets. In the order in which they are made. */
export const storageMakers = {
  aws_kms_key: async (key, clients) => {
    const kms = clients.of(KMSClient, key.region);
    const { KeyMetadata: made } = await kms.send(
      new CreateKeyCommand({ Description: key.optional("description"), Policy: key.text("policy") }),
    );
    const KeyId = made!.KeyId!;
    if (flag(key, "enable_key_rotation")) await kms.send(new EnableKeyRotationCommand({ KeyId }));
    return { arn: made!.Arn!, key_id: KeyId };
  },
  aws_kms_alias: async (alias, clients) => {
    const names = { AliasName: alias.text("name"), TargetKeyId: alias.text("target_key_id") };
    await clients.of(KMSClient, alias.region).send(new CreateAliasCommand(names));
    return {};
  },
  aws_s3_bucket: async (bucket, clients) => {
    const Bucket = bucket.text("bucket");
    const LocationConstraint = bucket.region as BucketLocationConstraint;
    const s3 = clients.of(S3Client, bucket.region);
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
    return { id: Bucket, bucket: Bucket, arn: `arn:aws:s3:::${Bucket}` };
  },
  aws_s3_bucket_ownership_controls: async (controls, clients) => {
    const ObjectOwnership = block(controls, "rule")!.object_ownership as "BucketOwnerEnforced";
    await clients.of(S3Client, controls.region).send(
      new PutBucketOwnershipControlsCommand({
        Bucket: controls.text("bucket"),
        OwnershipControls: { Rules: [{ ObjectOwnership }] },
      }),
    );
    return {};
  },
  aws_s3_bucket_public_access_block: async (access, clients) => {
    const PublicAccessBlockConfiguration = {
      BlockPublicAcls: flag(access, "block_public_acls"),
      BlockPublicPolicy: flag(access, "block_public_policy"),
      IgnorePublicAcls: flag(access, "ignore_public_acls"),
      RestrictPublicBuckets: flag(access, "restrict_public_buckets"),
    };
    const Bucket = access.text("bucket");
    await clients
      .of(S3Client, access.region)
      .send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    return {};
  },
  aws_s3_bucket_versioning: async (versioning, clients) => {
    const Status = block(versioning, "versioning_configuration")!.status as "Enabled";
    const Bucket = versioning.text("bucket");
    await clients
      .of(S3Client, versioning.region)
      .send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
    return {};
  },
  aws_s3_bucket_server_side_encryption_configuration: async (encryption, clients) => {
    const rule = block(encryption, "rule")!;
    const { kms_master_key_id: KMSMasterKeyID, sse_algorithm: SSEAlgorithm } =
      rule.apply_server_side_encryption_by_default as Record<string, string>;
    const ApplyServerSideEncryptionByDefault = { KMSMasterKeyID, SSEAlgorithm: SSEAlgorithm as "aws:kms" };
    const Rules = [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: rule.bucket_key_enabled === true }];
    await clients.of(S3Client, encryption.region).send(
      new PutBucketEncryptionCommand({
        Bucket: encryption.text("bucket"),
        ServerSideEncryptionConfiguration: { Rules },
      }),
    );
    return {};
  },
  aws_s3_bucket_lifecycle_configuration: async (lifecycle, clients) => {
    const Rules = blocks(lifecycle, "rule").map(lifecycleRule);
    const Bucket = lifecycle.text("bucket");
    await clients
      .of(S3Client, lifecycle.region)
      .send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    return {};
  },
  aws_s3_bucket_policy: async (policy, clients) => {
    const names = { Bucket: policy.text("bucket"), Policy: policy.text("policy") };
    await clients.of(S3Client, policy.region).send(new PutBucketPolicyCommand(names));
    return {};
  },
  aws_cloudwatch_log_group: async (group, clients) => {
    const logs = clients.of(CloudWatchLogsClient, group.region);
    const logGroupName = group.text("name");
    await logs.send(
      new CreateLogGroupCommand({
        logGroupName,
        kmsKeyId: group.optional("kms_key_id"),
        logGroupClass: group.optional("log_group_class") as "STANDARD" | undefined,
      }),
    );
    const retentionInDays = number(group, "retention_in_days");
    if (retentionInDays !== undefined)
      await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
    return { name: logGroupName, id: logGroupName };
  },
  aws_cloudwatch_log_metric_filter: async (filter, clients) => {
    const { name, namespace, value, default_value, dimensions, unit } = block(
      filter,
      "metric_transformation",
    ) as Record<string, string> & { readonly dimensions?: Record<string, string> };
    await clients.of(CloudWatchLogsClient, filter.region).send(
      new PutMetricFilterCommand({
        logGroupName: filter.text("log_group_name"),
        filterName: filter.text("name"),
        filterPattern: filter.text("pattern"),
        metricTransformations: [
          {
            ...{ metricName: name, metricNamespace: namespace, metricValue: value, dimensions, unit: unit as "Count" },
            ...(default_value === undefined ? {} : { defaultValue: Number(default_value) }),
          },
        ],
      }),
    );
    return {
      "metric_transformation[0].name": name!,
      "metric_transformation[0].namespace": namespace!,
    };
  },
  aws_cloudwatch_log_resource_policy: async (policy, clients) => {
    const names = { policyName: policy.text("policy_name"), policyDocument: policy.text("policy_document") };
    await clients.of(CloudWatchLogsClient, policy.region).send(new PutResourcePolicyCommand(names));
    return {};
  },
  aws_dynamodb_table: async (table, clients) => {
    const dynamodb = clients.of(DynamoDBClient, table.region);
    const TableName = table.text("name");
    const keys = [
      { AttributeName: table.text("hash_key"), KeyType: "HASH" as const },
      { AttributeName: table.text("range_key"), KeyType: "RANGE" as const },
    ];
    const { TableDescription: made } = await dynamodb.send(
      new CreateTableCommand({
        TableName,
        KeySchema: keys,
        AttributeDefinitions: keys.map(({ AttributeName }) => ({ AttributeName, AttributeType: "S" })),
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: flag(table, "deletion_protection_enabled"),
        SSESpecification: {
          Enabled: true,
          SSEType: "KMS",
          KMSMasterKeyId: block(table, "server_side_encryption")!.kms_key_arn as string,
        },
      }),
    );
    const AttributeName = block(table, "ttl")!.attribute_name as string;
    const TimeToLiveSpecification = { AttributeName, Enabled: true };
    await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    return { arn: made!.TableArn!, name: TableName };
  },
  aws_secretsmanager_secret: async (secret, clients) => {
    const replicas = blocks(secret, "replica");
    const { ARN } = await clients.of(SecretsManagerClient, secret.region).send(
      new CreateSecretCommand({
        Name: secret.text("name"),
        Description: secret.optional("description"),
        KmsKeyId: secret.optional("kms_key_id"),
        AddReplicaRegions: replicas.map(({ region, kms_key_id: KmsKeyId }) => ({
          Region: region as string,
          ...(KmsKeyId === undefined ? {} : { KmsKeyId: KmsKeyId as string }),
        })),
      }),
    );
    return { arn: ARN!, id: ARN!, name: secret.text("name") };
  },
  /** Of a decoy: what is drawn for it is nobody's. */
  aws_secretsmanager_secret_version: async (version, clients) => {
    const value = { SecretId: version.text("secret_id"), SecretString: "a decoy" };
    await clients.of(SecretsManagerClient, version.region).send(new PutSecretValueCommand(value));
    return {};
  },
  aws_secretsmanager_secret_policy: async (policy, clients) => {
    const names = { SecretId: policy.text("secret_arn"), ResourcePolicy: policy.text("policy") };
    await clients.of(SecretsManagerClient, policy.region).send(new PutSecretPolicyCommand(names));
    return {};
  },
} satisfies Readonly<Record<string, Maker>>;

function lifecycleRule(rule: Readonly<Record<string, unknown>>): LifecycleRule {
  const first = (name: string) => {
    const value = rule[name];
    return (Array.isArray(value) ? value[0] : value) as Record<string, boolean | number | string> | undefined;
  };
  const many = (name: string) => (rule[name] ?? []) as readonly Record<string, number | string>[];
  const expiration = first("expiration");
  const noncurrent = first("noncurrent_version_expiration");
  const aborted = first("abort_incomplete_multipart_upload");
  return {
    ID: rule.id as string,
    Status: rule.status as "Enabled",
    Filter: { Prefix: String(first("filter")?.prefix ?? "") },
    ...(expiration === undefined
      ? {}
      : {
          Expiration: {
            Days: expiration.days as number | undefined,
            ExpiredObjectDeleteMarker: expiration.expired_object_delete_marker as boolean | undefined,
          },
        }),
    ...(noncurrent === undefined
      ? {}
      : { NoncurrentVersionExpiration: { NoncurrentDays: Number(noncurrent.noncurrent_days) } }),
    ...(aborted === undefined
      ? {}
      : { AbortIncompleteMultipartUpload: { DaysAfterInitiation: Number(aborted.days_after_initiation) } }),
    Transitions: many("transition").map(({ days, storage_class }) => ({
      Days: Number(days),
      StorageClass: storage_class as "GLACIER",
    })),
  };
}
