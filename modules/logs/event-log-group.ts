import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";

import type { CustomerManagedKey } from "../access/customer-managed-key";

export interface EventLogGroupProps {
  /** Below /aws/events/, which is where EventBridge may write. */
  readonly logGroupName: string;
  /** ARN without the `:*` at its end, as a target of a rule has it. */
  readonly logGroupArn: string;
  /** Its policy has to let CloudWatch Logs use it for this group. */
  readonly key: CustomerManagedKey;
  /** Days, one of those that CloudWatch Logs takes. */
  readonly retentionInDays: number;
  /** Refuse plans and API calls that delete the group. */
  readonly protection: boolean;
}

/**
 * A log group that event rules write to.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
export class EventLogGroup extends Construct {
  /** A reference to the name, so that what uses it is made after the group. */
  readonly logGroupName: string;
  readonly logGroupArn: string;

  constructor(scope: Construct, id: string, props: EventLogGroupProps) {
    super(scope, id);

    const logGroup = new CloudwatchLogGroup(this, "Resource", {
      name: props.logGroupName,
      kmsKeyId: props.key.keyArn,
      retentionInDays: props.retentionInDays,
      deletionProtectionEnabled: props.protection,
      lifecycle: { preventDestroy: props.protection },
    });
    this.logGroupName = logGroup.name;
    this.logGroupArn = props.logGroupArn;
  }
}
