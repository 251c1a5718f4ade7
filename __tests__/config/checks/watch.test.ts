import path from "node:path";

import { loadOrganization } from "../../../config/load-organization";
import { temporaryDirectory } from "../../support/temporary-directory";
import { correct, problemsOf } from "./problems-of";

function watchOf(text: string) {
  const directory = temporaryDirectory({ "organization.yaml": text });
  const { detections } = loadOrganization(path.join(directory, "organization.yaml"));
  return detections.filter(({ id }) => id.startsWith("watch-tampered-"));
}

const conditionsOf = (text: string) => JSON.stringify(watchOf(text).map(({ condition }) => condition));

test("changes of the watch itself are critical detections, by the names that the file gives it", () => {
  const renamed = `${correct}namePrefix: guardian\ndeployment: { roleName: Deployer }\n`;

  expect(watchOf(correct)).toHaveLength(11);
  expect(new Set(watchOf(correct).map(({ severity }) => severity))).toEqual(new Set(["critical"]));
  expect(conditionsOf(correct)).toContain(":role/SecretwatchDeploy");
  expect(conditionsOf(renamed)).toContain(":guardian-");
  expect(conditionsOf(renamed)).toContain(":role/Deployer");
  expect(conditionsOf(renamed)).not.toMatch(/secretwatch/i);
});

test("a pipeline's roles and provider of tokens are watched too, in the account where they are", () => {
  const state = "deployment: { state: { type: s3, bucket: acorn-state } }\n";
  const pipeline = `pipeline:
  applyPrincipalArns: [arn:aws:iam::901234567802:role/releases]
  planPrincipalArns: [arn:aws:iam::901234567802:role/plans]
`;
  const tokens = `  oidc:
    plan: ["repo:acorn/cloud:pull_request"]
    apply: ["repo:acorn/cloud:environment:all"]
`;
  const retuned = "detections: { watch-tampered-pipeline: { severity: high } }\n";
  const ofPipeline = (text: string) => watchOf(text).filter(({ id }) => id === "watch-tampered-pipeline");

  expect(ofPipeline(correct + state)).toEqual([]);
  expect(problemsOf(correct + state + retuned).join()).toContain("watch-tampered-pipeline");
  expect(problemsOf(correct + state + pipeline + tokens + retuned)).toEqual([]);
  expect(ofPipeline(correct + state + pipeline)).toHaveLength(1);
  const condition = JSON.stringify(ofPipeline(correct + state + pipeline + tokens)[0]!.condition);
  expect(condition).toContain("SecretwatchPipelineApply");
  expect(condition).toContain(":oidc-provider/token.actions.githubusercontent.com");
  expect(condition).toContain("901234567802");
});

test("they can be retuned and switched off like any other", () => {
  const settings = `detections:
  watch-tampered-alarms: { enabled: false }
  watch-tampered-roles: { severity: high, excludePrincipals: [role/break-glass] }
`;

  expect(watchOf(correct + settings)).toHaveLength(10);
  expect(watchOf(correct + settings)).toContainEqual(
    expect.objectContaining({ id: "watch-tampered-roles", severity: "high" }),
  );
  expect(conditionsOf(correct + settings)).toContain(":role/break-glass");
});

test.each([
  "roll-call-missing",
  "canary-missing",
  "central-undelivered",
  "messages-not-sent",
  "digest-failed",
  "reads-undelivered",
])("%s is taken for an alarm of the product", (id) => {
  const own = `ownDetections:
  - id: ${id}
    title: Mine
    severity: low
    condition: { field: eventName, equals: GetSecretValue }
    why: It matters.
    matches: [{ what: it, event: { eventName: GetSecretValue } }]
    ignores: [{ what: another, event: { eventName: PutSecretValue } }]
`;

  expect(problemsOf(correct + own)).toEqual([
    expect.stringMatching(new RegExp(`ownDetections\\[0\\]\\.id: "${id}" names an alarm of the product`)),
  ]);
});

test("a prefix and a role name that are no text are reported where they stand, and nowhere else", () => {
  const problems = problemsOf(`${correct}namePrefix: 5\ndeployment: { roleName: [no] }\n`);

  expect(problems).toHaveLength(2);
  expect(problems.join()).toMatch(/namePrefix.*roleName/s);
});
