import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";

import type { CustomerManagedKey } from "../access/customer-managed-key";
import {
  denyAccessPoints,
  denyInsecureTransport,
  policyDocument,
  type PolicyStatement,
} from "../access/policy-document";
import { keepPrivate } from "./private-bucket";

export interface LogArchiveBucketProps {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Encrypts objects that come without a key of their own. */
  readonly key: CustomerManagedKey;
  /** The one trail that may write; it carries the management account id. */
  readonly trailArn: string;
  readonly managementAccountId: string;
  readonly organizationId: string;
  /** Days until files move to Glacier Instant Retrieval; S3 leaves those under 128 KB where they are. */
  readonly archiveAfterDays: number;
  /** Days until files are deleted. */
  readonly expireAfterDays: number;
  /** Keeps every file from being changed for so many days. @default - no lock */
  readonly objectLock?: { readonly mode: "governance" | "compliance"; readonly days: number };
  /** Refuse plans that destroy the bucket. */
  readonly preventDestroy: boolean;
}

/** Days that replaced and deleted versions are kept; a lock keeps them for longer. */
const NONCURRENT_DAYS = 30;

/**
 * The bucket of an organization trail: private, encrypted, versioned, reached over TLS only, written by one trail only.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export class LogArchiveBucket extends Construct {
  constructor(scope: Construct, id: string, props: LogArchiveBucketProps) {
    super(scope, id);

    const bucket = new S3Bucket(this, "Resource", {
      bucket: props.bucketName,
      objectLockEnabled: props.objectLock !== undefined,
      lifecycle: { preventDestroy: props.preventDestroy },
    }).id;
    const publicAccess = keepPrivate(this, bucket, props.key);
    const versioning = new S3BucketVersioningA(this, "Versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket,
      rule: lifecycleRules(props),
      // S3 takes rules on versions only once the bucket has versions.
      dependsOn: [versioning],
    });
    if (props.objectLock !== undefined) {
      const { mode, days } = props.objectLock;
      new S3BucketObjectLockConfigurationA(this, "ObjectLock", {
        bucket,
        rule: { defaultRetention: { mode: mode.toUpperCase(), days } },
        dependsOn: [versioning],
      });
    }
    new S3BucketPolicy(this, "Policy", {
      bucket,
      policy: policyDocument(statements(props)),
      dependsOn: [publicAccess],
    });
  }
}

function lifecycleRules({ archiveAfterDays, expireAfterDays }: LogArchiveBucketProps) {
  const ofAllFiles = { status: "Enabled", filter: [{ prefix: "" }] };
  return [
    {
      id: "archive-and-expire",
      ...ofAllFiles,
      transition: [{ days: archiveAfterDays, storageClass: "GLACIER_IR" }],
      expiration: [{ days: expireAfterDays }],
      // An expired file is a version for a while longer, and could be brought back.
      noncurrentVersionExpiration: [{ noncurrentDays: NONCURRENT_DAYS }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
    { id: "remove-delete-markers", ...ofAllFiles, expiration: [{ expiredObjectDeleteMarker: true }] },
  ];
}

function statements({
  bucketArn,
  trailArn,
  managementAccountId,
  organizationId,
}: LogArchiveBucketProps): readonly PolicyStatement[] {
  const trailStatement = (
    Sid: string,
    Action: string,
    Resource: string,
    condition: Readonly<Record<string, string>> = {},
  ): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action,
    Resource,
    Condition: { StringEquals: { ...condition, "aws:SourceArn": trailArn } },
  });
  const ownerControls = { "s3:x-amz-acl": "bucket-owner-full-control" };
  return [
    denyInsecureTransport("s3:*", [bucketArn, `${bucketArn}/*`]),
    denyAccessPoints([bucketArn, `${bucketArn}/*`]),
    trailStatement("TrailChecksBucket", "s3:GetBucketAcl", bucketArn),
    trailStatement(
      "TrailWritesManagementAccount",
      "s3:PutObject",
      `${bucketArn}/AWSLogs/${managementAccountId}/*`,
      ownerControls,
    ),
    trailStatement(
      "TrailWritesOrganization",
      "s3:PutObject",
      `${bucketArn}/AWSLogs/${organizationId}/*`,
      ownerControls,
    ),
  ];
}
