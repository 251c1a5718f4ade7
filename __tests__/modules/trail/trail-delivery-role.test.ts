import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";

import { TrailDeliveryRole } from "../../../modules/trail/trail-delivery-role";
import { after, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide } from "../../support/policy-decision";
import { addressesOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const stream = (name: string) => `arn:aws:logs:eu-west-1:${securityAccount}:log-group:trail:log-stream:${name}`;
const text = synthesizedModule((scope) => {
  const { policy } = new TrailDeliveryRole(scope, "Delivery", {
    roleName: "delivery",
    logStreamArns: [stream("o-example1_*"), stream("111111111111_*")],
  });
  after(scope, policy);
});

test("a role has one policy, for which the trail can wait", () => {
  expect(addressesOf(text, "Delivery")).toEqual(["aws_iam_role.Delivery", "aws_iam_role_policy.Delivery_Policy"]);
  expect(text).toHaveResourceWithProperties(IamRole, {
    name: "delivery",
    description: "CloudTrail writes the events of the organization trail to the log group",
  });
  expect(text).toHaveResourceWithProperties(IamRolePolicy, {
    name: "write-log-streams",
    role: "${aws_iam_role.Delivery.name}",
  });
  expect(text).toHaveResourceWithProperties(SnsTopic, { depends_on: ["aws_iam_role_policy.Delivery_Policy"] });
});

test.each([
  ["allowed", "cloudtrail.amazonaws.com", "sts:AssumeRole"],
  ["not allowed", "cloudtrail.amazonaws.com", "sts:TagSession"],
  ["not allowed", "events.amazonaws.com", "sts:AssumeRole"],
])("%s: %s %s, of which AWS says no source", (decision, principal, action) => {
  const trust = policyOf(text, IamRole, "assume_role_policy");

  expect(decide(trust, { principal, action })).toBe(decision);
  expect(sidsOf(trust)).toEqual(["CloudTrailAssumes"]);
});

test.each([
  ["allowed", "logs:CreateLogStream", stream("o-example1_a")],
  ["allowed", "logs:PutLogEvents", stream("o-example1_a")],
  ["allowed", "logs:PutLogEvents", stream("111111111111_a")],
  ["not allowed", "logs:PutLogEvents", stream("333333333333_a")],
  ["not allowed", "logs:GetLogEvents", stream("o-example1_a")],
  ["not allowed", "logs:DeleteLogStream", stream("o-example1_a")],
])("%s: %s to %s", (decision, action, resource) => {
  const policy = policyOf(text, IamRolePolicy);

  expect(decide(policy, { principal: "the role", action, resource })).toBe(decision);
  expect(sidsOf(policy)).toEqual(["WriteLogStreams"]);
});
