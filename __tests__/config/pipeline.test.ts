import { correct, problemsOf } from "./problems-of";

const s3 = "deployment: { state: { type: s3, bucket: acorn-state } }\n";
const oidc = (apply: string) => `pipeline: { oidc: { plan: ["repo:a/b:pull_request"], apply: ["${apply}"] } }\n`;

test("a pipeline needs somebody to let in and state in S3", () => {
  expect(problemsOf(`${correct}pipeline: {}\n`).map((problem) => problem.replace(/^\S+ +/, ""))).toEqual([
    "pipeline: nobody may take its roles. » Add oidc, or planPrincipalArns and applyPrincipalArns.",
    "pipeline: its state would be on the disk of a runner, and lost. » Keep it in S3: deployment.state.type: s3",
  ]);
  expect(problemsOf(correct + s3 + oidc("repo:a/b:environment:secretwatch-all"))).toEqual([]);
});

test.each([
  ["repo:a/b:pull_request", "is of anybody who may push a branch"],
  ["repo:a/b:environment:secretwatch-*", "is of anybody who may push a branch"],
  ["repo:a/b:ref:refs/heads/*", "is of anybody who may push a branch"],
  ["repo:a/b:*", "subjects name one repository"],
  ["repo:a/*:environment:x", "subjects name one repository"],
  ["*", "subjects name one repository"],
])("%s may not apply", (subject, message) => {
  expect(problemsOf(correct + s3 + oidc(subject)).join()).toContain(message);
});

test("state is not written by a role that plans may take", () => {
  const withRole = s3.replace("acorn-state", "acorn-state, roleArn: arn:aws:iam::901234567802:role/State");

  expect(problemsOf(correct + withRole + oidc("repo:a/b:environment:x")).join()).toContain("deployment.state.roleArn");
});

test("plans are not made with the deploy role", () => {
  const same = oidc("repo:a/b:environment:x").replace("{ oidc", "{ planRoleName: SecretwatchDeploy, oidc");

  expect(problemsOf(correct + s3 + same).join()).toContain("which may change things");
});
