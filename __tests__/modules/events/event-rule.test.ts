import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { TerraformOutput } from "cdktf";

import { EventRule, type EventRuleProps } from "../../../modules/events/event-rule";
import { aQueue } from "../../support/constructs";
import { addressesOf, everyOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (props: Partial<EventRuleProps> = {}) =>
  synthesizedModule((scope) => {
    const { ruleName } = new EventRule(scope, "Reads", {
      ruleName: "reads",
      description: "Reads of secrets",
      eventPattern: '{"source":["aws.secretsmanager"]}',
      targets: [{ id: "journal", arn: "arn-of-the-journal" }],
      queue: aQueue(scope),
      ...props,
    });
    new TerraformOutput(scope, "Name", { value: ruleName });
  });

test("a rule of the default bus gets read-only management events, too", () => {
  const text = made();

  expect(addressesOf(text, "Reads")).toEqual([
    "aws_cloudwatch_event_rule.Reads",
    "aws_cloudwatch_event_target.Reads_Target-journal",
  ]);
  expect(onlyOf(text, CloudwatchEventRule)).toEqual({
    name: "reads",
    description: "Reads of secrets",
    event_pattern: '{"source":["aws.secretsmanager"]}',
    state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
  });
  expect(JSON.parse(text)).toMatchObject({ output: { Name: { value: "${aws_cloudwatch_event_rule.Reads.name}" } } });
});

test("a target gets the event as it is; what it refuses goes to the queue, whose policy is there before", () => {
  expect(onlyOf(made(), CloudwatchEventTarget)).toEqual({
    rule: "${aws_cloudwatch_event_rule.Reads.name}",
    target_id: "journal",
    arn: "arn-of-the-journal",
    dead_letter_config: { arn: "${aws_sqs_queue.Queue.arn}" },
    depends_on: ["aws_sqs_queue_policy.Queue_Policy"],
  });
});

test("rule and targets are of another bus together", () => {
  const text = made({ busName: "central" });

  expect(text).toHaveResourceWithProperties(CloudwatchEventRule, { event_bus_name: "central" });
  expect(text).toHaveResourceWithProperties(CloudwatchEventTarget, { event_bus_name: "central" });
});

test("each target has its own role and message", () => {
  const text = made({
    targets: [
      { id: "a", arn: "arn-a", roleArn: "role-a" },
      { id: "b", arn: "arn-b", message: { template: '"<who>"', paths: { who: "$.detail.who" } } },
      { id: "c", arn: "arn-c", message: { template: '"read"' } },
    ],
  });

  const targets = everyOf(text, CloudwatchEventTarget);
  expect(targets.map(({ target_id: id, arn, role_arn: role }) => [id, arn, role])).toEqual([
    ["a", "arn-a", "role-a"],
    ["b", "arn-b", undefined],
    ["c", "arn-c", undefined],
  ]);
  expect(targets.map(({ input_transformer: transformer }) => transformer)).toEqual([
    undefined,
    { input_template: '"<who>"', input_paths: { who: "$.detail.who" } },
    { input_template: '"read"', input_paths: {} },
  ]);
});

test("targets wait for what they need besides", () => {
  const text = synthesizedModule((scope) => {
    new EventRule(scope, "Reads", {
      ruleName: "reads",
      description: "Reads",
      eventPattern: "{}",
      targets: [{ id: "a", arn: "arn-a" }],
      queue: aQueue(scope),
      dependsOn: [new SnsTopic(scope, "Topic", {})],
    });
  });

  expect(text).toHaveResourceWithProperties(CloudwatchEventTarget, {
    depends_on: ["aws_sqs_queue_policy.Queue_Policy", "aws_sns_topic.Topic"],
  });
});
