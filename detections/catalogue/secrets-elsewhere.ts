import { all, any, field, not } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho } from "./next-steps";

const sharesFilter = "stores";

const rotateWhatWasRead = "If nobody knows it: change what was read, and revoke the sessions of that principal";

function byPath(requestParameters: CloudTrailRecord): CloudTrailRecord {
  return recordOf("ssm", "GetParametersByPath", { requestParameters });
}

/** Detections on secrets that are kept elsewhere than in AWS Secrets Manager: one read is worth a look. */
export const secretsElsewhere: readonly Detection[] = [
  {
    id: "parameters-read-from-root",
    title: "All parameters of an account were read, decrypted",
    severity: "high",
    family: "secrets",
    sharesFilter,
    // Applications ask for a path of their own; secure-parameter-read counts them.
    condition: calls(
      "ssm",
      ["GetParametersByPath"],
      field("requestParameters.path").equals("/"),
      field("requestParameters.withDecryption").isTrue(),
      succeeded,
    ),
    why: "The path / is above every parameter: whoever asks for it needs to know no name and gets every password.",
    likelyCauses: [
      "A script made a backup of the parameter store",
      "Stolen credentials were used to collect passwords",
    ],
    nextSteps: [
      findWho,
      "Look at requestParameters.recursive of the event: if it is true, everything was read",
      rotateWhatWasRead,
    ],
    references: ["ATT&CK T1555.006", "ATT&CK T1552"],
    matches: [{ what: "everything below /", event: byPath({ path: "/", recursive: true, withDecryption: true }) }],
    ignores: [
      { what: "an application's path", event: byPath({ path: "/shop/prod", recursive: true, withDecryption: true }) },
      { what: "without decryption", event: byPath({ path: "/", recursive: true }) },
      {
        what: "a read that was denied",
        event: refusalOf("ssm", "GetParametersByPath", { requestParameters: { path: "/", withDecryption: true } }),
      },
    ],
  },
  {
    id: "certificate-exported",
    title: "A certificate was exported with its private key",
    severity: "medium",
    family: "secrets",
    sharesFilter,
    condition: calls("acm", ["ExportCertificate"], succeeded),
    why: "Whoever has the key can pass for the service that the certificate belongs to until it is revoked.",
    likelyCauses: ["A server outside AWS got its certificate", "An intruder takes keys along"],
    nextSteps: [
      "Look at requestParameters.certificateArn of the event: for which name, and who needs it outside AWS?",
      findWho,
      "If nobody knows it: revoke the certificate and issue another",
    ],
    references: ["ATT&CK T1552.004", "ATT&CK T1649"],
    matches: [{ what: "exported", event: recordOf("acm", "ExportCertificate") }],
    ignores: [
      { what: "read without its key", event: recordOf("acm", "GetCertificate") },
      { what: "an attempt that was denied", event: refusalOf("acm", "ExportCertificate") },
    ],
  },
  {
    id: "lightsail-access-read",
    title: "A key or password of Lightsail was read",
    severity: "medium",
    family: "secrets",
    sharesFilter,
    condition: calls(
      "lightsail",
      ["DownloadDefaultKeyPair", "GetInstanceAccessDetails", "GetRelationalDatabaseMasterUserPassword"],
      succeeded,
    ),
    why: "With the key or the password somebody is on the server or in the database, past every policy of IAM.",
    likelyCauses: ["Somebody opened a terminal in the console", "An intruder goes from the API to servers"],
    nextSteps: [findWho, "Ask the owner of the account who looks after these servers", rotateWhatWasRead],
    references: ["ATT&CK T1552.004", "ATT&CK T1021.004"],
    matches: [
      { what: "the key of all instances", event: recordOf("lightsail", "DownloadDefaultKeyPair") },
      { what: "a way onto one instance", event: recordOf("lightsail", "GetInstanceAccessDetails") },
    ],
    ignores: [
      { what: "instances listed", event: recordOf("lightsail", "GetInstances") },
      { what: "an attempt that was denied", event: refusalOf("lightsail", "DownloadDefaultKeyPair") },
    ],
  },
  {
    id: "api-key-read",
    title: "Keys of an API were read with their values",
    severity: "low",
    family: "secrets",
    sharesFilter,
    // The id of a key of AppSync is the key. Terraform reads both kinds of its own.
    condition: any(
      calls("apigateway", ["GetApiKey"], field("requestParameters.includeValue").isTrue(), succeeded),
      calls("apigateway", ["GetApiKeys"], field("requestParameters.includeValues").isTrue(), succeeded),
      calls("appsync", ["ListApiKeys"], succeeded),
    ),
    why: "Whoever has a key can call the API as the customer that it was given to.",
    likelyCauses: ["A deployment read what it manages", "Somebody looked a key up", "An intruder collects keys"],
    nextSteps: [findWho, "Compare it with the deployments of that account", rotateWhatWasRead],
    references: ["ATT&CK T1552", "ATT&CK T1528"],
    matches: [
      {
        what: "one, with its value",
        event: recordOf("apigateway", "GetApiKey", { requestParameters: { apiKey: "a1b2c3", includeValue: true } }),
      },
      {
        what: "all of a region",
        event: recordOf("apigateway", "GetApiKeys", { requestParameters: { includeValues: true } }),
      },
      { what: "those of a GraphQL API", event: recordOf("appsync", "ListApiKeys") },
    ],
    ignores: [
      { what: "without values", event: recordOf("apigateway", "GetApiKeys", { requestParameters: { limit: 500 } }) },
      { what: "an attempt that was denied", event: refusalOf("appsync", "ListApiKeys") },
    ],
  },
  {
    id: "connection-password-read",
    title: "A connection was read with its password",
    severity: "low",
    family: "secrets",
    sharesFilter,
    condition: calls(
      "glue",
      ["GetConnection", "GetConnections"],
      not(field("requestParameters.hidePassword").isTrue()),
      succeeded,
    ),
    why: "AWS Glue gives out the passwords of databases that it connects to, unless it is asked to hide them.",
    likelyCauses: [
      "A job connected to its database",
      "A deployment read what it manages",
      "Somebody collects passwords",
    ],
    nextSteps: [
      findWho,
      "If it was no job: look at requestParameters of the event, one connection or all?",
      "Keep such passwords in AWS Secrets Manager, and encrypt them in the settings of the catalog",
    ],
    references: ["ATT&CK T1552", "ATT&CK T1555"],
    matches: [
      { what: "one", event: recordOf("glue", "GetConnection", { requestParameters: { name: "warehouse" } }) },
      { what: "all", event: recordOf("glue", "GetConnections", { requestParameters: { hidePassword: false } }) },
    ],
    ignores: [
      {
        what: "with the password hidden",
        event: recordOf("glue", "GetConnection", { requestParameters: { name: "warehouse", hidePassword: true } }),
      },
      { what: "an attempt that was denied", event: refusalOf("glue", "GetConnections") },
    ],
  },
  {
    id: "database-login-changed",
    title: "The master password of a database, or who may log in, was changed",
    severity: "medium",
    family: "secrets",
    sharesFilter,
    // Passwords stand in records as asterisks, so that one was given can be seen.
    condition: all(
      field("eventSource").isOneOf("rds.amazonaws.com", "redshift.amazonaws.com"),
      field("eventName").isOneOf("ModifyDBInstance", "ModifyDBCluster", "ModifyCluster"),
      any(
        field("requestParameters.masterUserPassword").exists(),
        field("requestParameters.enableIAMDatabaseAuthentication").isTrue(),
      ),
      succeeded,
    ),
    why: "Whoever sets the master password, or lets IAM log people in, can read everything in the database.",
    likelyCauses: ["A password was rotated by hand", "A deployment changed it", "An intruder lets themselves in"],
    nextSteps: [
      "Look at requestParameters of the event: which database, and what of it was changed?",
      findWho,
      "If nobody knows it: set another password, and look for logins and exports since then",
    ],
    references: ["ATT&CK T1098", "ATT&CK T1556"],
    matches: [
      {
        what: "another password",
        event: recordOf("rds", "ModifyDBInstance", { requestParameters: { masterUserPassword: "****" } }),
      },
      {
        what: "logins by IAM",
        event: recordOf("rds", "ModifyDBCluster", { requestParameters: { enableIAMDatabaseAuthentication: true } }),
      },
      {
        what: "another password of a warehouse",
        event: recordOf("redshift", "ModifyCluster", { requestParameters: { masterUserPassword: "****" } }),
      },
    ],
    ignores: [
      {
        what: "more storage",
        event: recordOf("rds", "ModifyDBInstance", { requestParameters: { allocatedStorage: 200 } }),
      },
      {
        what: "an attempt that was denied",
        event: refusalOf("rds", "ModifyDBInstance", { requestParameters: { masterUserPassword: "****" } }),
      },
    ],
  },
];
