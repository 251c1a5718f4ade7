import { all, any, field, not } from "../../patterns/condition";
import { notByService } from "./acts-of-services";
import { calls, recordOf } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

const whichBucket = "Look at requestParameters.bucketName of the event: does the bucket hold logs or backups?";

const call = field("eventName");
const grantee = field("requestParameters.granteePrincipal");
/**
 * Services let themselves in, under their own name; EC2 under one that no role of an account can have.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 * https://docs.aws.amazon.com/ebs/latest/userguide/how-ebs-encryption-works.html
 */
const toPrincipal = all(
  any(grantee.contains(":iam::"), grantee.contains(":sts::")),
  not(grantee.contains(":assumed-role/aws:")),
);

function grant(granteePrincipal: string, userIdentity: CloudTrailRecord = {}): CloudTrailRecord {
  return recordOf("kms", "CreateGrant", { userIdentity, requestParameters: { granteePrincipal } });
}

/** Detections on what keeps evidence: buckets and keys. Attempts that failed count. */
export const storageTampering: readonly Detection[] = [
  {
    id: "bucket-weakened",
    title: "A bucket was deleted or keeps less",
    severity: "medium",
    family: "tampering",
    condition: any(
      calls("s3", [
        "DeleteBucket",
        "DeleteBucketEncryption",
        "DeleteBucketPolicy",
        "DeleteBucketReplication",
        "PutBucketLifecycle",
        "PutBucketLifecycleConfiguration",
      ]),
      calls(
        "s3",
        ["PutBucketVersioning"],
        field("requestParameters.VersioningConfiguration.Status").equals("Suspended"),
      ),
    ),
    why: "The archive of all events is a bucket: with less protection its files can be deleted or expire.",
    likelyCauses: [
      "An application was taken down with its bucket",
      "Somebody saved costs",
      "An intruder destroys evidence",
    ],
    nextSteps: [whichBucket, "If it is the archive: deploy its stack again before files expire", revokeSessions],
    references: ["CIS 4.8", "Security Hub CloudWatch.8", "ATT&CK T1485", "ATT&CK T1490"],
    matches: [
      { what: "deleted", event: recordOf("s3", "DeleteBucket") },
      { what: "files expire", event: recordOf("s3", "PutBucketLifecycle") },
      {
        what: "versions no longer kept",
        event: recordOf("s3", "PutBucketVersioning", {
          requestParameters: { VersioningConfiguration: { Status: "Suspended" } },
        }),
      },
    ],
    ignores: [
      { what: "made", event: recordOf("s3", "CreateBucket") },
      {
        what: "versions kept",
        event: recordOf("s3", "PutBucketVersioning", {
          requestParameters: { VersioningConfiguration: { Status: "Enabled" } },
        }),
      },
    ],
  },
  {
    id: "bucket-policy-changed",
    title: "Who may use a bucket was changed",
    severity: "low",
    family: "tampering",
    sharesFilter: "guards",
    condition: calls("s3", ["PutBucketPolicy", "PutBucketAcl"]),
    why: "A policy can let others read or delete what a bucket holds, and keep CloudTrail from writing to it.",
    likelyCauses: ["A deployment changed the policy", "An intruder gave another account access"],
    nextSteps: [
      whichBucket,
      "Compare requestParameters.bucketPolicy with the deployment of the bucket",
      revokeSessions,
    ],
    references: ["CIS 4.8", "Security Hub CloudWatch.8", "ATT&CK T1530"],
    matches: [
      { what: "another policy", event: recordOf("s3", "PutBucketPolicy") },
      { what: "another access control list", event: recordOf("s3", "PutBucketAcl") },
    ],
    ignores: [{ what: "the policy looked up", event: recordOf("s3", "GetBucketPolicy") }],
  },
  {
    id: "key-disabled",
    title: "An encryption key was disabled or scheduled for deletion",
    severity: "high",
    family: "tampering",
    condition: calls("kms", ["DisableKey", "ScheduleKeyDeletion", "DeleteImportedKeyMaterial"]),
    why: "Secrets, logs and alerts under the key can't be read or sent any more; deleted, they are lost for good.",
    likelyCauses: ["An application was taken down with its key", "Somebody holds the data to ransom"],
    nextSteps: [
      "Look at requestParameters.keyId of the event: what is encrypted with the key?",
      "If it is in use: cancel the deletion (CancelKeyDeletion) and enable the key (EnableKey)",
      revokeSessions,
    ],
    references: ["CIS 4.7", "Security Hub CloudWatch.7", "Security Hub KMS.3", "ATT&CK T1485", "ATT&CK T1486"],
    matches: [
      { what: "disabled", event: recordOf("kms", "DisableKey") },
      { what: "to be deleted", event: recordOf("kms", "ScheduleKeyDeletion") },
    ],
    ignores: [
      { what: "deletion cancelled", event: recordOf("kms", "CancelKeyDeletion") },
      { what: "used", event: recordOf("kms", "Decrypt") },
    ],
  },
  {
    id: "key-policy-changed",
    title: "Who may use a key, by policy or grant, or its rotation was changed",
    severity: "medium",
    family: "tampering",
    condition: all(
      field("eventSource").equals("kms.amazonaws.com"),
      any(
        call.isOneOf("PutKeyPolicy", "DisableKeyRotation"),
        all(any(call.equals("RevokeGrant"), all(call.equals("CreateGrant"), toPrincipal)), notByService("grants")),
      ),
    ),
    why: "A policy or a grant can open everything under the key to another account. Without its grant a service can't use it.",
    likelyCauses: ["A deployment changed the policy", "An intruder gave another account access"],
    nextSteps: [
      findWho,
      "Compare requestParameters of the event, its policy or granteePrincipal, with the deployment of the key",
      "If it was not a deployment: put the policy back, revoke the grant and rotate the secrets under the key",
    ],
    references: ["ATT&CK T1098", "ATT&CK T1486"],
    matches: [
      { what: "another policy", event: recordOf("kms", "PutKeyPolicy") },
      { what: "rotation switched off", event: recordOf("kms", "DisableKeyRotation") },
      { what: "granted to a role of another account", event: grant("arn:aws:iam::999999999999:role/x") },
      { what: "granted to a session", event: grant("arn:aws:sts::111122223333:assumed-role/admin/x") },
      { what: "a grant revoked by hand", event: recordOf("kms", "RevokeGrant") },
    ],
    ignores: [
      { what: "the policy looked up", event: recordOf("kms", "GetKeyPolicy") },
      {
        what: "a table made",
        event: grant("dynamodb.eu-west-1.amazonaws.com", { invokedBy: "dynamodb.amazonaws.com" }),
      },
      {
        what: "an encrypted volume attached",
        event: grant("arn:aws:sts::111122223333:assumed-role/aws:ec2-infrastructure/i-0123456789abcdef0"),
      },
      {
        what: "a function made",
        event: grant("arn:aws:sts::111122223333:assumed-role/orders/orders", { invokedBy: "lambda.amazonaws.com" }),
      },
    ],
  },
];
