import { any } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { Detection } from "../detection";
import { findWho } from "./next-steps";

const sharesFilter = "permissions";

/** Detections on IAM Identity Center, which decides for all accounts who comes in and as what. */
export const identityCenter: readonly Detection[] = [
  {
    id: "account-access-assigned",
    title: "Somebody was given access to an account",
    severity: "low",
    family: "identity",
    sharesFilter,
    condition: calls("sso", ["CreateAccountAssignment"], succeeded),
    why: "A user or a group can come into the account from now on, as what the permission set allows.",
    likelyCauses: ["Somebody joined a team", "A new account was set up", "An intruder let a user of theirs in"],
    nextSteps: [
      "Look at requestParameters of the event: which principalId, which permissionSetArn, and which account (targetId)?",
      findWho,
      "If nobody knows it: take the assignment back (DeleteAccountAssignment), and end that user's sessions",
    ],
    references: ["ATT&CK T1098.003", "ATT&CK T1078.004"],
    matches: [
      {
        what: "a group",
        event: recordOf("sso", "CreateAccountAssignment", { requestParameters: { principalType: "GROUP" } }),
      },
    ],
    ignores: [
      { what: "taken back", event: recordOf("sso", "DeleteAccountAssignment") },
      { what: "an attempt that was denied", event: refusalOf("sso", "CreateAccountAssignment") },
    ],
  },
  {
    id: "permission-set-changed",
    title: "What people may do in accounts was changed",
    severity: "medium",
    family: "identity",
    sharesFilter,
    condition: calls(
      "sso",
      [
        "AttachManagedPolicyToPermissionSet",
        "AttachCustomerManagedPolicyReferenceToPermissionSet",
        "PutInlinePolicyToPermissionSet",
        "PutPermissionsBoundaryToPermissionSet",
        "DeletePermissionsBoundaryFromPermissionSet",
      ],
      succeeded,
    ),
    why: "A permission set is a role in many accounts at once: with one more policy its users are more in all of them.",
    likelyCauses: ["A deployment changed permission sets", "Somebody gave themselves more rights in every account"],
    nextSteps: [
      "Read the policy in requestParameters of the event, and look up who is assigned to permissionSetArn",
      "Compare it with the deployment of permission sets",
      "If there was none: take the policy away, provision the set again, and end its users' sessions",
    ],
    references: ["ATT&CK T1098.003", "ATT&CK T1484"],
    matches: [
      {
        what: "made administrators",
        event: recordOf("sso", "AttachManagedPolicyToPermissionSet", {
          requestParameters: { managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
        }),
      },
      { what: "a policy of its own", event: recordOf("sso", "PutInlinePolicyToPermissionSet") },
      { what: "its limit removed", event: recordOf("sso", "DeletePermissionsBoundaryFromPermissionSet") },
    ],
    ignores: [
      { what: "a policy taken away", event: recordOf("sso", "DetachManagedPolicyFromPermissionSet") },
      { what: "sets listed", event: recordOf("sso", "ListPermissionSets") },
      { what: "an attempt that was denied", event: refusalOf("sso", "PutInlinePolicyToPermissionSet") },
    ],
  },
  {
    id: "identity-source-changed",
    title: "Where the identities of all accounts come from was changed",
    severity: "high",
    family: "identity",
    sharesFilter,
    // Certificates are renewed about once a year, the source itself hardly ever.
    condition: any(
      calls("sso", ["AssociateDirectory", "DisassociateDirectory"]),
      calls("sso-directory", [
        "EnableExternalIdPConfigurationForDirectory",
        "DisableExternalIdPConfigurationForDirectory",
        "UpdateExternalIdPConfigurationForDirectory",
        "ImportExternalIdPCertificate",
      ]),
    ),
    why: "Whoever holds the identity provider, or a certificate of it, can log in to every account as anybody.",
    likelyCauses: [
      "The provider was replaced, or its certificate renewed",
      "An intruder put a provider of their own in its place",
    ],
    nextSteps: [
      findWho,
      "Ask whoever runs the identity provider whether it was planned",
      "If it was not: put the provider of before back, end all sessions, and treat the management account as lost",
    ],
    references: ["ATT&CK T1484.002", "ATT&CK T1556"],
    matches: [
      {
        what: "an outside provider switched on",
        event: recordOf("sso-directory", "EnableExternalIdPConfigurationForDirectory"),
      },
      { what: "another directory", event: recordOf("sso", "AssociateDirectory") },
      { what: "another certificate", event: recordOf("sso-directory", "ImportExternalIdPCertificate") },
    ],
    ignores: [
      { what: "a user made", event: recordOf("sso-directory", "CreateUser") },
      { what: "certificates listed", event: recordOf("sso-directory", "ListExternalIdPCertificates") },
    ],
  },
];
