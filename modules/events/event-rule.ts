import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import {
  CloudwatchEventTarget,
  type CloudwatchEventTargetConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import type { UndeliveredQueue } from "./undelivered-queue";

/** Where a rule sends what matches. */
export interface EventTarget {
  /** Names the target; an id in the rule. */
  readonly id: string;
  readonly arn: string;
  /** Role with which the rule calls the target, where the target's own policy doesn't let it. @default - none */
  readonly roleArn?: string;
  /** What the target gets instead of the event: a template, and paths into the event. @default - the event */
  readonly message?: { readonly template: string; readonly paths?: Readonly<Record<string, string>> };
}

export interface EventRuleProps {
  readonly ruleName: string;
  readonly description: string;
  /** @default - the default bus of the account */
  readonly busName?: string;
  /** JSON text. */
  readonly eventPattern: string;
  /** At most five. */
  readonly targets: readonly EventTarget[];
  /** For what can't be delivered. */
  readonly queue: UndeliveredQueue;
  /** What the targets need to take events: an event that is refused is not sent again. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A rule of this account with its targets. It is in the state that also gets read-only management events: AWS does not
 * say whether a bus that receives them from another account needs it, and it does no harm.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export class EventRule extends Construct {
  readonly ruleName: string;

  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);

    const rule = new CloudwatchEventRule(this, "Resource", {
      name: props.ruleName,
      description: props.description,
      eventBusName: props.busName,
      eventPattern: props.eventPattern,
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    });
    for (const target of props.targets) {
      new CloudwatchEventTarget(this, `Target-${target.id}`, {
        rule: rule.name,
        eventBusName: props.busName,
        targetId: target.id,
        arn: target.arn,
        roleArn: target.roleArn,
        inputTransformer: transformerOf(target),
        deadLetterConfig: { arn: props.queue.queueArn },
        dependsOn: [props.queue.policy, ...(props.dependsOn ?? [])],
      });
    }
    this.ruleName = rule.name;
  }
}

function transformerOf({ message }: EventTarget): CloudwatchEventTargetConfig["inputTransformer"] {
  return message && { inputTemplate: message.template, inputPaths: { ...message.paths } };
}
