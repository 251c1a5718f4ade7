import { any, field } from "../../patterns/condition";
import { calls, recordOf, refusalOf } from "./api-call";
import type { Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

/** Detections on what guards accounts from above: the organization, its policies, and services that look for threats. */
export const guardTampering: readonly Detection[] = [
  {
    id: "organization-left",
    title: "An account left the organization, or tried to",
    severity: "critical",
    family: "tampering",
    condition: calls("organizations", [
      "LeaveOrganization",
      "RemoveAccountFromOrganization",
      "CloseAccount",
      "DeleteOrganization",
    ]),
    why: "Outside the organization no trail and no policy reaches the account: everything in it happens unseen.",
    likelyCauses: ["An intruder takes an account along", "An account was given away or closed on purpose"],
    nextSteps: [
      "Check whether the account is still a member: aws organizations list-accounts",
      findWho,
      "If it was not planned: revoke the sessions of that principal, and rotate what the account had access to",
    ],
    references: ["CIS 4.15", "ATT&CK T1666"],
    matches: [
      { what: "an attempt that was denied", event: refusalOf("organizations", "LeaveOrganization") },
      { what: "an account removed", event: recordOf("organizations", "RemoveAccountFromOrganization") },
    ],
    ignores: [
      { what: "an account moved", event: recordOf("organizations", "MoveAccount") },
      { what: "the organization described", event: recordOf("organizations", "DescribeOrganization") },
    ],
  },
  {
    id: "guardrail-changed",
    title: "A guardrail of the organization was changed",
    severity: "high",
    family: "tampering",
    condition: calls("organizations", ["DetachPolicy", "DeletePolicy", "DisablePolicyType", "UpdatePolicy"]),
    why: "Policies of the organization keep accounts from switching the watch off; without them it is one call away.",
    likelyCauses: ["A deployment changed policies", "An intruder in the management account prepares the next step"],
    nextSteps: [
      "Look at requestParameters of the event: which policy, and which accounts did it protect?",
      findWho,
      "If it was not a deployment: deploy the management stack again and revoke the sessions of that principal",
    ],
    references: ["CIS 4.15", "ATT&CK T1484", "ATT&CK T1562"],
    matches: [
      { what: "detached", event: recordOf("organizations", "DetachPolicy") },
      { what: "replaced", event: recordOf("organizations", "UpdatePolicy") },
    ],
    ignores: [
      { what: "attached", event: recordOf("organizations", "AttachPolicy") },
      { what: "another service's policy", event: recordOf("iam", "DeletePolicy") },
    ],
  },
  {
    id: "threat-detection-disabled",
    title: "A service that looks for threats was switched off",
    severity: "high",
    family: "tampering",
    condition: any(
      calls("guardduty", ["DeleteDetector", "StopMonitoringMembers", "DisassociateMembers", "DeleteMembers"]),
      calls("guardduty", ["UpdateDetector"], field("requestParameters.enable").isFalse()),
      calls("securityhub", ["DisableSecurityHub", "DisassociateMembers", "BatchDisableStandards"]),
      calls("macie2", ["DisableMacie"]),
      calls("inspector2", ["Disable"]),
      calls("access-analyzer", ["DeleteAnalyzer"]),
    ),
    why: "Findings that would have told of the next steps are no longer made.",
    likelyCauses: ["Somebody saved costs", "An account was taken down", "An intruder wants to work undisturbed"],
    nextSteps: [
      "Look at eventSource and requestParameters of the event: which service, for which accounts?",
      findWho,
      "If it was not planned: switch the service on again, and look at what happened since",
    ],
    references: ["Security Hub GuardDuty.1", "ATT&CK T1562.001"],
    matches: [
      { what: "GuardDuty deleted", event: recordOf("guardduty", "DeleteDetector") },
      {
        what: "GuardDuty suspended",
        event: recordOf("guardduty", "UpdateDetector", { requestParameters: { enable: false } }),
      },
      { what: "an attempt that was denied", event: refusalOf("securityhub", "DisableSecurityHub") },
    ],
    ignores: [
      {
        what: "GuardDuty resumed",
        event: recordOf("guardduty", "UpdateDetector", { requestParameters: { enable: true } }),
      },
      { what: "Security Hub switched on", event: recordOf("securityhub", "EnableSecurityHub") },
    ],
  },
  {
    id: "threat-finding-hidden",
    title: "Findings of threats were hidden",
    severity: "low",
    family: "tampering",
    condition: any(
      calls("guardduty", ["CreateFilter", "UpdateFilter"], field("requestParameters.action").equals("ARCHIVE")),
      calls("guardduty", ["CreateIPSet", "UpdateIPSet", "ArchiveFindings", "DeletePublishingDestination"]),
      calls("securityhub", ["CreateAutomationRule", "DeleteActionTarget"]),
    ),
    why: "A finding that is archived by itself, or an address that is trusted, reaches nobody.",
    likelyCauses: ["Somebody cleared false alarms away", "An intruder put an address of theirs on the trusted list"],
    nextSteps: ["Read requestParameters of the event: which findings does it hide?", findWho, revokeSessions],
    references: ["ATT&CK T1562.001"],
    matches: [
      {
        what: "findings archived by themselves",
        event: recordOf("guardduty", "CreateFilter", { requestParameters: { action: "ARCHIVE" } }),
      },
      { what: "addresses trusted", event: recordOf("guardduty", "CreateIPSet") },
    ],
    ignores: [
      {
        what: "a filter that only shows",
        event: recordOf("guardduty", "CreateFilter", { requestParameters: { action: "NOOP" } }),
      },
      { what: "findings looked at", event: recordOf("guardduty", "GetFindings") },
    ],
  },
  {
    id: "configuration-recorder-stopped",
    title: "AWS Config stopped recording",
    severity: "high",
    family: "tampering",
    condition: calls("config", [
      "StopConfigurationRecorder",
      "DeleteConfigurationRecorder",
      "DeleteDeliveryChannel",
      "DeleteConfigurationAggregator",
    ]),
    why: "Changes of resources are no longer recorded, and rules no longer look at them.",
    likelyCauses: ["Somebody saved costs", "An account was taken down", "An intruder hides a change to come"],
    nextSteps: [
      findWho,
      "If it was not planned: start the recorder again (StartConfigurationRecorder)",
      revokeSessions,
    ],
    references: ["CIS 4.9", "Security Hub CloudWatch.9", "Security Hub Config.1", "ATT&CK T1562.001"],
    matches: [
      { what: "stopped", event: recordOf("config", "StopConfigurationRecorder") },
      { what: "nowhere to deliver to", event: recordOf("config", "DeleteDeliveryChannel") },
    ],
    ignores: [
      { what: "started", event: recordOf("config", "StartConfigurationRecorder") },
      { what: "described", event: recordOf("config", "DescribeConfigurationRecorders") },
    ],
  },
];
