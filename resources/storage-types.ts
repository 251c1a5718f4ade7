import { actions, type ResourceType } from "./resource-type";

/** What keeps data: S3 and DynamoDB. */
export const storageTypes = {
  aws_s3_bucket: {
    plan: actions(
      "s3",
      "GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketObjectLockConfiguration " +
        "GetBucketPolicy GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration " +
        "GetLifecycleConfiguration GetReplicationConfiguration ListBucket ListTagsForResource",
    ),
    apply: actions("s3", "CreateBucket DeleteBucket PutBucketTagging TagResource UntagResource"),
    replacedBy: ["bucket", "bucket_prefix", "object_lock_enabled"],
    stateful: { noun: "bucket", lost: "all files in it." },
    policies: [],
    scope: "regional",
  },
  aws_s3_bucket_lifecycle_configuration: {
    plan: actions("s3", "GetLifecycleConfiguration"),
    apply: actions("s3", "PutLifecycleConfiguration"),
    replacedBy: ["bucket", "expected_bucket_owner"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_s3_bucket_object_lock_configuration: {
    plan: actions("s3", "GetBucketObjectLockConfiguration"),
    apply: actions("s3", "PutBucketObjectLockConfiguration"),
    replacedBy: ["bucket", "expected_bucket_owner", "object_lock_enabled"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_s3_bucket_ownership_controls: {
    plan: actions("s3", "GetBucketOwnershipControls"),
    apply: actions("s3", "PutBucketOwnershipControls"),
    replacedBy: ["bucket"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_s3_bucket_policy: {
    plan: actions("s3", "GetBucketPolicy"),
    apply: actions("s3", "DeleteBucketPolicy PutBucketPolicy"),
    replacedBy: ["bucket"],
    stateful: false,
    policies: ["policy"],
    scope: "regional",
  },
  aws_s3_bucket_public_access_block: {
    plan: actions("s3", "GetBucketPublicAccessBlock"),
    apply: actions("s3", "PutBucketPublicAccessBlock"),
    replacedBy: ["bucket"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    plan: actions("s3", "GetEncryptionConfiguration"),
    apply: actions("s3", "PutEncryptionConfiguration"),
    replacedBy: ["bucket", "expected_bucket_owner"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_s3_bucket_versioning: {
    plan: actions("s3", "GetBucketVersioning"),
    apply: actions("s3", "PutBucketVersioning"),
    replacedBy: ["bucket", "expected_bucket_owner"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_dynamodb_table: {
    plan: [
      ...actions("dynamodb", "DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource"),
      ...actions("kms", "DescribeKey"),
    ],
    apply: [
      ...actions(
        "dynamodb",
        "CreateTable DeleteTable TagResource UntagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive",
      ),
      // DynamoDB tries the key as whoever makes the table, and has that principal make the grant with which it uses the key.
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
      ...actions(
        "kms",
        "CreateGrant Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo",
      ),
    ],
    replacedBy: [
      "hash_key",
      "local_secondary_index",
      "name",
      "range_key",
      "restore_date_time",
      "restore_source_name",
      "restore_to_latest_time",
    ],
    stateful: { noun: "table", lost: "all items in it." },
    policies: [],
    scope: "regional",
  },
} satisfies Readonly<Record<string, ResourceType>>;
