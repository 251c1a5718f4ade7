import { any, field } from "../patterns/condition";
import { calls, recordOf } from "./api-call";
import type { Detection } from "./detection";
import { findWho, revokeSessions } from "./next-steps";

const whichBucket = "Look at requestParameters.bucketName of the event: does the bucket hold logs or backups?";

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
    title: "Who may use a key, or its rotation, was changed",
    severity: "medium",
    family: "tampering",
    condition: calls("kms", ["PutKeyPolicy", "DisableKeyRotation"]),
    why: "A key policy can open everything under the key to another account, or lock its owner out.",
    likelyCauses: ["A deployment changed the policy", "An intruder gave another account access"],
    nextSteps: [
      findWho,
      "Compare requestParameters.policy of the event with the deployment of the key",
      "If it was not a deployment: put the policy back and rotate the secrets under the key",
    ],
    references: ["ATT&CK T1098", "ATT&CK T1486"],
    matches: [
      { what: "another policy", event: recordOf("kms", "PutKeyPolicy") },
      { what: "rotation switched off", event: recordOf("kms", "DisableKeyRotation") },
    ],
    ignores: [{ what: "the policy looked up", event: recordOf("kms", "GetKeyPolicy") }],
  },
];
