import { readFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";

import { correct, problemsOf } from "./problems-of";

const s3 = "deployment: { state: { type: s3, bucket: acorn-state } }\n";
const oidc = (apply: string) => `pipeline: { oidc: { plan: ["repo:a/b:pull_request"], apply: ["${apply}"] } }\n`;

test("a pipeline needs somebody to let in and state in S3", () => {
  expect(problemsOf(`${correct}pipeline: {}\n`).map((problem) => problem.replace(/^\S+ +/, ""))).toEqual([
    "pipeline: nobody may take its roles. » Add oidc, or planPrincipalArns and applyPrincipalArns.",
    "pipeline: its state would be on the disk of a runner, and lost. » Keep it in S3: deployment.state.type: s3",
  ]);
  expect(problemsOf(correct + s3 + oidc("repo:a/b:environment:production"))).toEqual([]);
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

test("who may take an entry role fits into its trust policy", () => {
  const subjects = (count: number) =>
    Array.from({ length: count }, (_, at) => `"repo:acorn/cloud-${at}:environment:x"`);
  const plan = (count: number) =>
    `pipeline: { oidc: { plan: [${subjects(count).join(", ")}], apply: ["repo:a/b:environment:x"] } }\n`;

  expect(problemsOf(correct + s3 + plan(40))).toEqual([]);
  expect(problemsOf(correct + s3 + plan(50)).join()).toMatch(
    /pipeline: who may take the role to plan has \d+ characters; its trust policy has room for 1648/,
  );
});

test("issuer and audience are no longer than IAM takes them", () => {
  const tokens = (issuer: string, audience: string) =>
    oidc("repo:a/b:environment:x").replace("{ plan", `{ issuer: ${issuer}, audience: ${audience}, plan`);
  const issuer = `example.com/${"a".repeat(235)}`;

  expect(problemsOf(correct + s3 + tokens(issuer, "b".repeat(255)))).toEqual([]);
  expect(problemsOf(correct + s3 + tokens(`${issuer}a`, "b".repeat(256)))).toEqual([
    expect.stringContaining("pipeline.oidc.issuer"),
    expect.stringContaining("pipeline.oidc.audience"),
  ]);
});

describe("environments of the waves", () => {
  const environment = (wave: string) => `repo:a/b:environment:secretwatch-${wave}`;
  const pipeline = (subjects: readonly string[]) => oidc(subjects.join('", "'));
  const waves = ["0-security", "2-management", "all"];

  test("may all apply, or each that may not is named with what to add", () => {
    fc.assert(
      fc.property(fc.subarray(waves, { minLength: 1 }), (some) => {
        const missing = waves.filter((wave) => !some.includes(wave));

        const problems = problemsOf(correct + s3 + pipeline(some.map(environment)));

        expect(problems).toEqual(
          missing.length === 0
            ? []
            : [
                expect.stringMatching(
                  `pipeline.oidc.apply: no token may apply the waves? ${missing.join(", ")}. » Add ${missing.map(environment).join(", ")},`,
                ),
              ],
        );
      }),
    );
  });

  test("are those of waves that a member is in", () => {
    const canary = correct.replace(/^( +)owner: .*$/m, "$&\n$1wave: canary");

    expect(problemsOf(canary + s3 + pipeline(waves.map(environment))).join()).toContain(
      "no token may apply the wave canary.",
    );
    expect(problemsOf(canary + s3 + pipeline(["0-security", "2-management", "canary"].map(environment)))).toEqual([]);
  });

  test("are not of a wave that there is not: anybody who pushes would make it", () => {
    expect(problemsOf(correct + s3 + pipeline([...waves, "canry"].map(environment)))).toEqual([
      expect.stringContaining("pipeline.oidc.apply[3]"),
    ]);
  });

  test("are left to whoever calls them otherwise", () => {
    expect(problemsOf(correct + s3 + pipeline(["repo:a/b:environment:production"]))).toEqual([]);
    expect(problemsOf(correct + s3 + pipeline(["project_path:a/b:ref_type:branch:ref:main"]))).toEqual([]);
  });

  test("are called as the workflow calls them", () => {
    const workflow = path.resolve(__dirname, "../../../examples/github/workflows/apply-wave.yml");

    expect(readFileSync(workflow, "utf8")).toContain("environment: secretwatch-${{ inputs.wave }}");
  });
});
