import { field, not } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { Detection } from "../detection";
import { findWho } from "./next-steps";

const sharesFilter = "guards";

/** Detections on what the organization switches on for all accounts, and on where accounts can do things unseen. */
export const organizationTampering: readonly Detection[] = [
  {
    id: "trusted-access-removed",
    title: "A service lost its place in the organization",
    severity: "high",
    family: "tampering",
    sharesFilter,
    // Of CloudTrail, trail-access-removed tells.
    condition: calls(
      "organizations",
      ["DisableAWSServiceAccess", "DeregisterDelegatedAdministrator"],
      not(field("requestParameters.servicePrincipal").equals("cloudtrail.amazonaws.com")),
    ),
    why: "What the service did for all accounts, logins, findings, rules or backups, ends in all of them at once.",
    likelyCauses: [
      "The service is no longer used",
      "Its administrator moved",
      "An intruder blinds every account at once",
    ],
    nextSteps: [
      "Look at requestParameters.servicePrincipal of the event: what did the service do in the accounts?",
      findWho,
      "If it was not planned: switch trusted access on again, and treat the management account as lost",
    ],
    references: ["CIS 4.15", "ATT&CK T1562.001", "ATT&CK T1666"],
    matches: [
      {
        what: "trusted access of GuardDuty removed",
        event: recordOf("organizations", "DisableAWSServiceAccess", {
          requestParameters: { servicePrincipal: "guardduty.amazonaws.com" },
        }),
      },
      {
        what: "the administrator of AWS Config removed",
        event: recordOf("organizations", "DeregisterDelegatedAdministrator", {
          requestParameters: { servicePrincipal: "config.amazonaws.com" },
        }),
      },
      { what: "an attempt that was denied", event: refusalOf("organizations", "DisableAWSServiceAccess") },
    ],
    ignores: [
      {
        what: "of CloudTrail",
        event: recordOf("organizations", "DisableAWSServiceAccess", {
          requestParameters: { servicePrincipal: "cloudtrail.amazonaws.com" },
        }),
      },
      {
        what: "switched on",
        event: recordOf("organizations", "EnableAWSServiceAccess", {
          requestParameters: { servicePrincipal: "guardduty.amazonaws.com" },
        }),
      },
    ],
  },
  {
    id: "organization-remade",
    title: "An organization was made, or who joins it and how was changed",
    severity: "medium",
    family: "tampering",
    sharesFilter,
    // CIS asks for these as well; the text that Security Hub compares, of cis-organization-change, does not have them.
    condition: calls("organizations", ["CreateOrganization", "CancelHandshake", "EnableAllFeatures"]),
    why: "An account that makes an organization of its own is out of reach of yours, its trail and its policies.",
    likelyCauses: [
      "An invitation was taken back",
      "A new organization was set up",
      "An intruder takes an account along",
    ],
    nextSteps: [
      "Look at recipientAccountId of the event: is the account still a member? aws organizations list-accounts",
      findWho,
      "If it was not planned: revoke the sessions of that principal, and rotate what the account had access to",
    ],
    references: ["CIS 4.15", "ATT&CK T1666"],
    matches: [
      { what: "an organization of its own", event: recordOf("organizations", "CreateOrganization") },
      { what: "an invitation taken back", event: recordOf("organizations", "CancelHandshake") },
    ],
    ignores: [
      { what: "an account made", event: recordOf("organizations", "CreateAccount") },
      { what: "invitations listed", event: recordOf("organizations", "ListHandshakesForOrganization") },
    ],
  },
  {
    id: "region-enabled",
    title: "A region was enabled",
    severity: "medium",
    family: "tampering",
    sharesFilter,
    condition: calls("account", ["EnableRegion"], succeeded),
    why: "In a region that was off nobody looks, and no rule of yours may be there: a place to work unseen.",
    likelyCauses: ["A team wants to use the region", "An intruder computes, or keeps secrets, where nobody looks"],
    nextSteps: [
      "Look at requestParameters of the event: which region, and is it among governedRegions?",
      findWho,
      "If nobody needs it: disable the region, and look for what was made there",
    ],
    references: ["ATT&CK T1535"],
    matches: [{ what: "enabled", event: recordOf("account", "EnableRegion") }],
    ignores: [
      { what: "disabled", event: recordOf("account", "DisableRegion") },
      { what: "an attempt that was denied", event: refusalOf("account", "EnableRegion") },
    ],
  },
  {
    id: "event-data-store-changed",
    title: "A store of events was changed",
    severity: "medium",
    family: "tampering",
    sharesFilter,
    // Deleted and stopped ones are seen by log-source-removed.
    condition: calls("cloudtrail", ["UpdateEventDataStore"]),
    why: "A store that keeps events for less time, or leaves some out, still looks alive.",
    likelyCauses: ["Somebody saved costs", "A deployment changed it", "An intruder lets the traces expire"],
    nextSteps: [
      "Look at requestParameters of the event: advancedEventSelectors, retentionPeriod, terminationProtectionEnabled",
      findWho,
      "If it was not planned: put it back at once, before old events are gone",
    ],
    references: ["ATT&CK T1562.008"],
    matches: [
      {
        what: "kept for less time",
        event: recordOf("cloudtrail", "UpdateEventDataStore", { requestParameters: { retentionPeriod: 7 } }),
      },
      { what: "an attempt that was denied", event: refusalOf("cloudtrail", "UpdateEventDataStore") },
    ],
    ignores: [
      { what: "made", event: recordOf("cloudtrail", "CreateEventDataStore") },
      { what: "looked up", event: recordOf("cloudtrail", "GetEventDataStore") },
    ],
  },
];
