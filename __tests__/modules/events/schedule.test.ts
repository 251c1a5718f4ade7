import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";

import { Schedule } from "../../../modules/events/schedule";
import { aQueue, aRuleRole } from "../../support/constructs";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const text = synthesizedModule(
  (scope) =>
    new Schedule(scope, "Hourly", {
      ruleName: "hourly",
      description: "Calls the roll",
      scheduleExpression: "rate(1 hour)",
      stateMachineArn: "arn-of-the-machine",
      role: aRuleRole(scope),
      queue: aQueue(scope),
    }),
);

test("a schedule is a rule of the default bus in the one state that schedules take", () => {
  expect(addressesOf(text, "Hourly")).toEqual([
    "aws_cloudwatch_event_rule.Hourly",
    "aws_cloudwatch_event_target.Hourly_Target",
  ]);
  expect(text).toHaveResourceWithProperties(CloudwatchEventRule, { schedule_expression: "rate(1 hour)" });
  expect(onlyOf(text, CloudwatchEventRule)).toEqual({
    name: "hourly",
    description: "Calls the roll",
    schedule_expression: "rate(1 hour)",
    state: "ENABLED",
  });
});

test("it starts the state machine with the role; a start that fails goes to the queue, once both have their policies", () => {
  expect(onlyOf(text, CloudwatchEventTarget)).toEqual({
    rule: "${aws_cloudwatch_event_rule.Hourly.name}",
    target_id: "state-machine",
    arn: "arn-of-the-machine",
    role_arn: "${aws_iam_role.Role.arn}",
    dead_letter_config: { arn: "${aws_sqs_queue.Queue.arn}" },
    depends_on: ["aws_sqs_queue_policy.Queue_Policy", "aws_iam_role_policy.Role_Policy"],
  });
});
