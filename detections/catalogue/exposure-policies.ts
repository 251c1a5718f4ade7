import { all, any, field } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { Detection } from "../detection";
import { findWho } from "./next-steps";

const sharesFilter = "exposures";

const readPolicy =
  "Read the policy in requestParameters of the event: which accounts does it let in? An asterisk is everybody";
const putBack = "If it was not a deployment: put the policy of before back, and look at who used it meanwhile";

/** Detections on policies that let other accounts, or everybody, at what is yours. */
export const policies: readonly Detection[] = [
  {
    id: "queue-policy-changed",
    title: "Who may use a queue was changed",
    severity: "low",
    family: "exposure",
    sharesFilter,
    // No filter pattern can look for an asterisk, so every policy counts, but for an empty one.
    condition: any(
      calls(
        "sqs",
        ["SetQueueAttributes"],
        field("requestParameters.attributes.Policy").contains("Principal"),
        succeeded,
      ),
      calls("sqs", ["AddPermission"], succeeded),
    ),
    why: "Others can read the messages in the queue, which may hold anything, or put theirs among them.",
    likelyCauses: ["A deployment changed the policy", "An intruder reads along"],
    nextSteps: [readPolicy, findWho, putBack],
    references: ["Security Hub SQS.3", "ATT&CK T1537"],
    matches: [
      {
        what: "another policy",
        event: recordOf("sqs", "SetQueueAttributes", {
          requestParameters: { attributes: { Policy: '{"Statement":[{"Effect":"Allow","Principal":"*"}]}' } },
        }),
      },
      { what: "another account let in", event: recordOf("sqs", "AddPermission") },
    ],
    ignores: [
      {
        what: "another time-out",
        event: recordOf("sqs", "SetQueueAttributes", {
          requestParameters: { attributes: { VisibilityTimeout: "100" } },
        }),
      },
      {
        what: "the policy removed",
        event: recordOf("sqs", "SetQueueAttributes", { requestParameters: { attributes: { Policy: "" } } }),
      },
      { what: "an attempt that was denied", event: refusalOf("sqs", "AddPermission") },
    ],
  },
  {
    id: "image-repository-policy-changed",
    title: "Who may pull images was changed",
    severity: "low",
    family: "exposure",
    sharesFilter,
    condition: all(
      field("eventSource").isOneOf("ecr.amazonaws.com", "ecr-public.amazonaws.com"),
      field("eventName").isOneOf("SetRepositoryPolicy", "PutRegistryPolicy"),
      succeeded,
    ),
    why: "Others can read images, with whatever was built into them, or push theirs, which then run with your rights.",
    likelyCauses: [
      "A deployment changed the policy",
      "An image was shared with another account",
      "An intruder let themselves in",
    ],
    nextSteps: [readPolicy, findWho, putBack],
    references: ["ATT&CK T1525", "ATT&CK T1537"],
    matches: [
      { what: "of one repository", event: recordOf("ecr", "SetRepositoryPolicy") },
      { what: "of a public one", event: recordOf("ecr-public", "SetRepositoryPolicy") },
    ],
    ignores: [
      { what: "looked up", event: recordOf("ecr", "GetRepositoryPolicy") },
      { what: "an attempt that was denied", event: refusalOf("ecr", "SetRepositoryPolicy") },
    ],
  },
  {
    id: "search-domain-policy-changed",
    title: "Who may use a search domain was changed",
    severity: "low",
    family: "exposure",
    sharesFilter,
    condition: calls(
      "es",
      ["UpdateDomainConfig", "UpdateElasticsearchDomainConfig"],
      field("requestParameters.accessPolicies").contains("Principal"),
      succeeded,
    ),
    why: "Without a network of its own such a domain can be reached from everywhere: the policy alone keeps people out.",
    likelyCauses: [
      "A deployment changed the policy",
      "Somebody wanted to look at a dashboard",
      "An intruder let themselves in",
    ],
    nextSteps: [readPolicy, findWho, putBack],
    references: ["Security Hub Opensearch.2", "ATT&CK T1530"],
    matches: [
      {
        what: "another policy",
        event: recordOf("es", "UpdateDomainConfig", {
          requestParameters: { domainName: "logs", accessPolicies: '{"Statement":[{"Principal":{"AWS":"*"}}]}' },
        }),
      },
    ],
    ignores: [
      {
        what: "more instances",
        event: recordOf("es", "UpdateDomainConfig", { requestParameters: { domainName: "logs", clusterConfig: {} } }),
      },
      { what: "an attempt that was denied", event: refusalOf("es", "UpdateDomainConfig") },
    ],
  },
];
