import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { TerraformOutput } from "cdktf";

import { RuleRole } from "../../../modules/events/rule-role";
import { after, memberAccount, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide } from "../../support/policy-decision";
import { addressesOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const rule = (name: string, account = memberAccount) => `arn:aws:events:eu-west-1:${account}:rule/${name}`;
const busArn = `arn:aws:events:eu-west-1:${securityAccount}:event-bus/central`;
const text = synthesizedModule((scope) => {
  const role = new RuleRole(scope, "Sender", {
    roleName: "sender",
    description: "Rules send reads",
    accountId: memberAccount,
    ruleArnPatterns: [rule("watch-*"), rule("beat")],
    action: "events:PutEvents",
    resourceArn: busArn,
  });
  after(scope, role.policy);
  new TerraformOutput(scope, "Arn", { value: role.roleArn });
});

test("a role has one policy; what uses the role can refer to it and wait for the policy", () => {
  expect(addressesOf(text, "Sender")).toEqual(["aws_iam_role.Sender", "aws_iam_role_policy.Sender_Policy"]);
  expect(text).toHaveResourceWithProperties(IamRole, { name: "sender", description: "Rules send reads" });
  expect(text).toHaveResourceWithProperties(IamRolePolicy, { name: "one-thing", role: "${aws_iam_role.Sender.name}" });
  expect(text).toHaveResourceWithProperties(SnsTopic, { depends_on: ["aws_iam_role_policy.Sender_Policy"] });
  expect(JSON.parse(text)).toMatchObject({ output: { Arn: { value: "${aws_iam_role.Sender.arn}" } } });
});

const context = { "aws:SourceAccount": memberAccount, "aws:SourceArn": rule("watch-reads") };

test.each([
  ["allowed", "a rule of ours", {}],
  ["allowed", "the other one", { context: { ...context, "aws:SourceArn": rule("beat") } }],
  ["not allowed", "another rule", { context: { ...context, "aws:SourceArn": rule("other") } }],
  ["not allowed", "another account's", { context: { ...context, "aws:SourceAccount": securityAccount } }],
  ["not allowed", "another service", { principal: "scheduler.amazonaws.com" }],
  ["not allowed", "a rule with tags", { action: "sts:TagSession" }],
])("%s to take the role: %s", (decision, _who, other) => {
  const trust = policyOf(text, IamRole, "assume_role_policy");

  expect(decide(trust, { principal: "events.amazonaws.com", action: "sts:AssumeRole", context, ...other })).toBe(
    decision,
  );
  expect(sidsOf(trust)).toEqual(["OurRulesAssume"]);
});

test.each([
  ["allowed", "events:PutEvents", busArn],
  ["not allowed", "events:PutEvents", `${busArn}-2`],
  ["not allowed", "events:PutRule", busArn],
])("the role is %s %s on %s", (decision, action, resource) => {
  const policy = policyOf(text, IamRolePolicy);

  expect(decide(policy, { principal: "the role", action, resource })).toBe(decision);
  expect(sidsOf(policy)).toEqual(["OneThing"]);
});
