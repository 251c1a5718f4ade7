import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";

import { ScheduledEvent } from "../../../modules/events/scheduled-event";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (region?: string) =>
  synthesizedModule(
    (scope) =>
      new ScheduledEvent(scope, "Beat", {
        ruleName: "beat",
        description: "A sign of life",
        scheduleExpression: "rate(15 minutes)",
        region,
      }),
  );

test("an event comes again and again by a rule that is on and has no target", () => {
  const text = made();

  expect(addressesOf(text, "Beat")).toEqual(["aws_cloudwatch_event_rule.Beat"]);
  expect(text).not.toHaveResource(CloudwatchEventTarget);
  expect(onlyOf(text, CloudwatchEventRule)).toEqual({
    name: "beat",
    description: "A sign of life",
    schedule_expression: "rate(15 minutes)",
    state: "ENABLED",
  });
});

test("it can come in another region", () => {
  expect(made("us-east-1")).toHaveResourceWithProperties(CloudwatchEventRule, { region: "us-east-1" });
});
