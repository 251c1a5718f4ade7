import { all, any, field } from "../patterns/condition";
import type { CloudTrailRecord, Detection } from "./detection";

function cloudTrail(eventName: string, more: CloudTrailRecord = {}): CloudTrailRecord {
  return { eventSource: "cloudtrail.amazonaws.com", eventType: "AwsApiCall", eventName, ...more };
}

function organizations(eventName: string, servicePrincipal: string): CloudTrailRecord {
  return { eventSource: "organizations.amazonaws.com", eventName, requestParameters: { servicePrincipal } };
}

/** Detections on attempts to blind the watch itself. Attempts that failed count: nobody tries this by mistake. */
export const tamperingDetections: readonly Detection[] = [
  {
    id: "trail-tampered",
    title: "A trail was stopped, deleted or narrowed",
    severity: "critical",
    condition: any(
      all(
        field("eventSource").equals("cloudtrail.amazonaws.com"),
        field("eventName").isOneOf(
          "StopLogging",
          "DeleteTrail",
          "UpdateTrail",
          "PutEventSelectors",
          "DeregisterOrganizationDelegatedAdmin",
        ),
      ),
      all(
        field("eventSource").equals("organizations.amazonaws.com"),
        field("eventName").isOneOf("DisableAWSServiceAccess", "DeregisterDelegatedAdministrator"),
        field("requestParameters.servicePrincipal").equals("cloudtrail.amazonaws.com"),
      ),
    ),
    why: "Without the trail nobody sees who reads a secret: the first thing an intruder switches off.",
    likelyCauses: [
      "An intruder covers tracks",
      "A deployment changed the trail",
      "Another trail was removed on purpose",
    ],
    nextSteps: [
      "Check that the organization trail is logging: aws cloudtrail get-trail-status",
      "Find who did it in the log group: userIdentity.arn and sourceIPAddress",
      "If it was not a deployment: start logging again and revoke the sessions of that principal",
    ],
    references: ["CIS 4.5", "Security Hub CloudWatch.5", "ATT&CK T1562.008"],
    matches: [
      { what: "logging stopped", event: cloudTrail("StopLogging", { requestParameters: { name: "org-trail" } }) },
      {
        what: "an attempt that was denied",
        event: cloudTrail("DeleteTrail", { errorCode: "AccessDenied" }),
      },
      { what: "event selectors replaced", event: cloudTrail("PutEventSelectors") },
      {
        what: "trusted access of CloudTrail removed",
        event: organizations("DisableAWSServiceAccess", "cloudtrail.amazonaws.com"),
      },
    ],
    ignores: [
      { what: "logging started", event: cloudTrail("StartLogging") },
      { what: "trails listed", event: cloudTrail("DescribeTrails") },
      {
        what: "trusted access of another service removed",
        event: organizations("DisableAWSServiceAccess", "ram.amazonaws.com"),
      },
    ],
  },
];
