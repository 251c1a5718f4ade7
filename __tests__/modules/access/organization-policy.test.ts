import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";

import { OrganizationPolicy } from "../../../modules/access/organization-policy";
import { policyDocument, type PolicyStatement } from "../../../modules/access/policy-document";
import { addressesOf, everyOf, synthesizedModule } from "../../support/synthesized-module";

const statement = (Sid: string, length = 1): PolicyStatement => ({
  Sid,
  Effect: "Deny",
  Action: "cloudtrail:StopLogging",
  Resource: "a".repeat(length),
});
const made = (statements: readonly PolicyStatement[], ...targetIds: string[]) =>
  synthesizedModule(
    (scope) =>
      new OrganizationPolicy(scope, "Guardrail", {
        policyName: "guardrail",
        description: "Keeps the trail",
        type: "SERVICE_CONTROL_POLICY",
        statements,
        targetIds,
      }),
  );

test("what fits into one policy is one, attached to every target by its id", () => {
  const statements = [statement("A"), statement("B")];

  const text = made(statements, "ou-abcd-11111111", "333333333333");

  expect(addressesOf(text, "Guardrail")).toEqual([
    "aws_organizations_policy.Guardrail_Part1",
    "aws_organizations_policy_attachment.Guardrail_Part1_333333333333",
    "aws_organizations_policy_attachment.Guardrail_Part1_ou-abcd-11111111",
  ]);
  expect(text).toHaveResourceWithProperties(OrganizationsPolicy, {
    name: "guardrail-1",
    description: "Keeps the trail",
    type: "SERVICE_CONTROL_POLICY",
    content: policyDocument(statements),
  });
  expect(everyOf(text, OrganizationsPolicyAttachment)).toEqual(
    ["333333333333", "ou-abcd-11111111"].map((target_id) => ({
      policy_id: "${aws_organizations_policy.Guardrail_Part1.id}",
      target_id,
    })),
  );
});

test("what does not is several with their numbers, and each is attached", () => {
  const text = made([statement("A", 4000), statement("B", 4000)], "ou-abcd-11111111");

  expect(everyOf(text, OrganizationsPolicy).map(({ name, content }) => [name, content])).toEqual([
    ["guardrail-1", policyDocument([statement("A", 4000)])],
    ["guardrail-2", policyDocument([statement("B", 4000)])],
  ]);
  expect(addressesOf(text, "Guardrail")).toEqual([
    "aws_organizations_policy.Guardrail_Part1",
    "aws_organizations_policy.Guardrail_Part2",
    "aws_organizations_policy_attachment.Guardrail_Part1_ou-abcd-11111111",
    "aws_organizations_policy_attachment.Guardrail_Part2_ou-abcd-11111111",
  ]);
});

test("a policy without targets is made and binds nobody", () => {
  expect(made([statement("A")])).not.toHaveResource(OrganizationsPolicyAttachment);
});
