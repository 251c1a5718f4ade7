import { all, any, field } from "../../patterns/condition";
import { calls, recordOf } from "./api-call";
import type { Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

const sharesFilter = "guards";

const source = field("eventSource");
const dataSources = "requestParameters.dataSources";

/** Detections on what makes services that look for threats see less, or tell of less. Attempts that failed count. */
export const findingTampering: readonly Detection[] = [
  {
    id: "guard-administrator-removed",
    title: "The security account lost charge of a service that looks for threats",
    severity: "high",
    family: "tampering",
    sharesFilter,
    condition: all(
      source.isOneOf(
        ...["guardduty", "securityhub", "macie2", "inspector2", "detective", "fms"].map(
          (each) => `${each}.amazonaws.com`,
        ),
      ),
      field("eventName").isOneOf(
        "DisableOrganizationAdminAccount",
        "DisableDelegatedAdminAccount",
        "DisassociateAdminAccount",
        "DisassociateFromAdministratorAccount",
        "DisassociateFromMasterAccount",
      ),
    ),
    why: "Findings of the accounts no longer come together, and each account can switch the service off for itself.",
    likelyCauses: [
      "The security account moved",
      "An account was given away",
      "An intruder wants findings to reach nobody",
    ],
    nextSteps: [
      "Look at eventSource of the event: which service, and was it the whole organization or one account?",
      findWho,
      "If it was not planned: name the security account administrator again, and look at what happened since",
    ],
    references: ["Security Hub GuardDuty.1", "ATT&CK T1562.001"],
    matches: [
      { what: "of GuardDuty", event: recordOf("guardduty", "DisableOrganizationAdminAccount") },
      { what: "by one account", event: recordOf("securityhub", "DisassociateFromAdministratorAccount") },
      { what: "of Inspector", event: recordOf("inspector2", "DisableDelegatedAdminAccount") },
    ],
    ignores: [
      { what: "named", event: recordOf("guardduty", "EnableOrganizationAdminAccount") },
      { what: "accounts listed", event: recordOf("guardduty", "ListOrganizationAdminAccounts") },
    ],
  },
  {
    id: "threat-detection-narrowed",
    title: "A part of what looks for threats was switched off",
    severity: "medium",
    family: "tampering",
    sharesFilter,
    condition: any(
      calls(
        "guardduty",
        ["UpdateDetector", "UpdateMemberDetectors"],
        any(
          field("requestParameters.features[].status").equals("DISABLED"),
          field(`${dataSources}.s3Logs.enable`).isFalse(),
          field(`${dataSources}.kubernetes.auditLogs.enable`).isFalse(),
        ),
      ),
      calls("macie2", ["UpdateMacieSession"], field("requestParameters.status").equals("PAUSED")),
    ),
    why: "GuardDuty without its features still looks alive, and says nothing of buckets, clusters, functions or logins.",
    likelyCauses: ["Somebody saved costs", "A deployment set the features", "An intruder wants to work undisturbed"],
    nextSteps: [
      "Look at requestParameters of the event: which features, and of which accounts?",
      findWho,
      "If it was not planned: switch them on again, and look at what happened since",
    ],
    references: ["ATT&CK T1562.001"],
    matches: [
      {
        what: "a feature",
        event: recordOf("guardduty", "UpdateDetector", {
          requestParameters: { features: [{ name: "S3_DATA_EVENTS", status: "DISABLED" }] },
        }),
      },
      {
        what: "a source of data, as it was called before",
        event: recordOf("guardduty", "UpdateMemberDetectors", {
          requestParameters: { dataSources: { s3Logs: { enable: false } } },
        }),
      },
      {
        what: "Macie paused",
        event: recordOf("macie2", "UpdateMacieSession", { requestParameters: { status: "PAUSED" } }),
      },
    ],
    ignores: [
      {
        what: "a feature switched on",
        event: recordOf("guardduty", "UpdateDetector", {
          requestParameters: { features: [{ name: "S3_DATA_EVENTS", status: "ENABLED" }] },
        }),
      },
      {
        what: "findings told sooner",
        event: recordOf("guardduty", "UpdateDetector", {
          requestParameters: { findingPublishingFrequency: "FIFTEEN_MINUTES" },
        }),
      },
    ],
  },
  {
    id: "new-accounts-unguarded",
    title: "New accounts no longer get a service that looks for threats",
    severity: "medium",
    family: "tampering",
    sharesFilter,
    // Security Hub writes its parameters with a capital letter.
    condition: all(
      source.isOneOf("guardduty.amazonaws.com", "securityhub.amazonaws.com", "macie2.amazonaws.com"),
      field("eventName").equals("UpdateOrganizationConfiguration"),
      any(
        field("requestParameters.autoEnable").isFalse(),
        field("requestParameters.AutoEnable").isFalse(),
        field("requestParameters.autoEnableOrganizationMembers").equals("NONE"),
        field("requestParameters.features[].autoEnable").equals("NONE"),
      ),
    ),
    why: "Whatever happens in accounts that are made from now on raises no finding.",
    likelyCauses: [
      "Security Hub was changed to central configuration, which wants this",
      "Somebody saved costs",
      "An intruder with rights in the security account prepares an account of their own",
    ],
    nextSteps: [
      "Look at eventSource and requestParameters of the event: which service, and which features?",
      findWho,
      "If it was not planned: switch it on for new accounts again, and look for accounts made since",
    ],
    references: ["ATT&CK T1562.001"],
    matches: [
      {
        what: "GuardDuty",
        event: recordOf("guardduty", "UpdateOrganizationConfiguration", {
          requestParameters: { autoEnableOrganizationMembers: "NONE" },
        }),
      },
      {
        what: "Security Hub",
        event: recordOf("securityhub", "UpdateOrganizationConfiguration", { requestParameters: { AutoEnable: false } }),
      },
    ],
    ignores: [
      {
        what: "all accounts from now on",
        event: recordOf("guardduty", "UpdateOrganizationConfiguration", {
          requestParameters: { autoEnableOrganizationMembers: "ALL" },
        }),
      },
      {
        what: "the configuration looked up",
        event: recordOf("guardduty", "DescribeOrganizationConfiguration"),
      },
    ],
  },
  {
    id: "finding-suppressed",
    title: "Findings of Security Hub were suppressed",
    severity: "low",
    family: "tampering",
    sharesFilter,
    // In the newer call 3 stands for it. https://schema.ocsf.io/classes/detection_finding
    condition: any(
      calls("securityhub", ["BatchUpdateFindings"], field("requestParameters.Workflow.Status").equals("SUPPRESSED")),
      calls("securityhub", ["BatchUpdateFindingsV2"], field("requestParameters.StatusId").equals(3)),
    ),
    why: "A suppressed finding is shown to nobody, and stays suppressed while its cause is there.",
    likelyCauses: ["Somebody accepted a risk", "An intruder hid what they opened"],
    nextSteps: [
      "Look at requestParameters.FindingIdentifiers of the event: what do these findings say?",
      findWho,
      "If nobody accepted it: set them to new again, and correct what they are about",
    ],
    references: ["ATT&CK T1562.001"],
    matches: [
      {
        what: "suppressed",
        event: recordOf("securityhub", "BatchUpdateFindings", {
          requestParameters: { Workflow: { Status: "SUPPRESSED" } },
        }),
      },
      {
        what: "by the newer call",
        event: recordOf("securityhub", "BatchUpdateFindingsV2", { requestParameters: { StatusId: 3 } }),
      },
    ],
    ignores: [
      {
        what: "resolved",
        event: recordOf("securityhub", "BatchUpdateFindings", {
          requestParameters: { Workflow: { Status: "RESOLVED" } },
        }),
      },
    ],
  },
  {
    id: "security-control-disabled",
    title: "Controls or sources of Security Hub were switched off",
    severity: "low",
    family: "tampering",
    sharesFilter,
    condition: any(
      calls("securityhub", ["UpdateStandardsControl"], field("requestParameters.ControlStatus").equals("DISABLED")),
      calls(
        "securityhub",
        ["BatchUpdateStandardsControlAssociations"],
        field("requestParameters.StandardsControlAssociationUpdates[].AssociationStatus").equals("DISABLED"),
      ),
      calls("securityhub", ["DisableImportFindingsForProduct", "DeleteConfigurationPolicy"]),
    ),
    why: "What a control looks for is no longer found, or findings of a service no longer come in.",
    likelyCauses: ["A deployment leaves controls out that don't apply", "An intruder switched off what would tell"],
    nextSteps: [
      "Look at requestParameters of the event: which controls or which product, and for what reason?",
      findWho,
      revokeSessions,
    ],
    references: ["ATT&CK T1562.001"],
    matches: [
      {
        what: "a control",
        event: recordOf("securityhub", "UpdateStandardsControl", { requestParameters: { ControlStatus: "DISABLED" } }),
      },
      {
        what: "several",
        event: recordOf("securityhub", "BatchUpdateStandardsControlAssociations", {
          requestParameters: { StandardsControlAssociationUpdates: [{ AssociationStatus: "DISABLED" }] },
        }),
      },
      { what: "findings of a service", event: recordOf("securityhub", "DisableImportFindingsForProduct") },
    ],
    ignores: [
      {
        what: "switched on",
        event: recordOf("securityhub", "UpdateStandardsControl", { requestParameters: { ControlStatus: "ENABLED" } }),
      },
    ],
  },
];
