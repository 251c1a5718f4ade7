import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";

import { LogArchiveBucket, type LogArchiveBucketProps } from "../../../modules/logs/log-archive-bucket";
import { aKey, memberAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide } from "../../support/policy-decision";
import { addressesOf, onlyOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const bucketArn = "arn:aws:s3:::trail-files";
const trail = (name: string) => `arn:aws:cloudtrail:eu-west-1:111111111111:trail/${name}`;
const made = (props: Partial<LogArchiveBucketProps> = {}) =>
  synthesizedModule(
    (scope) =>
      new LogArchiveBucket(scope, "Files", {
        bucketName: "trail-files",
        bucketArn,
        key: aKey(scope),
        trailArn: trail("organization"),
        managementAccountId: "111111111111",
        organizationId: "o-example1",
        archiveAfterDays: 90,
        expireAfterDays: 2555,
        preventDestroy: true,
        ...props,
      }),
  );
const bucket = "${aws_s3_bucket.Files.id}";

test("a bucket has all that makes it private, encrypted and versioned, once", () => {
  expect(addressesOf(made(), "Files")).toEqual([
    "aws_s3_bucket.Files",
    "aws_s3_bucket_lifecycle_configuration.Files_Lifecycle",
    "aws_s3_bucket_ownership_controls.Files_Ownership",
    "aws_s3_bucket_policy.Files_Policy",
    "aws_s3_bucket_public_access_block.Files_PublicAccess",
    "aws_s3_bucket_server_side_encryption_configuration.Files_Encryption",
    "aws_s3_bucket_versioning.Files_Versioning",
  ]);
});

test("nobody makes it public, neither with ACLs nor with a policy", () => {
  const text = made();

  expect(text).toHaveResourceWithProperties(S3BucketOwnershipControls, {
    bucket,
    rule: { object_ownership: "BucketOwnerEnforced" },
  });
  expect(text).toHaveResourceWithProperties(S3BucketPublicAccessBlock, {
    bucket,
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test("ownership, public access and policy come one after the other", () => {
  const text = made();

  expect(text).toHaveResourceWithProperties(S3BucketPublicAccessBlock, {
    depends_on: ["aws_s3_bucket_ownership_controls.Files_Ownership"],
  });
  expect(text).toHaveResourceWithProperties(S3BucketPolicy, {
    bucket,
    depends_on: ["aws_s3_bucket_public_access_block.Files_PublicAccess"],
  });
});

test("what comes without a key is encrypted with ours, and no writer brings one along that he keeps", () => {
  expect(made()).toHaveResourceWithProperties(S3BucketServerSideEncryptionConfigurationA, {
    bucket,
    rule: [
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: "${aws_kms_key.Key.arn}",
        },
        bucket_key_enabled: true,
        blocked_encryption_types: ["SSE-C"],
      },
    ],
  });
});

test("files are archived and expire after so many days; versions that were replaced go after 30", () => {
  const text = made();

  expect(text).toHaveResourceWithProperties(S3BucketVersioningA, {
    bucket,
    versioning_configuration: { status: "Enabled" },
  });
  expect(text).toHaveResourceWithProperties(S3BucketLifecycleConfiguration, {
    bucket,
    rule: [
      {
        id: "archive-and-expire",
        status: "Enabled",
        filter: [{ prefix: "" }],
        transition: [{ days: 90, storage_class: "GLACIER_IR" }],
        expiration: [{ days: 2555 }],
        noncurrent_version_expiration: [{ noncurrent_days: 30 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
      {
        id: "remove-delete-markers",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ expired_object_delete_marker: true }],
      },
    ],
    depends_on: ["aws_s3_bucket_versioning.Files_Versioning"],
  });
});

test.each(["governance", "compliance"] as const)("a lock in the mode %s keeps every file for so many days", (mode) => {
  const text = made({ objectLock: { mode, days: 365 } });

  expect(addressesOf(text, "Files_ObjectLock")).toEqual(["aws_s3_bucket_object_lock_configuration.Files_ObjectLock"]);
  expect(text).toHaveResourceWithProperties(S3Bucket, { object_lock_enabled: true });
  expect(text).toHaveResourceWithProperties(S3BucketObjectLockConfigurationA, {
    bucket,
    rule: { default_retention: { mode: mode.toUpperCase(), days: 365 } },
    depends_on: ["aws_s3_bucket_versioning.Files_Versioning"],
  });
});

test("without one, the bucket takes no locks", () => {
  expect(onlyOf(made(), S3Bucket)).toEqual({
    bucket: "trail-files",
    object_lock_enabled: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(made({ preventDestroy: false })).toHaveResourceWithProperties(S3Bucket, {
    lifecycle: { prevent_destroy: false },
  });
});

describe("who comes in", () => {
  const context = {
    "s3:x-amz-acl": "bucket-owner-full-control",
    "aws:SourceArn": trail("organization"),
    "aws:SecureTransport": "true",
  };
  const write = {
    principal: "cloudtrail.amazonaws.com",
    action: "s3:PutObject",
    resource: `${bucketArn}/AWSLogs/o-example1/${memberAccount}/file`,
    context,
  };
  const check = { action: "s3:GetBucketAcl", resource: bucketArn };
  const ofManagement = `${bucketArn}/AWSLogs/111111111111/file`;

  test.each([
    ["allowed", "the trail, a file of the organization", {}],
    ["allowed", "the trail, a file of the management account", { resource: ofManagement }],
    ["allowed", "the trail, a look at the ACL", check],
    ["not allowed", "the trail, a file elsewhere", { resource: `${bucketArn}/AWSLogs/${memberAccount}/file` }],
    ["not allowed", "the trail, the ACL of a file", { action: "s3:GetBucketAcl" }],
    ["not allowed", "the trail, reading", { action: "s3:GetObject" }],
    ["not allowed", "the trail, deleting", { action: "s3:DeleteObject" }],
    ["not allowed", "another service", { principal: "config.amazonaws.com" }],
    ["not allowed", "another service, management", { principal: "config.amazonaws.com", resource: ofManagement }],
    ["not allowed", "another service, the ACL", { ...check, principal: "config.amazonaws.com" }],
    ["not allowed", "another trail", { context: { ...context, "aws:SourceArn": trail("other") } }],
    [
      "not allowed",
      "another trail, management",
      { resource: ofManagement, context: { ...context, "aws:SourceArn": trail("other") } },
    ],
    ["not allowed", "another trail, the ACL", { ...check, context: { "aws:SourceArn": trail("other") } }],
    ["not allowed", "a file that stays its writer's", { context: { ...context, "s3:x-amz-acl": "private" } }],
    [
      "not allowed",
      "a file that stays its writer's, management",
      { resource: ofManagement, context: { ...context, "s3:x-amz-acl": "private" } },
    ],
    ["denied", "the trail without TLS", { context: { ...context, "aws:SecureTransport": "false" } }],
    [
      "denied",
      "anybody without TLS",
      {
        principal: `arn:aws:iam::${memberAccount}:root`,
        action: "s3:ListBucket",
        resource: bucketArn,
        context: { "aws:SecureTransport": "false" },
      },
    ],
  ])("%s: %s", (decision, _who, other) => {
    const policy = policyOf(made(), S3BucketPolicy);

    expect(decide(policy, { ...write, ...other })).toBe(decision);
    expect(sidsOf(policy)).toEqual([
      "DenyInsecureTransport",
      "DenyAccessPoints",
      "TrailChecksBucket",
      "TrailWritesManagementAccount",
      "TrailWritesOrganization",
    ]);
  });
});
