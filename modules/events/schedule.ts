import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";

import type { RuleRole } from "./rule-role";
import type { UndeliveredQueue } from "./undelivered-queue";

export interface ScheduleProps {
  readonly ruleName: string;
  readonly description: string;
  /** When: a rate or cron expression. */
  readonly scheduleExpression: string;
  /** The state machine that it starts. */
  readonly stateMachineArn: string;
  /** Role with which it does that. */
  readonly role: RuleRole;
  /** For starts that fail. */
  readonly queue: UndeliveredQueue;
}

/**
 * Starts a state machine again and again: a rule on the default bus, because no other bus takes schedules, in the state
 * ENABLED, because schedules take no other that is on.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
 */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);

    const rule = new CloudwatchEventRule(this, "Resource", {
      name: props.ruleName,
      description: props.description,
      scheduleExpression: props.scheduleExpression,
      state: "ENABLED",
    });
    new CloudwatchEventTarget(this, "Target", {
      rule: rule.name,
      targetId: "state-machine",
      arn: props.stateMachineArn,
      roleArn: props.role.roleArn,
      deadLetterConfig: { arn: props.queue.queueArn },
      dependsOn: [props.queue.policy, props.role.policy],
    });
  }
}
