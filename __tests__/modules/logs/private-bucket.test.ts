import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";

import { keepPrivate } from "../../../modules/logs/private-bucket";
import { aKey } from "../../support/constructs";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const bucket = "${aws_s3_bucket.Bucket.id}";
const made = () =>
  synthesizedModule((scope) => {
    const { id } = new S3Bucket(scope, "Bucket", { bucket: "files" });
    keepPrivate(new Construct(scope, "Private"), id, aKey(scope));
  });

test("a private bucket has ownership, a public access block and encryption, once", () => {
  expect(addressesOf(made(), "Private")).toEqual([
    "aws_s3_bucket_ownership_controls.Private_Ownership",
    "aws_s3_bucket_public_access_block.Private_PublicAccess",
    "aws_s3_bucket_server_side_encryption_configuration.Private_Encryption",
  ]);
});

test("nobody makes it public, and what comes without a key gets this one", () => {
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
  expect(onlyOf(text, S3BucketServerSideEncryptionConfigurationA).rule).toEqual([
    {
      apply_server_side_encryption_by_default: {
        kms_master_key_id: "${aws_kms_key.Key.arn}",
        sse_algorithm: "aws:kms",
      },
      blocked_encryption_types: ["SSE-C"],
      bucket_key_enabled: true,
    },
  ]);
});

test("one setting waits for the other: S3 answers two changes at once with a conflict", () => {
  expect(onlyOf(made(), S3BucketPublicAccessBlock).depends_on).toEqual([
    "aws_s3_bucket_ownership_controls.Private_Ownership",
  ]);
});
