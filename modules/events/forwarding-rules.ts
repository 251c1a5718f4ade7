import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import type { RuleRole } from "./rule-role";
import type { UndeliveredQueue } from "./undelivered-queue";

export interface ForwardingRule {
  /** What follows in the name, and names the rule to Terraform; another one makes another rule. @default - nothing */
  readonly key?: string;
  /** At most 512 characters. */
  readonly description: string;
  /** JSON text. */
  readonly eventPattern: string;
}

export interface ForwardingRulesProps {
  /** What the names of all rules begin with. */
  readonly ruleName: string;
  readonly rules: readonly ForwardingRule[];
  /** The bus that receives. */
  readonly busArn: string;
  readonly role: RuleRole;
  readonly queue: UndeliveredQueue;
  /** What the bus needs to take events, where it is made in the same stack. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the provider's region */
  readonly region?: string;
}

/**
 * Rules on the default bus of an account and region that send what matches to a bus of another account.
 *
 * A read of a secret is a read-only management event, which only rules in this state get.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export class ForwardingRules extends Construct {
  constructor(scope: Construct, id: string, props: ForwardingRulesProps) {
    super(scope, id);

    const { region } = props;
    for (const { key, description, eventPattern } of props.rules) {
      const suffix = key === undefined ? "" : `-${key}`;
      const rule = new CloudwatchEventRule(this, `Rule${suffix}`, {
        name: `${props.ruleName}${suffix}`,
        description,
        eventPattern,
        // Without a schedule: PutRule refuses one in this state, also beside a pattern.
        // https://github.com/hashicorp/terraform-provider-aws/issues/35970
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        region,
      });
      new CloudwatchEventTarget(this, `Target${suffix}`, {
        rule: rule.name,
        targetId: "central-bus",
        arn: props.busArn,
        roleArn: props.role.roleArn,
        // Without a retry policy, which PutTargets refuses for a bus. EventBridge tries for a day by itself.
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
        deadLetterConfig: { arn: props.queue.queueArn },
        dependsOn: [props.role.policy, props.queue.policy, ...(props.dependsOn ?? [])],
        region,
      });
    }
  }
}
