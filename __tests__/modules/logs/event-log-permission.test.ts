import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";

import { EventLogPermission } from "../../../modules/logs/event-log-permission";
import { after, memberAccount, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide } from "../../support/policy-decision";
import { addressesOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const group = (name: string) => `arn:aws:logs:eu-west-1:${securityAccount}:log-group:/aws/events/${name}`;
const rule = (name: string, account = securityAccount) => `arn:aws:events:eu-west-1:${account}:rule/${name}`;
const text = synthesizedModule((scope) => {
  const { policy } = new EventLogPermission(scope, "Permission", {
    policyName: "rules-write",
    logGroupArns: [group("journal"), group("denied")],
    ruleArnPattern: rule("watch-*"),
  });
  after(scope, policy);
});
const policy = policyOf(text, CloudwatchLogResourcePolicy, "policy_document");

test("one policy is for all groups, and targets can wait for it", () => {
  expect(addressesOf(text, "Permission")).toEqual(["aws_cloudwatch_log_resource_policy.Permission"]);
  expect(text).toHaveResourceWithProperties(CloudwatchLogResourcePolicy, { policy_name: "rules-write" });
  expect(text).toHaveResourceWithProperties(SnsTopic, {
    depends_on: ["aws_cloudwatch_log_resource_policy.Permission"],
  });
});

const write = {
  principal: "events.amazonaws.com",
  action: "logs:PutLogEvents",
  resource: `${group("journal")}:log-stream:a`,
  context: { "aws:SourceArn": rule("watch-reads") },
};

test.each([
  ["allowed", "a rule of ours", {}],
  ["allowed", "a rule of ours, by way of log delivery", { principal: "delivery.logs.amazonaws.com" }],
  ["allowed", "the other group", { resource: `${group("denied")}:log-stream:a` }],
  ["not allowed", "another service", { principal: "sns.amazonaws.com" }],
  ["not allowed", "another group", { resource: `${group("other")}:log-stream:a` }],
  ["not allowed", "a group that begins alike", { resource: `${group("journal-2")}:log-stream:a` }],
  ["not allowed", "another rule", { context: { "aws:SourceArn": rule("other") } }],
  ["not allowed", "a rule of another account", { context: { "aws:SourceArn": rule("watch-reads", memberAccount) } }],
  ["not allowed", "nobody's rule", { context: {} }],
  ["not allowed", "reading", { action: "logs:GetLogEvents" }],
  ["allowed", "making a stream, of which AWS says no source", { action: "logs:CreateLogStream", context: {} }],
  [
    "not allowed",
    "making a stream elsewhere",
    { action: "logs:CreateLogStream", context: {}, resource: `${group("other")}:log-stream:a` },
  ],
  [
    "not allowed",
    "making a stream by another service",
    { action: "logs:CreateLogStream", context: {}, principal: "sns.amazonaws.com" },
  ],
])("%s: %s", (decision, _what, other) => {
  expect(decide(policy, { ...write, ...other })).toBe(decision);
  expect(sidsOf(policy)).toEqual(["StreamsAreMade", "OurRulesWrite"]);
});
