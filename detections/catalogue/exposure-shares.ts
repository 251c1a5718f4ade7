import { any, field } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho } from "./next-steps";

const sharesFilter = "exposures";

function share(eventName: string, responseElements: CloudTrailRecord): CloudTrailRecord {
  return recordOf("ram", eventName, { responseElements });
}

function documentShared(accountIdsToAdd: readonly string[]): CloudTrailRecord {
  return recordOf("ssm", "ModifyDocumentPermission", { requestParameters: { name: "runbook", accountIdsToAdd } });
}

/** Detections on what was handed to other accounts, or to everybody, by name. */
export const shares: readonly Detection[] = [
  {
    id: "document-shared-with-all",
    title: "A runbook was opened to every account of AWS",
    severity: "high",
    family: "exposure",
    sharesFilter,
    condition: any(
      calls("ssm", ["ModifyDocumentPermission"], field("requestParameters.accountIdsToAdd[]").equals("all"), succeeded),
      calls(
        "ssm",
        ["UpdateServiceSetting"],
        field("requestParameters.settingId").contains("/documents/console/public-sharing-permission"),
        field("requestParameters.settingValue").equals("Enable"),
        succeeded,
      ),
    ),
    why: "Documents of Systems Manager name servers and addresses, often with passwords: anybody can read this one.",
    likelyCauses: ["Somebody wanted to share it with one account", "An intruder takes what it says along"],
    nextSteps: [
      "Look at requestParameters.name of the event, and read the document: does it hold anything secret?",
      "Take the permission back (ModifyDocumentPermission), and block public sharing in the settings",
      "Rotate what stood in it",
    ],
    references: ["Security Hub SSM.4", "ATT&CK T1537", "ATT&CK T1552"],
    matches: [
      { what: "shared with all", event: documentShared(["all"]) },
      {
        what: "sharing with all allowed again",
        event: recordOf("ssm", "UpdateServiceSetting", {
          requestParameters: { settingId: "/ssm/documents/console/public-sharing-permission", settingValue: "Enable" },
        }),
      },
    ],
    ignores: [
      { what: "shared with one account", event: documentShared(["444455556666"]) },
      { what: "shared with nobody new", event: documentShared([]) },
      {
        what: "an attempt that was denied",
        event: refusalOf("ssm", "ModifyDocumentPermission", { requestParameters: { accountIdsToAdd: ["all"] } }),
      },
    ],
  },
  {
    id: "shared-outside-organization",
    title: "Something was shared outside the organization",
    severity: "medium",
    family: "exposure",
    sharesFilter,
    condition: any(
      calls(
        "ram",
        ["AssociateResourceShare"],
        field("responseElements.resourceShareAssociations[].external").isTrue(),
        succeeded,
      ),
      calls(
        "ram",
        ["CreateResourceShare", "UpdateResourceShare"],
        field("responseElements.resourceShare.allowExternalPrincipals").isTrue(),
        succeeded,
      ),
    ),
    why: "An account that is none of yours can use it, or can be let in, and nobody here sees what it does with it.",
    likelyCauses: [
      "A team shares it with a partner",
      "A share was made as the console suggests",
      "An intruder takes it along",
    ],
    nextSteps: [
      "Look at the share in responseElements of the event: what is in it, and who are its principals?",
      findWho,
      "If nobody meant it: take the share back (DisassociateResourceShare), and allow principals of your own alone",
    ],
    references: ["ATT&CK T1537"],
    matches: [
      {
        what: "with an account outside",
        event: share("AssociateResourceShare", {
          resourceShareAssociations: [{ associatedEntity: "444455556666", external: true }],
        }),
      },
      {
        what: "open to such accounts",
        event: share("CreateResourceShare", { resourceShare: { name: "subnets", allowExternalPrincipals: true } }),
      },
    ],
    ignores: [
      {
        what: "with an account of yours",
        event: share("AssociateResourceShare", { resourceShareAssociations: [{ external: false }] }),
      },
      {
        what: "open to your accounts alone",
        event: share("CreateResourceShare", { resourceShare: { allowExternalPrincipals: false } }),
      },
      { what: "an attempt that was denied", event: refusalOf("ram", "CreateResourceShare") },
    ],
  },
  {
    id: "layer-shared",
    title: "A layer was given to other accounts",
    severity: "medium",
    family: "exposure",
    sharesFilter,
    // To everybody of the organization is the ordinary way.
    condition: calls(
      "lambda",
      ["AddLayerVersionPermission20181031"],
      field("requestParameters.organizationId").isAbsent(),
      succeeded,
    ),
    why: "Others, or everybody, can read the code in the layer, with whatever was put in there.",
    likelyCauses: ["A library was published", "A layer was shared with a partner", "An intruder takes code along"],
    nextSteps: [
      "Look at requestParameters of the event: layerName, and principal. An asterisk is everybody",
      findWho,
      "If it was not meant: remove the permission (RemoveLayerVersionPermission), and look what is in the layer",
    ],
    references: ["ATT&CK T1537", "ATT&CK T1525"],
    matches: [
      {
        what: "to everybody",
        event: recordOf("lambda", "AddLayerVersionPermission20181031", { requestParameters: { principal: "*" } }),
      },
    ],
    ignores: [
      {
        what: "to the organization",
        event: recordOf("lambda", "AddLayerVersionPermission20181031", {
          requestParameters: { principal: "*", organizationId: "o-a1b2c3d4e5" },
        }),
      },
      { what: "an attempt that was denied", event: refusalOf("lambda", "AddLayerVersionPermission20181031") },
    ],
  },
  {
    id: "public-image-repository-created",
    title: "A repository was made whose images everybody can pull",
    severity: "medium",
    family: "exposure",
    sharesFilter,
    condition: calls("ecr-public", ["CreateRepository"], succeeded),
    why: "Whatever is pushed there is published: code, configuration, and passwords that were built in.",
    likelyCauses: [
      "Software is published on purpose",
      "Somebody took the wrong registry",
      "An intruder takes code out",
    ],
    nextSteps: [
      "Look at requestParameters.repositoryName of the event: is it meant for everybody?",
      findWho,
      "If it is not: delete the repository, and rotate what was built into its images",
    ],
    references: ["ATT&CK T1567", "ATT&CK T1537"],
    matches: [{ what: "made", event: recordOf("ecr-public", "CreateRepository") }],
    ignores: [
      { what: "a private one", event: recordOf("ecr", "CreateRepository") },
      { what: "an attempt that was denied", event: refusalOf("ecr-public", "CreateRepository") },
    ],
  },
];
