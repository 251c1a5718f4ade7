import { field } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { Detection } from "../detection";
import { findWho } from "./next-steps";

const sharesFilter = "permissions";

/** Detections on credentials for services, and on keys that are good again. */
export const credentials: readonly Detection[] = [
  {
    id: "service-credential-created",
    title: "A password or key for one service was created",
    severity: "medium",
    family: "identity",
    sharesFilter,
    condition: calls("iam", ["CreateServiceSpecificCredential", "ResetServiceSpecificCredential"], succeeded),
    why: "It is good without a session and without MFA, for code, tables or models, and easily overlooked.",
    likelyCauses: ["Software that knows no sessions was set up", "An intruder made themselves a way to come back"],
    nextSteps: [
      "Look at requestParameters of the event: for which userName, and which service?",
      findWho,
      "If nobody knows it: delete the credential (DeleteServiceSpecificCredential), and look what it was used for",
    ],
    references: ["ATT&CK T1098.001"],
    matches: [
      {
        what: "a key for models",
        event: recordOf("iam", "CreateServiceSpecificCredential", {
          requestParameters: { userName: "models", serviceName: "bedrock.amazonaws.com" },
        }),
      },
      { what: "another password", event: recordOf("iam", "ResetServiceSpecificCredential") },
    ],
    ignores: [
      { what: "deleted", event: recordOf("iam", "DeleteServiceSpecificCredential") },
      { what: "an attempt that was denied", event: refusalOf("iam", "CreateServiceSpecificCredential") },
    ],
  },
  {
    id: "access-key-activated",
    title: "An access key that was switched off was switched on again",
    severity: "medium",
    family: "identity",
    sharesFilter,
    condition: calls("iam", ["UpdateAccessKey"], field("requestParameters.status").equals("Active"), succeeded),
    why: "Keys are switched off because they were stolen, or because nobody needs them.",
    likelyCauses: ["Something stopped working without the key", "An intruder wants a stolen key to work again"],
    nextSteps: [
      "Look at requestParameters of the event, and at who switched the key off, and why",
      findWho,
      "If nobody needs it: delete the key, and look what it was used for since",
    ],
    references: ["ATT&CK T1098.001"],
    matches: [
      {
        what: "switched on",
        event: recordOf("iam", "UpdateAccessKey", { requestParameters: { userName: "deployer", status: "Active" } }),
      },
    ],
    ignores: [
      {
        what: "switched off",
        event: recordOf("iam", "UpdateAccessKey", { requestParameters: { userName: "deployer", status: "Inactive" } }),
      },
      {
        what: "an attempt that was denied",
        event: refusalOf("iam", "UpdateAccessKey", { requestParameters: { status: "Active" } }),
      },
    ],
  },
];
