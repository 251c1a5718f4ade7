import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";

import type { CustomerManagedKey } from "../access/customer-managed-key";
import { denyAccessPoints, denyInsecureTransport, policyDocument } from "../access/policy-document";
import { keepPrivate } from "./private-bucket";

export interface QueryResultsBucketProps {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Encrypts results; whoever queries uses it through S3. */
  readonly key: CustomerManagedKey;
  /** Days until results are deleted. */
  readonly expireAfterDays: number;
}

/**
 * Where Athena writes what queries find: private, encrypted, reached over TLS only, and emptied by itself. IAM of the account decides
 * who gets in. It has no versions: what is in it can be asked for again.
 * https://docs.aws.amazon.com/athena/latest/ug/querying.html
 */
export class QueryResultsBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: QueryResultsBucketProps) {
    super(scope, id);

    this.bucket = new S3Bucket(this, "Resource", { bucket: props.bucketName });
    const bucket = this.bucket.id;
    const publicAccess = keepPrivate(this, bucket, props.key);
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: props.expireAfterDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
      ],
    });
    const everything = [props.bucketArn, `${props.bucketArn}/*`];
    new S3BucketPolicy(this, "Policy", {
      bucket,
      policy: policyDocument([denyInsecureTransport("s3:*", everything), denyAccessPoints(everything)]),
      dependsOn: [publicAccess],
    });
  }
}
