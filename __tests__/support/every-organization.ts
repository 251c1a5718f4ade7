import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import type { Organization } from "../../organization/organization";
import { exampleOrganization, root } from "./synthesized";

const units = ["workloads", "platform", "sandbox"];
const example = (name: string) => loadOrganization(path.join(root, "examples", name, "organization.yaml"));

/** Organizations that have among them every kind of stack and of resource, but for a chat of Teams; made when they are called for. */
export const everyOrganization: readonly (readonly [string, () => Organization])[] = [
  ["the example", exampleOrganization],
  ["a log archive", () => example("log-archive")],
  ["state in S3", () => example("s3-state")],
  ["an existing trail", () => example("existing-trail")],
  ["China", () => example("china")],
  [
    "an existing trail in China",
    () => ({
      ...example("china"),
      trail: { insights: [], excludeKmsEvents: false, tags: true, existing: { logGroupName: "/org/trail" } },
    }),
  ],
  [
    "guardrails",
    () => ({
      ...exampleOrganization(),
      guardrails: {
        protectWatch: { organizationalUnits: units, securityAccount: true },
        denyReadsFromOutside: { organizationalUnits: units },
      },
    }),
  ],
];
