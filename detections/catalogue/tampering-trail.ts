import { any, field } from "../../patterns/condition";
import { calls, recordOf, refusalOf } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

const logging = "Check that the organization trail is logging: aws cloudtrail get-trail-status";

function serviceAccess(eventName: string, servicePrincipal: string): CloudTrailRecord {
  return recordOf("organizations", eventName, { requestParameters: { servicePrincipal } });
}

/** Detections on attempts to blind the trail. Attempts that failed count: nobody tries this by mistake. */
export const trailTampering: readonly Detection[] = [
  {
    id: "trail-stopped",
    title: "A trail was stopped or deleted",
    severity: "critical",
    family: "tampering",
    condition: calls("cloudtrail", ["StopLogging", "DeleteTrail"]),
    why: "Without the trail nobody sees who reads a secret: the first thing an intruder switches off.",
    likelyCauses: ["An intruder covers tracks", "Another trail was removed on purpose"],
    nextSteps: [
      logging,
      findWho,
      "If it was not planned: start logging again and revoke the sessions of that principal",
    ],
    references: ["CIS 4.5", "Security Hub CloudWatch.5", "ATT&CK T1562.008"],
    matches: [
      {
        what: "logging stopped",
        event: recordOf("cloudtrail", "StopLogging", { requestParameters: { name: "org-trail" } }),
      },
      { what: "an attempt that was denied", event: refusalOf("cloudtrail", "DeleteTrail") },
    ],
    ignores: [
      { what: "logging started", event: recordOf("cloudtrail", "StartLogging") },
      { what: "trails listed", event: recordOf("cloudtrail", "DescribeTrails") },
    ],
  },
  {
    id: "trail-changed",
    title: "A trail or what it records was changed",
    severity: "high",
    family: "tampering",
    condition: calls("cloudtrail", ["UpdateTrail", "PutEventSelectors", "PutEventConfiguration"]),
    why: "A trail that leaves out reads, regions or accounts, or writes elsewhere, still looks alive.",
    likelyCauses: ["A deployment changed the trail", "An intruder narrowed it to what does no harm"],
    nextSteps: [
      "Compare requestParameters of the event with the configuration: selectors, regions, bucket, log group",
      findWho,
      "If it was not a deployment: deploy the management stack again and revoke the sessions of that principal",
    ],
    references: ["CIS 4.5", "Security Hub CloudWatch.5", "ATT&CK T1562.008"],
    matches: [
      { what: "the trail updated", event: recordOf("cloudtrail", "UpdateTrail") },
      { what: "events made too large to be delivered", event: recordOf("cloudtrail", "PutEventConfiguration") },
      {
        what: "reads no longer recorded",
        event: recordOf("cloudtrail", "PutEventSelectors", {
          requestParameters: { trailName: "org-trail", eventSelectors: [{ readWriteType: "WriteOnly" }] },
        }),
      },
    ],
    ignores: [
      { what: "selectors looked up", event: recordOf("cloudtrail", "GetEventSelectors") },
      { what: "insights changed", event: recordOf("cloudtrail", "PutInsightSelectors") },
    ],
  },
  {
    id: "trail-insights-changed",
    title: "The insights of a trail were changed",
    severity: "low",
    family: "tampering",
    sharesFilter: "guards",
    condition: calls("cloudtrail", ["PutInsightSelectors"]),
    why: "Insights tell of unusual numbers of calls and of errors; without them nobody is told.",
    likelyCauses: ["Somebody saved costs", "An intruder expects to stand out"],
    nextSteps: [findWho, "If it was not planned: switch insights on again"],
    references: ["ATT&CK T1562.008"],
    matches: [
      {
        what: "insights switched off",
        event: recordOf("cloudtrail", "PutInsightSelectors", { requestParameters: { insightSelectors: [] } }),
      },
    ],
    ignores: [{ what: "insights looked up", event: recordOf("cloudtrail", "GetInsightSelectors") }],
  },
  {
    id: "trail-access-removed",
    title: "CloudTrail lost its place in the organization",
    severity: "critical",
    family: "tampering",
    condition: any(
      calls("cloudtrail", ["DeregisterOrganizationDelegatedAdmin"]),
      calls(
        "organizations",
        ["DisableAWSServiceAccess", "DeregisterDelegatedAdministrator"],
        field("requestParameters.servicePrincipal").equals("cloudtrail.amazonaws.com"),
      ),
    ),
    why: "Without it the organization trail no longer covers the member accounts, or nobody can repair it.",
    likelyCauses: ["An intruder in the management account blinds every account at once", "The security account moved"],
    nextSteps: [
      logging,
      "Switch trusted access on again and register the security account (docs/deploying.md)",
      "If it was not planned: treat the management account as lost, and revoke the sessions of that principal",
    ],
    references: ["CIS 4.5", "ATT&CK T1562.008"],
    matches: [
      { what: "the administrator removed", event: recordOf("cloudtrail", "DeregisterOrganizationDelegatedAdmin") },
      {
        what: "trusted access of CloudTrail removed",
        event: serviceAccess("DisableAWSServiceAccess", "cloudtrail.amazonaws.com"),
      },
    ],
    ignores: [
      {
        what: "trusted access of another service removed",
        event: serviceAccess("DisableAWSServiceAccess", "ram.amazonaws.com"),
      },
      {
        what: "trusted access switched on",
        event: serviceAccess("EnableAWSServiceAccess", "cloudtrail.amazonaws.com"),
      },
    ],
  },
  {
    id: "log-source-removed",
    title: "Logs of traffic or use were switched off",
    severity: "medium",
    family: "tampering",
    condition: any(
      calls("ec2", ["DeleteFlowLogs"]),
      calls("route53resolver", ["DeleteResolverQueryLogConfig", "DisassociateResolverQueryLogConfig"]),
      calls("cloudtrail", ["DeleteEventDataStore", "StopEventDataStoreIngestion"]),
      calls("bedrock", ["DeleteModelInvocationLoggingConfiguration"]),
      calls("wafv2", ["DeleteLoggingConfiguration"]),
    ),
    why: "Connections, name look-ups and calls to models then leave no trace that could be read afterwards.",
    likelyCauses: ["A network was taken down together with its logs", "An intruder hides where data goes"],
    nextSteps: [findWho, "If what it logged is still in use: switch the logs on again", revokeSessions],
    references: ["Security Hub EC2.6", "ATT&CK T1562.008"],
    matches: [
      { what: "flow logs deleted", event: recordOf("ec2", "DeleteFlowLogs") },
      { what: "query logs deleted", event: recordOf("route53resolver", "DeleteResolverQueryLogConfig") },
    ],
    ignores: [
      { what: "flow logs made", event: recordOf("ec2", "CreateFlowLogs") },
      { what: "query logs looked up", event: recordOf("route53resolver", "GetResolverQueryLogConfig") },
    ],
  },
];
