import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";

import { PipelineRole, type PipelineRoleProps } from "../../../modules/access/pipeline-role";
import { policyDocument, type PolicyStatement } from "../../../modules/access/policy-document";
import { memberAccount, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide } from "../../support/policy-decision";
import { addressesOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const statements: readonly PolicyStatement[] = [
  { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::state/*" },
];
const provider = `arn:aws:iam::${securityAccount}:oidc-provider/token.example.com`;
const tokens = {
  providerArn: provider,
  issuer: "token.example.com",
  audience: "sts.amazonaws.com",
  subjects: ["repo:example/watch:ref:refs/heads/main", "repo:example/watch:environment:*"],
};
const pipeline = `arn:aws:iam::${securityAccount}:role/pipeline`;
const made = (props: Partial<PipelineRoleProps> = {}) =>
  synthesizedModule(
    (scope) => new PipelineRole(scope, "Plan", { roleName: "plan", description: "Plans alone", statements, ...props }),
  );

test("a role has its policy and sessions of an hour", () => {
  const text = made();

  expect(addressesOf(text, "Plan")).toEqual(["aws_iam_role.Plan", "aws_iam_role_policy.Plan_Policy"]);
  expect(text).toHaveResourceWithProperties(IamRole, {
    name: "plan",
    description: "Plans alone",
    max_session_duration: 3600,
  });
  expect(text).toHaveResourceWithProperties(IamRolePolicy, {
    name: "pipeline",
    role: "${aws_iam_role.Plan.name}",
    policy: policyDocument(statements),
  });
});

describe("with tokens", () => {
  const trust = policyOf(made({ tokens }), IamRole, "assume_role_policy");
  const token = (sub: string, aud = "sts.amazonaws.com") => ({
    "token.example.com:aud": aud,
    "token.example.com:sub": sub,
  });
  const request = {
    principal: provider,
    action: "sts:AssumeRoleWithWebIdentity",
    context: token("repo:example/watch:ref:refs/heads/main"),
  };

  test.each([
    ["allowed", "a token of the main branch", {}],
    ["allowed", "a token of an environment", { context: token("repo:example/watch:environment:production") }],
    ["not allowed", "a token of another branch", { context: token("repo:example/watch:ref:refs/heads/other") }],
    ["not allowed", "a token of another repository", { context: token("repo:example/other:ref:refs/heads/main") }],
    ["not allowed", "a token for somebody else", { context: token("repo:example/watch:ref:refs/heads/main", "other") }],
    ["not allowed", "a token of another issuer", { principal: provider.replace("token.", "other.") }],
    ["not allowed", "a role", { principal: pipeline, action: "sts:AssumeRole", context: {} }],
  ])("%s: %s", (decision, _who, other) => {
    expect(decide(trust, { ...request, ...other })).toBe(decision);
    expect(sidsOf(trust)).toEqual(["TokensOfThePipeline"]);
  });
});

describe("with roles", () => {
  const trust = policyOf(made({ principalArns: [pipeline] }), IamRole, "assume_role_policy");

  test.each([
    ["allowed", "the role", { principal: pipeline }],
    ["not allowed", "another role", { principal: `arn:aws:iam::${securityAccount}:role/other` }],
    ["not allowed", "a role of another account", { principal: `arn:aws:iam::${memberAccount}:role/pipeline` }],
    ["not allowed", "a token", { principal: provider, action: "sts:AssumeRoleWithWebIdentity" }],
  ])("%s: %s", (decision, _who, request) => {
    expect(decide(trust, { action: "sts:AssumeRole", ...request })).toBe(decision);
    expect(sidsOf(trust)).toEqual(["RolesOfThePipeline"]);
  });
});

test("both may be let in, or nobody", () => {
  expect(sidsOf(policyOf(made({ tokens, principalArns: [pipeline] }), IamRole, "assume_role_policy"))).toEqual([
    "TokensOfThePipeline",
    "RolesOfThePipeline",
  ]);
  expect(sidsOf(policyOf(made({ principalArns: [] }), IamRole, "assume_role_policy"))).toEqual([]);
});
