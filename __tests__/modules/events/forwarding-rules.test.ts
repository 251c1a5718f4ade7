import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";

import { ForwardingRules, type ForwardingRulesProps } from "../../../modules/events/forwarding-rules";
import { aQueue, aRuleRole } from "../../support/constructs";
import { addressesOf, everyOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (props: Partial<ForwardingRulesProps> = {}) =>
  synthesizedModule(
    (scope) =>
      new ForwardingRules(scope, "Forward", {
        ruleName: "forward",
        rules: [{ description: "Sends reads", eventPattern: '{"a":["1"]}' }],
        busArn: "arn-of-the-bus",
        role: aRuleRole(scope),
        queue: aQueue(scope),
        ...props,
      }),
  );

test("a rule gets read-only management events, and without a schedule", () => {
  const text = made();

  expect(addressesOf(text, "Forward")).toEqual([
    "aws_cloudwatch_event_rule.Forward_Rule",
    "aws_cloudwatch_event_target.Forward_Target",
  ]);
  expect(onlyOf(text, CloudwatchEventRule)).toEqual({
    name: "forward",
    description: "Sends reads",
    event_pattern: '{"a":["1"]}',
    state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
  });
});

test("its target is the bus, without a retry policy, once role and queue have their policies", () => {
  expect(onlyOf(made(), CloudwatchEventTarget)).toEqual({
    rule: "${aws_cloudwatch_event_rule.Forward_Rule.name}",
    target_id: "central-bus",
    arn: "arn-of-the-bus",
    role_arn: "${aws_iam_role.Role.arn}",
    dead_letter_config: { arn: "${aws_sqs_queue.Queue.arn}" },
    depends_on: ["aws_iam_role_policy.Role_Policy", "aws_sqs_queue_policy.Queue_Policy"],
  });
});

test("each pattern has a rule and a target, known by their key", () => {
  const rule = (eventPattern: string, key?: string) => ({ key, description: "Sends reads", eventPattern });
  const text = made({ rules: [rule("{}"), rule('{"b":["2"]}', "1a2b3c4d"), rule('{"c":["3"]}', "1a2b3c4d-2")] });

  expect(addressesOf(text, "Forward")).toEqual([
    "aws_cloudwatch_event_rule.Forward_Rule",
    "aws_cloudwatch_event_rule.Forward_Rule-1a2b3c4d",
    "aws_cloudwatch_event_rule.Forward_Rule-1a2b3c4d-2",
    "aws_cloudwatch_event_target.Forward_Target",
    "aws_cloudwatch_event_target.Forward_Target-1a2b3c4d",
    "aws_cloudwatch_event_target.Forward_Target-1a2b3c4d-2",
  ]);
  expect(everyOf(text, CloudwatchEventRule).map(({ name, event_pattern: pattern }) => [name, pattern])).toEqual([
    ["forward", "{}"],
    ["forward-1a2b3c4d", '{"b":["2"]}'],
    ["forward-1a2b3c4d-2", '{"c":["3"]}'],
  ]);
  expect(everyOf(text, CloudwatchEventTarget).map(({ rule }) => rule)).toEqual([
    "${aws_cloudwatch_event_rule.Forward_Rule.name}",
    "${aws_cloudwatch_event_rule.Forward_Rule-1a2b3c4d.name}",
    "${aws_cloudwatch_event_rule.Forward_Rule-1a2b3c4d-2.name}",
  ]);
});

test("rules and targets go to another region together", () => {
  const text = made({ region: "us-east-1" });

  expect(text).toHaveResourceWithProperties(CloudwatchEventRule, { region: "us-east-1" });
  expect(text).toHaveResourceWithProperties(CloudwatchEventTarget, { region: "us-east-1" });
});

test("targets wait for what the bus needs", () => {
  const text = synthesizedModule((scope) => {
    new ForwardingRules(scope, "Forward", {
      ruleName: "forward",
      rules: [{ description: "Sends reads", eventPattern: "{}" }],
      busArn: "arn-of-the-bus",
      role: aRuleRole(scope),
      queue: aQueue(scope),
      dependsOn: [new SnsTopic(scope, "Topic", {})],
    });
  });

  expect(text).toHaveResourceWithProperties(CloudwatchEventTarget, {
    depends_on: ["aws_iam_role_policy.Role_Policy", "aws_sqs_queue_policy.Queue_Policy", "aws_sns_topic.Topic"],
  });
});
