import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { TerraformOutput } from "cdktf";

import { UndeliveredQueue } from "../../../modules/events/undelivered-queue";
import { after, memberAccount, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide } from "../../support/policy-decision";
import { addressesOf, onlyOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const queueArn = `arn:aws:sqs:eu-west-1:${memberAccount}:undelivered`;
const rule = (name: string, account = memberAccount) => `arn:aws:events:eu-west-1:${account}:rule/${name}`;
const made = (region?: string) =>
  synthesizedModule((scope) => {
    const queue = new UndeliveredQueue(scope, "Undelivered", {
      queueName: "undelivered",
      queueArn,
      accountId: memberAccount,
      ruleArnPattern: rule("watch-*"),
      region,
    });
    after(scope, queue.policy);
    new TerraformOutput(scope, "Queue", { value: `${queue.queueName} ${queue.queueArn}` });
  });

test("what could not be delivered is kept for 14 days, in a queue that EventBridge can write to", () => {
  const text = made();

  expect(addressesOf(text, "Undelivered")).toEqual([
    "aws_sqs_queue.Undelivered",
    "aws_sqs_queue_policy.Undelivered_Policy",
  ]);
  expect(text).toHaveResourceWithProperties(SqsQueue, { message_retention_seconds: 14 * 24 * 60 * 60 });
  expect(onlyOf(text, SqsQueue)).toEqual({
    name: "undelivered",
    message_retention_seconds: 1_209_600,
    sqs_managed_sse_enabled: false,
  });
  expect(onlyOf(text, SqsQueuePolicy)).toEqual({
    queue_url: "${aws_sqs_queue.Undelivered.url}",
    policy: expect.any(String) as string,
  });
});

test("queue and policy go to another region together", () => {
  const text = made("us-east-1");

  expect(text).toHaveResourceWithProperties(SqsQueue, { region: "us-east-1" });
  expect(text).toHaveResourceWithProperties(SqsQueuePolicy, { region: "us-east-1" });
});

test("what leaves events can refer to the queue and wait for its policy", () => {
  const text = made();

  expect(JSON.parse(text)).toMatchObject({
    output: { Queue: { value: "${aws_sqs_queue.Undelivered.name} ${aws_sqs_queue.Undelivered.arn}" } },
  });
  expect(text).toHaveResourceWithProperties(SnsTopic, { depends_on: ["aws_sqs_queue_policy.Undelivered_Policy"] });
});

const context = {
  "aws:SourceAccount": memberAccount,
  "aws:SourceArn": rule("watch-reads"),
  "aws:SecureTransport": "true",
};

test.each([
  ["allowed", "a rule of ours", {}],
  ["not allowed", "a rule that reads", { action: "sqs:ReceiveMessage" }],
  ["not allowed", "a rule, another queue", { resource: `${queueArn}-2` }],
  ["not allowed", "another rule", { context: { ...context, "aws:SourceArn": rule("other") } }],
  ["not allowed", "another account's", { context: { ...context, "aws:SourceAccount": securityAccount } }],
  ["not allowed", "another service", { principal: "sns.amazonaws.com" }],
  ["denied", "a rule without TLS", { context: { ...context, "aws:SecureTransport": "false" } }],
  [
    "denied",
    "anybody without TLS",
    {
      principal: `arn:aws:iam::${memberAccount}:role/any`,
      action: "sqs:ReceiveMessage",
      context: { "aws:SecureTransport": "false" },
    },
  ],
])("%s: %s", (decision, _who, other) => {
  const policy = policyOf(made(), SqsQueuePolicy);
  const request = { principal: "events.amazonaws.com", action: "sqs:SendMessage", resource: queueArn, context };

  expect(decide(policy, { ...request, ...other })).toBe(decision);
  expect(sidsOf(policy)).toEqual(["OurRulesLeaveEvents", "DenyInsecureTransport"]);
});
