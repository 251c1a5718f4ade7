import path from "node:path";

import { loadOrganization } from "../../../config/load-organization";
import { temporaryDirectory } from "../../support/temporary-directory";
import { correct, problemsOf } from "./problems-of";

const withUnits = correct.replace(
  "  workloads: ou-q3k8-workload\n",
  "  workloads: ou-q3k8-workload\n  sandbox: ou-q3k8-sandboxes\n  playground: ou-q3k8-sandboxes\n",
);
const guardrailsOf = (text: string) =>
  loadOrganization(path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml")).guardrails;

test("there are none unless somebody asks for them", () => {
  const none = {
    protectPipeline: { organizationalUnits: [], securityAccount: false },
    denyReadsFromOutside: { organizationalUnits: [] },
  };

  expect(guardrailsOf(correct)).toEqual(none);
  expect(guardrailsOf(`${correct}guardrails: { protectPipeline: {}, denyReadsFromOutside: {} }\n`)).toEqual(none);
});

test("units are listed one by one, and the security account has a switch of its own", () => {
  const text = `${withUnits}guardrails:
  protectPipeline: { organizationalUnits: [sandbox, workloads], securityAccount: true }
  denyReadsFromOutside: { organizationalUnits: [sandbox] }
`;

  expect(guardrailsOf(text)).toEqual({
    protectPipeline: { organizationalUnits: ["sandbox", "workloads"], securityAccount: true },
    denyReadsFromOutside: { organizationalUnits: ["sandbox"] },
  });
});

test.each([
  [
    "an unknown unit, and what was meant",
    "protectPipeline: { organizationalUnits: [workload] }",
    '19:44  guardrails.protectPipeline.organizationalUnits[0]: "workload" is not one of organizationalUnits: workloads, sandbox, playground. » Did you mean "workloads"?',
  ],
  [
    "an unknown unit that is like no other",
    "denyReadsFromOutside: { organizationalUnits: [everything] }",
    '19:49  guardrails.denyReadsFromOutside.organizationalUnits[0]: "everything" is not one of organizationalUnits: workloads, sandbox, playground. » Use one of them, or add it to organizationalUnits.',
  ],
  [
    "the security account among the units",
    "protectPipeline: { organizationalUnits: [security] }",
    '19:44  guardrails.protectPipeline.organizationalUnits[0]: "security" is not one of organizationalUnits: workloads, sandbox, playground. » The security account has a switch of its own: guardrails.protectPipeline.securityAccount.',
  ],
  [
    "a unit twice",
    "protectPipeline: { organizationalUnits: [sandbox, sandbox] }",
    '19:53  guardrails.protectPipeline.organizationalUnits[1]: "sandbox" is in the list twice. » Remove one of them.',
  ],
  [
    "a unit under two names",
    "denyReadsFromOutside: { organizationalUnits: [sandbox, playground] }",
    '19:58  guardrails.denyReadsFromOutside.organizationalUnits[1]: "playground" is the same unit as "sandbox": both are ou-q3k8-sandboxes. » Remove one of them.',
  ],
  [
    "a switch that is none",
    "protectPipeline: { securityAccount: yes please }",
    '19:39  guardrails.protectPipeline.securityAccount: "yes please" is not valid; securityAccount is true or false. » Write true or false, without quotes.',
  ],
  [
    "a list that is none",
    "protectPipeline: { organizationalUnits: sandbox }",
    '19:43  guardrails.protectPipeline.organizationalUnits: "sandbox" is not valid; organizationalUnits is a list. » Put a dash before each entry.',
  ],
  [
    "an unknown key, and what was meant",
    "protectPipelines: {}",
    '19:3  guardrails.protectPipelines: unknown key; allowed here: protectPipeline, denyReadsFromOutside. » Did you mean "protectPipeline"?',
  ],
])("%s", (_, line, message) => {
  expect(problemsOf(`${withUnits}guardrails:\n  ${line}\n`)).toEqual([`organization.yaml:${message}`]);
});
