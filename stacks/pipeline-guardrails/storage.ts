import type { Names } from "../../config/names";
import type { PipelineGuardrail } from "./pipeline-guardrail";

export function bucket(names: Names): PipelineGuardrail {
  return {
    sid: "LogArchive",
    service: "s3",
    actions: [
      "BypassGovernanceRetention",
      "DeleteBucket",
      "DeleteBucketPolicy",
      "DeleteObject",
      "DeleteObjectVersion",
      "PutBucketObjectLockConfiguration",
      "PutBucketOwnershipControls",
      "PutBucketPolicy",
      "PutBucketPublicAccessBlock",
      "PutBucketVersioning",
      "PutEncryptionConfiguration",
      "PutLifecycleConfiguration",
      "PutObject",
      "PutObjectRetention",
      "PutReplicationConfiguration",
    ],
    // Calls on objects are data events, which the trail does not have.
    eventNames: [
      "DeleteBucket",
      "DeleteBucketEncryption",
      "DeleteBucketLifecycle",
      "DeleteBucketOwnershipControls",
      "DeleteBucketPolicy",
      "DeleteBucketPublicAccessBlock",
      "DeleteBucketReplication",
      "PutBucketEncryption",
      "PutBucketLifecycle",
      "PutBucketLifecycleConfiguration",
      "PutBucketObjectLockConfiguration",
      "PutBucketOwnershipControls",
      "PutBucketPolicy",
      "PutBucketPublicAccessBlock",
      "PutBucketReplication",
      "PutBucketVersioning",
    ],
    resources: [names.archiveBucketArn, `${names.archiveBucketArn}/*`],
    exemptRoles: [names.deployRoleArn("*")],
    mentions: [names.archiveBucketName],
  };
}

export function logGroups(names: Names): PipelineGuardrail {
  const logGroupNames = [names.trailLogGroupName, names.journalLogGroupName, names.heartbeatLogGroupName];
  return {
    sid: "LogGroups",
    service: "logs",
    actions: [
      "AssociateKmsKey",
      "DeleteLogGroup",
      "DeleteLogStream",
      "DeleteMetricFilter",
      "DeleteRetentionPolicy",
      "DisassociateKmsKey",
      "PutDataProtectionPolicy",
      "PutLogGroupDeletionProtection",
      "PutMetricFilter",
      "PutRetentionPolicy",
      "PutTransformer",
    ],
    // Some actions name the group, some everything in it.
    resources: logGroupNames.map((name) => names.logGroupArn(`${name}*`)),
    exemptRoles: [names.deployRoleArn("*")],
    mentions: logGroupNames,
  };
}
