import { any, field } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho } from "./next-steps";

function call(eventName: string, more: CloudTrailRecord = {}): CloudTrailRecord {
  return recordOf("secretsmanager", eventName, more);
}

const deletedAtOnce = call("DeleteSecret", {
  requestParameters: { secretId: "prod/db", forceDeleteWithoutRecovery: true },
});
const deletedWithRecovery = call("DeleteSecret", {
  requestParameters: { secretId: "prod/db", recoveryWindowInDays: 30 },
});
const deletionDenied = { what: "a deletion that was denied", event: refusalOf("secretsmanager", "DeleteSecret") };
const withoutRecovery = field("requestParameters.forceDeleteWithoutRecovery");

/** Detections on secrets that were deleted, opened or copied. */
export const secretChanges: readonly Detection[] = [
  {
    id: "secret-deleted",
    title: "A secret was deleted",
    severity: "high",
    family: "secrets",
    condition: calls(
      "secretsmanager",
      ["DeleteSecret"],
      any(withoutRecovery.isAbsent(), withoutRecovery.isFalse()),
      succeeded,
    ),
    why: "What depends on the secret stops working; when its recovery window is over it is gone for good.",
    likelyCauses: ["An account was cleaned up", "Somebody wants to disrupt, or to hide which secret was read"],
    nextSteps: [
      "Find who deleted which secret in the log group",
      "If it was not planned: restore the secret (RestoreSecret) within its recovery window",
    ],
    references: ["ATT&CK T1485"],
    matches: [
      { what: "deleted with a recovery window", event: deletedWithRecovery },
      {
        what: "recovery asked for in so many words",
        event: call("DeleteSecret", { requestParameters: { secretId: "prod/db", forceDeleteWithoutRecovery: false } }),
      },
    ],
    ignores: [
      { what: "deleted at once", event: deletedAtOnce },
      { what: "restored", event: call("RestoreSecret") },
      deletionDenied,
    ],
  },
  {
    id: "secret-deleted-for-good",
    title: "A secret was deleted without recovery",
    severity: "critical",
    family: "secrets",
    condition: calls("secretsmanager", ["DeleteSecret"], withoutRecovery.isTrue(), succeeded),
    why: "The value is gone at once and can't be restored; whatever depends on it stops working.",
    likelyCauses: [
      "A script made room for a secret of the same name",
      "Somebody wants to destroy, or to hide which secret was read",
    ],
    nextSteps: [
      "Find who deleted which secret in the log group",
      "Issue a new value at the system the secret belongs to, and put it in a new secret",
      "If nobody knows it: revoke the sessions of that principal before it deletes more",
    ],
    references: ["ATT&CK T1485"],
    matches: [{ what: "deleted at once", event: deletedAtOnce }],
    ignores: [{ what: "deleted with a recovery window", event: deletedWithRecovery }, deletionDenied],
  },
  {
    id: "secret-policy-changed",
    title: "Who may read a secret was changed",
    severity: "high",
    family: "secrets",
    condition: calls("secretsmanager", ["PutResourcePolicy"], succeeded),
    why: "A resource policy can open a secret to another account or to everybody, and outlives the session that put it.",
    likelyCauses: ["A deployment changed the policy", "An intruder gave another account lasting access"],
    nextSteps: [
      "Read requestParameters.resourcePolicy of the event: which principals were added, and is one of them an asterisk?",
      "If it was not a deployment: put the policy back and rotate the secret",
    ],
    references: ["ATT&CK T1098"],
    matches: [
      {
        what: "a policy put in place",
        event: call("PutResourcePolicy", { requestParameters: { secretId: "prod/db", resourcePolicy: "{}" } }),
      },
    ],
    ignores: [
      { what: "a policy that was read", event: call("GetResourcePolicy") },
      { what: "a policy removed", event: call("DeleteResourcePolicy") },
      { what: "a change that was denied", event: refusalOf("secretsmanager", "PutResourcePolicy") },
    ],
  },
  {
    id: "secret-policy-removed",
    title: "The policy of a secret was removed",
    severity: "low",
    family: "secrets",
    sharesFilter: "stores",
    condition: calls("secretsmanager", ["DeleteResourcePolicy"], succeeded),
    why: "Readers in other accounts lose access, and whatever the policy denied is no longer denied.",
    likelyCauses: ["A deployment no longer shares the secret", "Somebody got a denial out of the way"],
    nextSteps: [findWho, "If the policy held denials: put it back and look for reads since then"],
    references: ["ATT&CK T1098"],
    matches: [{ what: "a policy removed", event: call("DeleteResourcePolicy") }],
    ignores: [
      { what: "a policy put in place", event: call("PutResourcePolicy") },
      { what: "a removal that was denied", event: refusalOf("secretsmanager", "DeleteResourcePolicy") },
    ],
  },
  {
    id: "secret-replicated",
    title: "A secret was copied to another region",
    severity: "high",
    family: "secrets",
    condition: calls("secretsmanager", ["ReplicateSecretToRegions", "StopReplicationToReplica"], succeeded),
    why: "A copy can be read in a region nobody looks at; a replica cut loose is a secret of its own.",
    likelyCauses: ["A deployment added a replica region", "An intruder copies secrets out of sight"],
    nextSteps: [
      "Compare requestParameters.addReplicaRegions with the replica regions of the configuration",
      "If the region is not among them: remove the replica and rotate the secret",
    ],
    references: ["ATT&CK T1535"],
    matches: [
      {
        what: "a replica added",
        event: call("ReplicateSecretToRegions", {
          requestParameters: { secretId: "prod/db", addReplicaRegions: [{ region: "sa-east-1" }] },
        }),
      },
      { what: "a replica made independent", event: call("StopReplicationToReplica") },
    ],
    ignores: [
      { what: "a replica removed", event: call("RemoveRegionsFromReplication") },
      { what: "a copy that was denied", event: refusalOf("secretsmanager", "ReplicateSecretToRegions") },
    ],
  },
  {
    id: "secret-key-changed",
    title: "The key of a secret was changed",
    severity: "medium",
    family: "secrets",
    sharesFilter: "stores",
    condition: calls("secretsmanager", ["UpdateSecret"], field("requestParameters.kmsKeyId").exists(), succeeded),
    why: "Whoever controls the key decides who can read the secret: a foreign key locks its owner out.",
    likelyCauses: ["A deployment moved the secret to another key", "An intruder put it under a key of their own"],
    nextSteps: [
      "Look at requestParameters.kmsKeyId of the event: which account does the key belong to?",
      "If it is not one of yours: change it back while the old key still works, and rotate the secret",
    ],
    references: ["ATT&CK T1486"],
    matches: [
      {
        what: "another key",
        event: call("UpdateSecret", { requestParameters: { secretId: "prod/db", kmsKeyId: "alias/another" } }),
      },
    ],
    ignores: [
      {
        what: "another description",
        event: call("UpdateSecret", { requestParameters: { secretId: "prod/db", description: "Database" } }),
      },
      {
        what: "a change that was denied",
        event: call("UpdateSecret", { errorCode: "AccessDenied", requestParameters: { kmsKeyId: "alias/another" } }),
      },
    ],
  },
];
