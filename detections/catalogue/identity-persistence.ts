import { any, field } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

function attached(eventName: string, policyArn: string): CloudTrailRecord {
  return recordOf("iam", eventName, { requestParameters: { policyArn } });
}

/** Detections on ways to come back later, and with more rights. */
export const persistence: readonly Detection[] = [
  {
    id: "admin-policy-attached",
    title: "Somebody was made administrator",
    severity: "high",
    family: "identity",
    condition: calls(
      "iam",
      ["AttachUserPolicy", "AttachRolePolicy", "AttachGroupPolicy"],
      field("requestParameters.policyArn").endsWith("/AdministratorAccess"),
      succeeded,
    ),
    why: "An administrator can read every secret of the account and undo every protection in it.",
    likelyCauses: ["An account was set up", "Somebody was in a hurry", "An intruder made a user or role of their own"],
    nextSteps: [
      "Look at requestParameters of the event: which user, role or group?",
      findWho,
      "If nobody knows it: detach the policy, and revoke the sessions of both",
    ],
    references: ["CIS 4.4", "Security Hub IAM.1", "ATT&CK T1098.003"],
    matches: [
      { what: "a user", event: attached("AttachUserPolicy", "arn:aws:iam::aws:policy/AdministratorAccess") },
      { what: "a role", event: attached("AttachRolePolicy", "arn:aws-us-gov:iam::aws:policy/AdministratorAccess") },
    ],
    ignores: [
      { what: "another policy", event: attached("AttachRolePolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess") },
      { what: "taken away", event: attached("DetachRolePolicy", "arn:aws:iam::aws:policy/AdministratorAccess") },
      { what: "an attempt that was denied", event: refusalOf("iam", "AttachUserPolicy") },
    ],
  },
  {
    id: "role-trust-changed",
    title: "Who may assume a role was changed",
    severity: "medium",
    family: "identity",
    sharesFilter: "permissions",
    condition: calls("iam", ["UpdateAssumeRolePolicy"], succeeded),
    why: "A role that trusts another account lets that account in whenever it likes.",
    likelyCauses: ["A deployment changed the role", "An intruder let another account in"],
    nextSteps: [
      "Read requestParameters.policyDocument of the event: which accounts and services are trusted now?",
      findWho,
      "If an account is not yours: put the policy back and revoke the sessions of the role",
    ],
    references: ["ATT&CK T1098.003"],
    matches: [{ what: "another trust policy", event: recordOf("iam", "UpdateAssumeRolePolicy") }],
    ignores: [
      { what: "another description", event: recordOf("iam", "UpdateRoleDescription") },
      { what: "an attempt that was denied", event: refusalOf("iam", "UpdateAssumeRolePolicy") },
    ],
  },
  {
    id: "role-created",
    title: "A role was created",
    severity: "low",
    family: "identity",
    sharesFilter: "permissions",
    condition: calls("iam", ["CreateRole"], succeeded),
    why: "Each role comes with a policy on who may assume it, also from another account.",
    likelyCauses: ["A deployment made it", "An intruder made a way back in"],
    nextSteps: [
      "Read requestParameters.assumeRolePolicyDocument of the event: which accounts does it trust?",
      "If an account is not yours and no deployment made it: delete the role",
      revokeSessions,
    ],
    references: ["ATT&CK T1136.003", "ATT&CK T1098.003"],
    matches: [{ what: "created", event: recordOf("iam", "CreateRole") }],
    ignores: [
      { what: "a service's own role", event: recordOf("iam", "CreateServiceLinkedRole") },
      { what: "an attempt that was denied", event: refusalOf("iam", "CreateRole") },
    ],
  },
  {
    id: "user-created",
    title: "A user was created",
    severity: "low",
    family: "identity",
    sharesFilter: "permissions",
    condition: calls("iam", ["CreateUser"], succeeded),
    why: "People come in through the identity provider; a user in an account goes around it.",
    likelyCauses: ["Software that knows no roles was set up", "An intruder made a user to come back with"],
    nextSteps: [findWho, "Ask the owner of the account what the user is for", "If nobody knows it: delete the user"],
    references: ["ATT&CK T1136.003"],
    matches: [{ what: "created", event: recordOf("iam", "CreateUser") }],
    ignores: [
      { what: "deleted", event: recordOf("iam", "DeleteUser") },
      { what: "an attempt that was denied", event: refusalOf("iam", "CreateUser") },
    ],
  },
  {
    id: "federation-token-issued",
    title: "A federation token was issued",
    severity: "medium",
    family: "identity",
    sharesFilter: "permissions",
    condition: calls("sts", ["GetFederationToken"], succeeded),
    why: "The token outlives the access key it was made with: deleting the key does not end the session.",
    likelyCauses: ["An old portal of yours hands out sessions", "An intruder keeps a session beyond the stolen key"],
    nextSteps: [
      "Look at requestParameters.name of the event, and at what that federated user did in the log group",
      "If nobody knows it: deny the user everything (an inline policy) until the token has expired, 36 hours at most",
    ],
    references: ["ATT&CK T1550.001", "ATT&CK T1098.001"],
    matches: [
      {
        what: "a session for everything the user may do",
        event: recordOf("sts", "GetFederationToken", { requestParameters: { name: "visitor" } }),
      },
    ],
    ignores: [
      { what: "a role assumed", event: recordOf("sts", "AssumeRole") },
      { what: "an attempt that was denied", event: refusalOf("sts", "GetFederationToken") },
    ],
  },
  {
    id: "external-trust-added",
    title: "Trust in an outside identity was added",
    severity: "high",
    family: "identity",
    condition: any(
      calls(
        "rolesanywhere",
        ["CreateTrustAnchor", "UpdateTrustAnchor", "EnableTrustAnchor", "CreateProfile", "UpdateProfile"],
        succeeded,
      ),
      calls(
        "iam",
        [
          "CreateSAMLProvider",
          "UpdateSAMLProvider",
          "CreateOpenIDConnectProvider",
          "UpdateOpenIDConnectProviderThumbprint",
          "AddClientIDToOpenIDConnectProvider",
        ],
        succeeded,
      ),
    ),
    why: "Whoever holds the other end, a certificate or an identity provider, can get sessions in the account.",
    likelyCauses: ["A build system or a portal was connected", "An intruder trusts a certificate of their own"],
    nextSteps: [
      "Look at requestParameters of the event: whose certificate or provider is it, and for which roles?",
      findWho,
      "If nobody knows it: delete it and revoke the sessions of those roles",
    ],
    references: ["ATT&CK T1484.002", "ATT&CK T1098.001"],
    matches: [
      { what: "a certificate trusted", event: recordOf("rolesanywhere", "CreateTrustAnchor") },
      { what: "a SAML provider's metadata replaced", event: recordOf("iam", "UpdateSAMLProvider") },
      { what: "an OIDC provider", event: recordOf("iam", "CreateOpenIDConnectProvider") },
    ],
    ignores: [
      { what: "a certificate no longer trusted", event: recordOf("rolesanywhere", "DeleteTrustAnchor") },
      { what: "another service's profile", event: recordOf("codeartifact", "CreateProfile") },
      { what: "an attempt that was denied", event: refusalOf("iam", "CreateSAMLProvider") },
    ],
  },
];
