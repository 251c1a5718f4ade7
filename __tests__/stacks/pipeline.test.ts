import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import { decide } from "../support/policy-decision";
import { resourceOf, synthesize } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";
import { correct } from "../config/checks/problems-of";

const stateKey = "arn:aws:kms:eu-west-1:901234567802:key/0123abcd";
const withPipeline = (oidc = "") => `${correct}deployment:
  state: { type: s3, bucket: acorn-state, kmsKeyArn: "${stateKey}" }
pipeline:
  applyPrincipalArns: [arn:aws:iam::901234567802:role/releases]
  oidc:
    plan: ["repo:acorn/cloud:pull_request"]
    apply: [${["0-security", "2-management", "canary", "all"].map((wave) => `"repo:acorn/cloud:environment:secretwatch-${wave}"`).join(", ")}]${oidc}
`;
const stacksOf = (text: string) =>
  synthesize(loadOrganization(path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml")));
const stacks = stacksOf(withPipeline());
const role = (id: string) => resourceOf(stacks.pipeline, "aws_iam_role", id);
const policy = (id: string) => resourceOf(stacks.pipeline, "aws_iam_role_policy", id).policy as string;
const may = (id: string, action: string, resource: string, context = {}) =>
  decide(policy(id), { principal: "the entry role", action, resource, context });

test("without a pipeline there is neither a stack nor a role to choose", () => {
  const none = stacksOf(correct);

  expect(none.pipeline).toBeUndefined();
  expect(JSON.stringify(none)).not.toContain("role_name");
});

test("with one, Terraform is told the role of an account by a variable that no plan keeps", () => {
  expect(stacks["member-payments"]).toMatchObject({
    variable: { role_name: { default: "SecretwatchDeploy", ephemeral: true, nullable: false } },
  });
  expect(stacks["member-payments"]!.provider.aws[0]).toMatchObject({
    assume_role: [{ role_arn: "arn:aws:iam::901234567803:role/${var.role_name}" }],
  });
  expect(stacks.management!.provider.aws).toHaveLength(2);
});

test("the stack of the pipeline takes a person's own credentials, in the security account alone", () => {
  expect(stacks.pipeline!.provider.aws).toHaveLength(1);
  expect(stacks.pipeline!.provider.aws[0]).toMatchObject({ allowed_account_ids: ["901234567802"] });
  expect(stacks.pipeline!.provider.aws[0]).not.toHaveProperty("assume_role");
  expect(stacks.pipeline).not.toHaveProperty("variable");
});

test("tokens of the listed subjects and of our audience get in, and no others", () => {
  const assume = (id: string, sub: string, aud = "sts.amazonaws.com") => {
    // The provider's ARN is known once it is made.
    const [statement] = (JSON.parse(role(id).assume_role_policy as string) as { Statement: object[] }).Statement;
    return decide(JSON.stringify({ Statement: [{ ...statement, Principal: undefined }] }), {
      principal: "a token",
      action: "sts:AssumeRoleWithWebIdentity",
      context: { "token.actions.githubusercontent.com:sub": sub, "token.actions.githubusercontent.com:aud": aud },
    });
  };

  expect(assume("Plan", "repo:acorn/cloud:pull_request")).toBe("allowed");
  expect(assume("Plan", "repo:acorn/cloud:pull_request", "https://github.com/acorn")).toBe("not allowed");
  expect(assume("Plan", "repo:acorn/other:pull_request")).toBe("not allowed");
  expect(assume("Apply", "repo:acorn/cloud:environment:secretwatch-canary")).toBe("allowed");
  expect(assume("Apply", "repo:acorn/cloud:environment:secretwatch-mine")).toBe("not allowed");
  expect(assume("Apply", "repo:acorn/cloud:pull_request")).toBe("not allowed");
  expect(assume("Apply", "repo:acorn/cloud:ref:refs/heads/main")).toBe("not allowed");
});

test("roles that are listed get in", () => {
  const assume = (id: string, principal: string) =>
    decide(role(id).assume_role_policy as string, { principal, action: "sts:AssumeRole" });

  expect(assume("Apply", "arn:aws:iam::901234567802:role/releases")).toBe("allowed");
  expect(assume("Apply", "arn:aws:iam::901234567802:role/another")).toBe("not allowed");
  expect(assume("Plan", "arn:aws:iam::901234567802:role/releases")).toBe("not allowed");
});

test("who plans takes the plan role of accounts of the organization, and who applies the deploy role as well", () => {
  const ours = { "aws:ResourceOrgID": "o-q3k8z7m2x1" };
  const plan = "arn:aws:iam::901234567803:role/SecretwatchPlan";
  const deploy = "arn:aws:iam::901234567803:role/SecretwatchDeploy";

  expect(may("Plan", "sts:AssumeRole", plan, ours)).toBe("allowed");
  expect(may("Plan", "sts:AssumeRole", plan, { "aws:ResourceOrgID": "o-another" })).toBe("not allowed");
  expect(may("Plan", "sts:AssumeRole", deploy, ours)).toBe("not allowed");
  expect(may("Apply", "sts:AssumeRole", deploy, ours)).toBe("allowed");
  expect(may("Apply", "sts:AssumeRole", "arn:aws:iam::901234567803:role/Administrator", ours)).toBe("not allowed");
});

test("who plans reads state, and who applies writes and locks it", () => {
  const state = "arn:aws:s3:::acorn-state/secretwatch/security/terraform.tfstate";

  expect(may("Plan", "s3:GetObject", state)).toBe("allowed");
  expect(may("Plan", "kms:Decrypt", stateKey)).toBe("allowed");
  for (const action of ["s3:PutObject", "s3:DeleteObject"]) {
    expect(may("Plan", action, state)).toBe("not allowed");
    expect(may("Plan", action, `${state}.tflock`)).toBe("not allowed");
  }
  expect(may("Apply", "s3:PutObject", state)).toBe("allowed");
  expect(may("Apply", "s3:DeleteObject", state)).toBe("not allowed");
  expect(may("Apply", "s3:DeleteObject", `${state}.tflock`)).toBe("allowed");
  expect(may("Apply", "s3:GetObject", "arn:aws:s3:::acorn-state/other/terraform.tfstate")).toBe("not allowed");
});

test("a provider that is there already is not made a second time", () => {
  const arn = "arn:aws:iam::901234567802:oidc-provider/token.actions.githubusercontent.com";
  const { pipeline } = stacksOf(withPipeline(`\n    providerArn: ${arn}`));

  expect(stacks.pipeline!.resource).toHaveProperty("aws_iam_openid_connect_provider");
  expect(pipeline!.resource).not.toHaveProperty("aws_iam_openid_connect_provider");
  expect(resourceOf(pipeline, "aws_iam_role", "Plan").assume_role_policy).toContain(arn);
});
