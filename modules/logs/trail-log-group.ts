import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import type { CustomerManagedKey } from "../access/customer-managed-key";

export interface TrailLogGroupProps {
  readonly logGroupName: string;
  /** Its policy has to let CloudWatch Logs use it for this group. */
  readonly key: CustomerManagedKey;
  /** Days, one of those that CloudWatch Logs takes. Security Hub CloudWatch.16 wants 365 or more. */
  readonly retentionInDays: number;
  /** Refuse plans and API calls that delete the group. */
  readonly protection: boolean;
}

/** Where the events of a trail arrive, whoever made it. */
export interface TrailEvents {
  readonly logGroupName: string;
}

/**
 * The log group that receives the events of the whole organization.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html
 */
export class TrailLogGroup extends Construct implements TrailEvents {
  /** A reference to the name, so that what uses it is made after the group. */
  readonly logGroupName: string;
  /** What the trail has to wait for, where both are made by one stack. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: TrailLogGroupProps) {
    super(scope, id);

    const logGroup = new CloudwatchLogGroup(this, "Resource", {
      name: props.logGroupName,
      kmsKeyId: props.key.keyArn,
      retentionInDays: props.retentionInDays,
      deletionProtectionEnabled: props.protection,
      lifecycle: { preventDestroy: props.protection },
    });
    this.logGroupName = logGroup.name;
    this.resource = logGroup;
  }
}
