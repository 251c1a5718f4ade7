import type { InputOf } from "../../aws/operations";
import { type Block, blocks } from "../../doctor/live/blocks";
import { arn } from "../../organization/names/arn";
import { type HealthyType, part } from "./healthy-type";

const text = (value: unknown) => value as string;
const number = (value: unknown) => value as number;
const bucketOf = (attributes: Block): InputOf<"s3:HeadBucket"> => ({ Bucket: text(attributes.bucket) });

/** Members as in the API models of S3, KMS, Athena and Glue. */
export const healthyStorageTypes: Readonly<Record<string, HealthyType>> = {
  aws_kms_alias: ({ attributes, refersTo }, { organization: { partition }, place, stack }) => {
    const KeyId = text(attributes.target_key_id);
    const its = stack.resources.find(({ address }) => refersTo.includes(address));
    const metadata = {
      KeyId,
      Arn: arn({ partition, service: "kms", ...place }, `key/${KeyId}`),
      Enabled: true,
      KeyState: "Enabled" as const,
    };
    const policy = { PolicyName: "default", Policy: text(its?.attributes.policy) };
    const rotation = { KeyId, KeyRotationEnabled: its?.attributes.enable_key_rotation === true };
    return [
      part("kms:DescribeKey", { KeyId: text(attributes.name) }, place, { KeyMetadata: metadata }),
      part("kms:GetKeyPolicy", { KeyId }, place, policy),
      part("kms:GetKeyRotationStatus", { KeyId }, place, rotation),
    ];
  },
  aws_s3_bucket: ({ attributes }, { place }) => [
    part("s3:HeadBucket", bucketOf(attributes), place, { BucketRegion: place.region }),
  ],
  aws_s3_bucket_policy: ({ attributes }, { place }) => [
    part("s3:GetBucketPolicy", bucketOf(attributes), place, { Policy: text(attributes.policy) }),
  ],
  aws_s3_bucket_public_access_block: ({ attributes }, { place }) => {
    const PublicAccessBlockConfiguration = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    };
    return [part("s3:GetPublicAccessBlock", bucketOf(attributes), place, { PublicAccessBlockConfiguration })];
  },
  aws_s3_bucket_ownership_controls: ({ attributes }, { place }) => {
    const OwnershipControls = { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" as const }] };
    return [part("s3:GetBucketOwnershipControls", bucketOf(attributes), place, { OwnershipControls })];
  },
  aws_s3_bucket_versioning: ({ attributes }, { place }) => [
    part("s3:GetBucketVersioning", bucketOf(attributes), place, { Status: "Enabled" }),
  ],
  aws_s3_bucket_server_side_encryption_configuration: ({ attributes }, { place }) => {
    const [rule = {}] = blocks(attributes.rule);
    const [byDefault = {}] = blocks(rule.apply_server_side_encryption_by_default);
    const Rules = [
      {
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: byDefault.sse_algorithm as "aws:kms",
          KMSMasterKeyID: text(byDefault.kms_master_key_id),
        },
        BucketKeyEnabled: rule.bucket_key_enabled === true,
        BlockedEncryptionTypes: { EncryptionType: ["SSE-C" as const] },
      },
    ];
    const answer = { ServerSideEncryptionConfiguration: { Rules } };
    return [part("s3:GetBucketEncryption", bucketOf(attributes), place, answer)];
  },
  aws_s3_bucket_object_lock_configuration: ({ attributes }, { place }) => {
    const [retention = {}] = blocks(blocks(attributes.rule)[0]?.default_retention);
    const DefaultRetention = { Mode: retention.mode as "COMPLIANCE", Days: number(retention.days) };
    const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled" as const, Rule: { DefaultRetention } };
    return [part("s3:GetObjectLockConfiguration", bucketOf(attributes), place, { ObjectLockConfiguration })];
  },
  aws_s3_bucket_lifecycle_configuration: ({ attributes }, { place }) => {
    const Rules = blocks(attributes.rule).map(lifecycleRule);
    return [part("s3:GetBucketLifecycleConfiguration", bucketOf(attributes), place, { Rules })];
  },
  aws_athena_workgroup: ({ attributes }, { place }) => {
    const [configuration = {}] = blocks(attributes.configuration);
    const [result = {}] = blocks(configuration.result_configuration);
    const [encryption = {}] = blocks(result.encryption_configuration);
    const Name = text(attributes.name);
    const WorkGroup = {
      Name,
      State: "ENABLED" as const,
      Configuration: {
        ResultConfiguration: {
          OutputLocation: text(result.output_location),
          EncryptionConfiguration: { EncryptionOption: "SSE_KMS" as const, KmsKey: text(encryption.kms_key_arn) },
          ExpectedBucketOwner: text(result.expected_bucket_owner),
        },
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
        BytesScannedCutoffPerQuery: number(configuration.bytes_scanned_cutoff_per_query),
        EngineVersion: { SelectedEngineVersion: "AUTO", EffectiveEngineVersion: "Athena engine version 3" },
      },
    };
    return [part("athena:GetWorkGroup", { WorkGroup: Name }, place, { WorkGroup })];
  },
  aws_glue_catalog_database: ({ attributes }, { place }) => {
    const Name = text(attributes.name);
    return [part("glue:GetDatabase", { Name }, place, { Database: { Name } })];
  },
  aws_glue_catalog_table: ({ attributes }, { place }) => {
    const [storage = {}] = blocks(attributes.storage_descriptor);
    const [serialization = {}] = blocks(storage.ser_de_info);
    const input = { DatabaseName: text(attributes.database_name), Name: text(attributes.name) };
    const Table = {
      ...input,
      PartitionKeys: blocks(attributes.partition_keys).map(column),
      Parameters: { ...(attributes.parameters as object), transient_lastDdlTime: "1780000000" },
      StorageDescriptor: {
        Columns: blocks(storage.columns).map(column),
        Location: text(storage.location),
        InputFormat: text(storage.input_format),
        OutputFormat: text(storage.output_format),
        SerdeInfo: { SerializationLibrary: text(serialization.serialization_library) },
      },
    };
    return [part("glue:GetTable", input, place, { Table })];
  },
};

function column({ name, type }: Block) {
  return { Name: text(name), Type: text(type) };
}

function lifecycleRule(rule: Block) {
  const [expiration = {}] = blocks(rule.expiration);
  const [noncurrent] = blocks(rule.noncurrent_version_expiration);
  const [abort] = blocks(rule.abort_incomplete_multipart_upload);
  const transitions = blocks(rule.transition);
  return {
    ID: text(rule.id),
    Status: "Enabled" as const,
    Filter: { Prefix: "" },
    Expiration: expiration.days === undefined ? { ExpiredObjectDeleteMarker: true } : { Days: number(expiration.days) },
    ...(noncurrent && { NoncurrentVersionExpiration: { NoncurrentDays: number(noncurrent.noncurrent_days) } }),
    ...(abort && { AbortIncompleteMultipartUpload: { DaysAfterInitiation: number(abort.days_after_initiation) } }),
    ...(transitions.length > 0 && {
      Transitions: transitions.map(({ days, storage_class: to }) => ({
        Days: number(days),
        StorageClass: to as "GLACIER_IR",
      })),
    }),
  };
}
