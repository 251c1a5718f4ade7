import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { Construct } from "constructs";

import type { CustomerManagedKey } from "../access/customer-managed-key";

/**
 * Makes a bucket nobody's but its account's: no lists of access, no public policy, and whatever comes without a key gets this one.
 *
 * @returns what the bucket's policy has to wait for
 */
export function keepPrivate(scope: Construct, bucket: string, key: CustomerManagedKey): S3BucketPublicAccessBlock {
  // Ownership, public access and policy come one after the other: S3 answers two changes at once with a conflict.
  // https://github.com/hashicorp/terraform-provider-aws/issues/26805
  const ownership = new S3BucketOwnershipControls(scope, "Ownership", {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  const publicAccess = new S3BucketPublicAccessBlock(scope, "PublicAccess", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
    dependsOn: [ownership],
  });
  new S3BucketServerSideEncryptionConfigurationA(scope, "Encryption", {
    bucket,
    rule: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.keyArn },
        bucketKeyEnabled: true,
        // The default of S3. Unsaid, providers before 6.40 take it back in every plan; and a file under a key that its writer
        // keeps is one that nobody else can read.
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
        // https://github.com/hashicorp/terraform-provider-aws/issues/47320
        blockedEncryptionTypes: ["SSE-C"],
      },
    ],
  });
  return publicAccess;
}
