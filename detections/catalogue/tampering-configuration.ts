import { any, field } from "../../patterns/condition";
import { notByService } from "./acts-of-services";
import { calls, recordOf } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

const sharesFilter = "guards";

function recorder(recordingGroup: CloudTrailRecord): CloudTrailRecord {
  return recordOf("config", "PutConfigurationRecorder", {
    requestParameters: { configurationRecorder: { name: "default", recordingGroup } },
  });
}

/** Detections on AWS Config, which sees what was changed. Attempts that failed count. */
export const configurationTampering: readonly Detection[] = [
  {
    id: "configuration-rule-removed",
    title: "A rule of AWS Config was removed",
    severity: "low",
    family: "tampering",
    sharesFilter,
    // Security Hub removes its own, by the role that is linked to it.
    condition: calls(
      "config",
      [
        "DeleteConfigRule",
        "DeleteConformancePack",
        "DeleteOrganizationConfigRule",
        "DeleteOrganizationConformancePack",
        "DeleteRemediationConfiguration",
      ],
      notByService(),
    ),
    why: "What the rule looked at can change without anybody being told, or being corrected by itself.",
    likelyCauses: ["A deployment changed its rules", "An account was taken down", "An intruder hides a change to come"],
    nextSteps: ["Look at requestParameters of the event: which rule or pack was it?", findWho, revokeSessions],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "a rule", event: recordOf("config", "DeleteConfigRule") },
      { what: "a pack of all accounts", event: recordOf("config", "DeleteOrganizationConformancePack") },
    ],
    ignores: [
      { what: "evaluated", event: recordOf("config", "StartConfigRulesEvaluation") },
      {
        what: "by a service of its own accord",
        event: recordOf("config", "DeleteConfigRule", { userIdentity: { type: "AWSService" } }),
      },
    ],
  },
  {
    id: "configuration-recorder-narrowed",
    title: "AWS Config records less",
    severity: "medium",
    family: "tampering",
    sharesFilter,
    condition: calls(
      "config",
      ["PutConfigurationRecorder"],
      any(
        field("requestParameters.configurationRecorder.recordingGroup.allSupported").isFalse(),
        field("requestParameters.configurationRecorder.recordingMode.recordingFrequency").equals("DAILY"),
      ),
    ),
    why: "Changes of resources that are left out, or come and go within a day, are in no history, and no rule sees them.",
    likelyCauses: ["Somebody saved costs", "A deployment set the recorder", "An intruder hides a change to come"],
    nextSteps: [
      "Look at recordingGroup in requestParameters of the event: what is left out?",
      findWho,
      "If it was not planned: let the recorder record everything again",
    ],
    references: ["CIS 4.9", "Security Hub CloudWatch.9", "Security Hub Config.1", "ATT&CK T1562.001"],
    matches: [
      { what: "some types alone", event: recorder({ allSupported: false, resourceTypes: ["AWS::EC2::Instance"] }) },
      {
        what: "once a day",
        event: recordOf("config", "PutConfigurationRecorder", {
          requestParameters: { configurationRecorder: { recordingMode: { recordingFrequency: "DAILY" } } },
        }),
      },
    ],
    ignores: [{ what: "everything", event: recorder({ allSupported: true, includeGlobalResourceTypes: true }) }],
  },
];
