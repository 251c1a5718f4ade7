import { type Condition, field } from "../../patterns/condition";
import { readsOf, stores } from "../stores";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";

/** Every call for secret values, whatever came of it. A batch counts twice: it also logs one call for each secret. */
export const readsOfSecrets: Condition = readsOf(stores.secrets);

const read: Condition = readsOf(stores.secrets, succeeded);

function call(eventName: string, more: CloudTrailRecord = {}): CloudTrailRecord {
  return recordOf("secretsmanager", eventName, more);
}

const denied = refusalOf("secretsmanager", "GetSecretValue", {
  errorMessage: "User is not authorized to perform: secretsmanager:GetSecretValue",
});

const metadataRead = { what: "only the metadata was read", event: call("DescribeSecret") };

/** Id of the detection of every read that worked. */
export const SECRET_READ_ID = "secret-read";

/** Detections on who reads secrets, in AWS Secrets Manager and in the parameter store. */
export const secretReads: readonly Detection[] = [
  {
    id: SECRET_READ_ID,
    title: "A secret was read",
    // Applications read all day. Rules tell of those who are not expected.
    severity: "info",
    family: "secrets",
    condition: read,
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
      { what: "a read that was denied", event: denied },
      metadataRead,
      { what: "another service's call", event: recordOf("ssm", "GetParameter") },
    ],
  },
  {
    id: "secret-read-denied",
    title: "Reading a secret was denied",
    severity: "high",
    family: "secrets",
    // A denied call may be recorded without its request, so nothing in it is tested.
    condition: readsOf(stores.secrets, field("errorCode").startsWith("AccessDenied")),
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
      { what: "denied, and the request was not recorded", event: denied },
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
      { what: "another call that was denied", event: refusalOf("secretsmanager", "ListSecrets") },
    ],
  },
  {
    id: "secret-bulk-read",
    title: "Many secrets were read within minutes",
    severity: "high",
    family: "secrets",
    condition: read,
    alarm: { threshold: 20, period: 300 },
    why: "People and applications read few secrets at a time; whoever empties an account reads all of them.",
    likelyCauses: [
      "Stolen credentials with broad permissions were used to collect secrets",
      "Many instances of an application started at once",
      "A migration or a backup copied secrets",
    ],
    nextSteps: [
      "Count the reads of the last ten minutes by userIdentity.arn in the log group",
      "If one principal read many different secrets: revoke its sessions at once",
      "Rotate each secret it read, the ones that open most first",
    ],
    references: ["ATT&CK T1555.006"],
    matches: [{ what: "one read of many", event: call("GetSecretValue") }],
    ignores: [{ what: "a read that was denied", event: denied }, metadataRead],
  },
  {
    id: "secret-batch-read",
    title: "Secrets were read in a batch",
    severity: "medium",
    family: "secrets",
    condition: calls("secretsmanager", ["BatchGetSecretValue"], succeeded),
    why: "One call returns up to twenty values, also by filter: the reader needs to know no name.",
    likelyCauses: ["An application fetches its secrets at start", "Somebody collects whatever an account has"],
    nextSteps: [
      "Look at requestParameters of the event: secretIdList names secrets, filters asks for whatever fits",
      "Ask the owner of the account whether that principal reads in batches",
      "If nobody knows it: rotate the secrets and revoke the sessions of the reader",
    ],
    references: ["ATT&CK T1555.006"],
    matches: [
      {
        what: "by filter",
        event: call("BatchGetSecretValue", { requestParameters: { filters: [{ key: "name", values: ["prod"] }] } }),
      },
      {
        what: "by name",
        event: call("BatchGetSecretValue", { requestParameters: { secretIdList: ["prod/db"] } }),
      },
    ],
    ignores: [
      { what: "a single read", event: call("GetSecretValue") },
      { what: "a batch that was denied", event: refusalOf("secretsmanager", "BatchGetSecretValue") },
    ],
  },
  {
    id: "secure-parameter-read",
    title: "Encrypted parameters were read",
    severity: "low",
    family: "secrets",
    condition: readsOf(stores.parameters, succeeded),
    why: "Passwords are often kept as SecureString parameters, and a path returns many of them in one call.",
    likelyCauses: ["An application fetched its configuration", "Somebody collects parameters to get at passwords"],
    nextSteps: [
      "Find the reader in the log group: userIdentity.arn, and the names in requestParameters",
      "Compare the names with what that principal runs",
      "If they don't belong together: change the values and revoke the sessions of the reader",
    ],
    references: ["ATT&CK T1555.006", "ATT&CK T1552"],
    matches: [
      {
        what: "several by name, decrypted",
        event: recordOf("ssm", "GetParameters", { requestParameters: { names: ["/db"], withDecryption: true } }),
      },
      {
        what: "everything below a path, decrypted",
        event: recordOf("ssm", "GetParametersByPath", { requestParameters: { path: "/", withDecryption: true } }),
      },
    ],
    ignores: [
      {
        what: "read without decryption",
        event: recordOf("ssm", "GetParameter", { requestParameters: { name: "/db", withDecryption: false } }),
      },
      { what: "parameters listed", event: recordOf("ssm", "DescribeParameters") },
      {
        what: "a read that was denied",
        event: refusalOf("ssm", "GetParameter", { requestParameters: { name: "/db", withDecryption: true } }),
      },
    ],
  },
];
