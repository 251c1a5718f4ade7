import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { Construct } from "constructs";

export interface ScheduledEventProps {
  readonly ruleName: string;
  readonly description: string;
  /** How often: a rate or cron expression. */
  readonly scheduleExpression: string;
  /** @default - the provider's region */
  readonly region?: string;
}

/**
 * Puts an event on the default bus again and again: source `aws.events`, and the rule's ARN in `resources`. The rule has no
 * target; whichever rule of the bus matches the event takes it.
 *
 * It is a rule of its own because EventBridge takes a schedule in the state ENABLED only.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
 */
export class ScheduledEvent extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledEventProps) {
    super(scope, id);

    new CloudwatchEventRule(this, "Resource", {
      name: props.ruleName,
      description: props.description,
      scheduleExpression: props.scheduleExpression,
      state: "ENABLED",
      region: props.region,
    });
  }
}
