import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";

import { secretPolicy } from "../../../modules/secrets/secret-policy";
import { memberAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide } from "../../support/policy-decision";
import { policyOf, synthesizedModule } from "../../support/synthesized-module";

const made = () =>
  synthesizedModule((scope) => {
    secretPolicy(scope, "Policy", { secretArn: "arn-of-the-secret", organizationId: "o-example1" });
  });

const inside = { "aws:PrincipalOrgID": "o-example1", "aws:PrincipalIsAWSService": "false" };

test.each([
  ["not allowed", "a principal of the organization, whom IAM may let in", inside],
  ["denied", "a principal of another organization", { ...inside, "aws:PrincipalOrgID": "o-example2" }],
  ["denied", "a principal of none", { "aws:PrincipalIsAWSService": "false" }],
  ["not allowed", "a service that acts for itself, as in rotation", { "aws:PrincipalIsAWSService": "true" }],
])("%s: %s", (decision, _who, context) => {
  const policy = policyOf(made(), SecretsmanagerSecretPolicy);
  const request = { principal: `arn:aws:iam::${memberAccount}:role/any`, resource: "arn-of-the-secret", context };

  expect(decide(policy, { ...request, action: "secretsmanager:GetSecretValue" })).toBe(decision);
  expect(decide(policy, { ...request, action: "secretsmanager:DeleteSecret" })).toBe(decision);
  expect(sidsOf(policy)).toEqual(["DenyOutsideOrganization"]);
  expect(policy).toContain('"Principal":{"AWS":"*"}');
  expect(policy).toContain('"Resource":"*"');
});
