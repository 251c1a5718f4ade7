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
    protectWatch: { organizationalUnits: [], securityAccount: false },
    denyReadsFromOutside: { organizationalUnits: [] },
  };

  expect(guardrailsOf(correct)).toEqual(none);
  expect(guardrailsOf(`${correct}guardrails: { protectWatch: {}, denyReadsFromOutside: {} }\n`)).toEqual(none);
});

test("units are listed one by one, and the security account has a switch of its own", () => {
  const text = `${withUnits}guardrails:
  protectWatch: { organizationalUnits: [sandbox, workloads], securityAccount: true }
  denyReadsFromOutside: { organizationalUnits: [sandbox] }
`;

  expect(guardrailsOf(text)).toEqual({
    protectWatch: { organizationalUnits: ["sandbox", "workloads"], securityAccount: true },
    denyReadsFromOutside: { organizationalUnits: ["sandbox"] },
  });
});

test.each([
  [
    "an unknown unit, and what was meant",
    "protectWatch: { organizationalUnits: [workload] }",
    '19:41  guardrails.protectWatch.organizationalUnits[0]: "workload" is not one of organizationalUnits: workloads, sandbox, playground. » Did you mean "workloads"?',
  ],
  [
    "an unknown unit that is like no other",
    "denyReadsFromOutside: { organizationalUnits: [everything] }",
    '19:49  guardrails.denyReadsFromOutside.organizationalUnits[0]: "everything" is not one of organizationalUnits: workloads, sandbox, playground. » Use one of them, or add it to organizationalUnits.',
  ],
  [
    "the security account among the units",
    "protectWatch: { organizationalUnits: [security] }",
    '19:41  guardrails.protectWatch.organizationalUnits[0]: "security" is not one of organizationalUnits: workloads, sandbox, playground. » The security account has a switch of its own: guardrails.protectWatch.securityAccount.',
  ],
  [
    "a unit twice",
    "protectWatch: { organizationalUnits: [sandbox, sandbox] }",
    '19:50  guardrails.protectWatch.organizationalUnits[1]: "sandbox" is in the list twice. » Remove one of them.',
  ],
  [
    "a unit under two names",
    "denyReadsFromOutside: { organizationalUnits: [sandbox, playground] }",
    '19:58  guardrails.denyReadsFromOutside.organizationalUnits[1]: "playground" is the same unit as "sandbox": both are ou-q3k8-sandboxes. » Remove one of them.',
  ],
  [
    "a switch that is none",
    "protectWatch: { securityAccount: yes please }",
    '19:36  guardrails.protectWatch.securityAccount: "yes please" is not valid; securityAccount is true or false. » Write true or false, without quotes.',
  ],
  [
    "a list that is none",
    "protectWatch: { organizationalUnits: sandbox }",
    '19:40  guardrails.protectWatch.organizationalUnits: "sandbox" is not valid; organizationalUnits is a list. » Put a dash before each entry.',
  ],
  [
    "an unknown key, and what was meant",
    "protectWatchs: {}",
    '19:3  guardrails.protectWatchs: unknown key; allowed here: protectWatch, denyReadsFromOutside. » Did you mean "protectWatch"?',
  ],
])("%s", (_, line, message) => {
  expect(problemsOf(`${withUnits}guardrails:\n  ${line}\n`)).toEqual([`organization.yaml:${message}`]);
});

test("the root is a unit of accounts that are in no other, and none of a guardrail", () => {
  const withRoot = correct.replace(
    "  workloads: ou-q3k8-workload\n",
    "  workloads: ou-q3k8-workload\n  root: r-q3k8\n",
  );

  expect(problemsOf(withRoot.replace("organizationalUnit: workloads", "organizationalUnit: root"))).toEqual([]);
  expect(problemsOf(`${withRoot}guardrails: { protectWatch: { organizationalUnits: [workloads, root] } }\n`)).toEqual([
    'organization.yaml:17:64  guardrails.protectWatch.organizationalUnits[1]: "root" is the root of the organization; a guardrail there would bind every account at once. » List units, one at a time, sandboxes first.',
  ]);
});
