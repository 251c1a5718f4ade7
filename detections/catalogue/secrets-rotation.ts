import { field } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho } from "./next-steps";

/** Services report what they did themselves without a request; the secret is in additionalEventData. */
function serviceEvent(eventName: string): CloudTrailRecord {
  return recordOf("secretsmanager", eventName, {
    eventType: "AwsServiceEvent",
    userIdentity: { accountId: "111122223333", invokedBy: "secretsmanager.amazonaws.com" },
    requestParameters: null,
    additionalEventData: { SecretId: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-a1B2c3" },
  });
}

/** Detections on what keeps a stolen value good: rotation that does not happen, or is turned back. */
export const secretRotation: readonly Detection[] = [
  {
    id: "secret-rotation-cancelled",
    title: "Rotation of a secret was switched off",
    severity: "medium",
    family: "secrets",
    sharesFilter: "stores",
    condition: calls("secretsmanager", ["CancelRotateSecret"], succeeded),
    why: "A stolen value stays good for as long as nobody rotates it.",
    likelyCauses: ["Rotation failed and somebody switched it off", "An intruder wants a stolen value to last"],
    nextSteps: [
      "Ask who switched it off and why",
      "Rotate the secret once and switch rotation on again (RotateSecret)",
    ],
    references: ["ATT&CK T1098"],
    matches: [{ what: "rotation cancelled", event: recordOf("secretsmanager", "CancelRotateSecret") }],
    ignores: [
      { what: "rotation started", event: recordOf("secretsmanager", "RotateSecret") },
      { what: "a cancellation that was denied", event: refusalOf("secretsmanager", "CancelRotateSecret") },
    ],
  },
  {
    id: "secret-rotation-failed",
    title: "Rotation of a secret failed",
    severity: "medium",
    family: "secrets",
    condition: calls(
      "secretsmanager",
      ["RotationFailed", "RotationAbandoned"],
      field("eventType").equals("AwsServiceEvent"),
    ),
    why: "The old value stays good, and an application may be left with one that no longer works.",
    likelyCauses: [
      "The rotation function lost a permission or its way to the database",
      "Somebody broke rotation so that a stolen value lasts",
    ],
    nextSteps: [
      "Look up additionalEventData.SecretId of the event",
      "Read the log group of that secret's rotation function",
      "Correct it and rotate the secret once (RotateSecret)",
    ],
    references: ["ATT&CK T1098"],
    matches: [
      { what: "failed", event: serviceEvent("RotationFailed") },
      { what: "abandoned", event: serviceEvent("RotationAbandoned") },
    ],
    ignores: [{ what: "succeeded", event: serviceEvent("RotationSucceeded") }],
  },
  {
    id: "secret-rotation-redirected",
    title: "Another function was put in charge of rotating a secret",
    severity: "medium",
    family: "secrets",
    sharesFilter: "stores",
    condition: calls(
      "secretsmanager",
      ["RotateSecret"],
      field("requestParameters.rotationLambdaARN").exists(),
      succeeded,
    ),
    why: "The function that rotates a secret sets its next value, and reads it: it can hand on each one to come.",
    likelyCauses: ["Rotation was set up", "A deployment replaced the function", "An intruder put one of theirs there"],
    nextSteps: [
      "Look at requestParameters.rotationLambdaARN of the event: is the function, and its account, yours?",
      findWho,
      "If it is not: put the function of before back (RotateSecret), and rotate the secret with it",
    ],
    references: ["ATT&CK T1098", "ATT&CK T1555.006"],
    matches: [
      {
        what: "a function named",
        event: recordOf("secretsmanager", "RotateSecret", {
          requestParameters: {
            secretId: "prod/db",
            rotationLambdaARN: "arn:aws:lambda:eu-west-1:111122223333:function:rotate",
          },
        }),
      },
    ],
    ignores: [
      {
        what: "rotated once, by the function that was there",
        event: recordOf("secretsmanager", "RotateSecret", { requestParameters: { secretId: "prod/db" } }),
      },
      { what: "an attempt that was denied", event: refusalOf("secretsmanager", "RotateSecret") },
    ],
  },
  {
    id: "secret-version-moved",
    title: "Another version of a secret was made current",
    severity: "low",
    family: "secrets",
    sharesFilter: "stores",
    condition: calls("secretsmanager", ["UpdateSecretVersionStage"], succeeded),
    why: "Rotation does this, too. By hand it brings back an old value, which may be the one that was stolen.",
    likelyCauses: ["Rotation finished", "Somebody rolled back a rotation"],
    nextSteps: [
      findWho,
      "If it was not the rotation function: compare requestParameters.moveToVersionId with the last rotation",
      "Rotate the secret if it went back to an old value",
    ],
    references: ["ATT&CK T1098"],
    matches: [
      {
        what: "back to the version before",
        event: recordOf("secretsmanager", "UpdateSecretVersionStage", {
          requestParameters: { secretId: "prod/db", versionStage: "AWSCURRENT", moveToVersionId: "EXAMPLE1" },
        }),
      },
    ],
    ignores: [
      { what: "a new version", event: recordOf("secretsmanager", "PutSecretValue") },
      { what: "a move that was denied", event: refusalOf("secretsmanager", "UpdateSecretVersionStage") },
    ],
  },
];
