import { all, field } from "../patterns/condition";
import type { CloudTrailRecord, Detection } from "./detection";

const secretsManager = field("eventSource").equals("secretsmanager.amazonaws.com");
const succeeded = field("errorCode").isAbsent();

/** Both calls that return secret values. A batch also logs one GetSecretValue for each secret, so it counts twice. */
const readsValue = field("eventName").isOneOf("GetSecretValue", "BatchGetSecretValue");

function call(eventName: string, more: CloudTrailRecord = {}): CloudTrailRecord {
  return { eventSource: "secretsmanager.amazonaws.com", eventType: "AwsApiCall", eventName, ...more };
}

const denied: CloudTrailRecord = {
  errorCode: "AccessDenied",
  errorMessage: "User is not authorized to perform: secretsmanager:GetSecretValue",
  requestParameters: null,
};

/** Detections on what happens to secrets in AWS Secrets Manager. */
export const secretDetections: readonly Detection[] = [
  {
    id: "secret-read",
    title: "A secret was read",
    severity: "medium",
    condition: all(secretsManager, readsValue, succeeded),
    why: "Whoever reads a secret can act as the system it belongs to until the secret is rotated.",
    likelyCauses: [
      "An application or a person fetched the value on purpose",
      "Stolen credentials were used to collect secrets",
    ],
    nextSteps: [
      "Find the reader in the log group: userIdentity.arn, sourceIPAddress and requestParameters.secretId",
      "Ask the owner of the account whether the read was expected",
      "If nobody knows it: rotate the secret and revoke the sessions of the reader",
    ],
    references: ["ATT&CK T1555.006"],
    matches: [
      { what: "read by name", event: call("GetSecretValue", { requestParameters: { secretId: "prod/db" } }) },
      {
        what: "read by ARN",
        event: call("GetSecretValue", {
          requestParameters: {
            secretId: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-a1B2c3",
          },
        }),
      },
      {
        what: "several read at once, without a secretId in the request",
        event: call("BatchGetSecretValue", { requestParameters: { secretIdList: ["prod/db", "prod/api"] } }),
      },
    ],
    ignores: [
      { what: "a read that was denied", event: call("GetSecretValue", denied) },
      { what: "only the metadata was read", event: call("DescribeSecret") },
      { what: "another service's call", event: { eventSource: "ssm.amazonaws.com", eventName: "GetParameter" } },
    ],
  },
  {
    id: "secret-read-denied",
    title: "Reading a secret was denied",
    severity: "high",
    condition: all(secretsManager, readsValue, field("errorCode").startsWith("AccessDenied")),
    why: "Somebody tried to read a secret without the permission: a probe, or an application about to fail.",
    likelyCauses: [
      "Stolen credentials were tried out",
      "A deployment lost its permission or asked for a secret it was never given",
    ],
    nextSteps: [
      "Find who tried in the log group: userIdentity.arn, sourceIPAddress and errorMessage",
      "Look at what else the same principal did in the hour before",
      "If it is an application: correct its role. If not: revoke its sessions",
    ],
    references: ["ATT&CK T1555.006"],
    matches: [
      { what: "denied, and the request was not recorded", event: call("GetSecretValue", denied) },
      {
        what: "a batch denied with the long form of the code",
        event: call("BatchGetSecretValue", { errorCode: "AccessDeniedException" }),
      },
    ],
    ignores: [
      { what: "a read that succeeded", event: call("GetSecretValue") },
      {
        what: "a secret that does not exist",
        event: call("GetSecretValue", { errorCode: "ResourceNotFoundException" }),
      },
      { what: "another call that was denied", event: call("ListSecrets", { errorCode: "AccessDenied" }) },
    ],
  },
  {
    id: "secret-deleted",
    title: "A secret was deleted",
    severity: "high",
    condition: all(secretsManager, field("eventName").equals("DeleteSecret"), succeeded),
    why: "What depends on the secret stops working; without a recovery window it is gone for good.",
    likelyCauses: ["An account was cleaned up", "Somebody wants to disrupt, or to hide which secret was read"],
    nextSteps: [
      "Find who deleted which secret in the log group",
      "If it was not planned: restore the secret (RestoreSecret) within its recovery window",
    ],
    references: ["ATT&CK T1485"],
    matches: [
      {
        what: "deleted with a recovery window",
        event: call("DeleteSecret", { requestParameters: { secretId: "prod/db", recoveryWindowInDays: 30 } }),
      },
      {
        what: "deleted at once",
        event: call("DeleteSecret", { requestParameters: { secretId: "prod/db", forceDeleteWithoutRecovery: true } }),
      },
    ],
    ignores: [
      { what: "restored", event: call("RestoreSecret") },
      { what: "a deletion that was denied", event: call("DeleteSecret", { errorCode: "AccessDenied" }) },
    ],
  },
  {
    id: "secret-policy-changed",
    title: "Who may read a secret was changed",
    severity: "high",
    condition: all(secretsManager, field("eventName").isOneOf("PutResourcePolicy", "DeleteResourcePolicy"), succeeded),
    why: "A resource policy can open a secret to another account and outlives the session that changed it.",
    likelyCauses: ["A deployment changed the policy", "An intruder gave another account lasting access"],
    nextSteps: [
      "Read requestParameters.resourcePolicy of the event: which principals were added?",
      "If it was not a deployment: put the policy back and rotate the secret",
    ],
    references: ["ATT&CK T1098"],
    matches: [
      {
        what: "a policy put in place",
        event: call("PutResourcePolicy", { requestParameters: { secretId: "prod/db", resourcePolicy: "{}" } }),
      },
      { what: "a policy removed", event: call("DeleteResourcePolicy") },
    ],
    ignores: [
      { what: "a policy that was read", event: call("GetResourcePolicy") },
      { what: "a change that was denied", event: call("PutResourcePolicy", { errorCode: "AccessDenied" }) },
    ],
  },
  {
    id: "secret-replicated",
    title: "A secret was copied to another region",
    severity: "high",
    condition: all(
      secretsManager,
      field("eventName").isOneOf("ReplicateSecretToRegions", "StopReplicationToReplica"),
      succeeded,
    ),
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
      { what: "a copy that was denied", event: call("ReplicateSecretToRegions", { errorCode: "AccessDenied" }) },
    ],
  },
  {
    id: "secret-rotation-cancelled",
    title: "Rotation of a secret was switched off",
    severity: "medium",
    condition: all(secretsManager, field("eventName").equals("CancelRotateSecret"), succeeded),
    why: "A stolen value stays good for as long as nobody rotates it.",
    likelyCauses: ["Rotation failed and somebody switched it off", "An intruder wants a stolen value to last"],
    nextSteps: [
      "Ask who switched it off and why",
      "Rotate the secret once and switch rotation on again (RotateSecret)",
    ],
    references: ["ATT&CK T1098"],
    matches: [{ what: "rotation cancelled", event: call("CancelRotateSecret") }],
    ignores: [
      { what: "rotation started", event: call("RotateSecret") },
      { what: "a cancellation that was denied", event: call("CancelRotateSecret", { errorCode: "AccessDenied" }) },
    ],
  },
];
