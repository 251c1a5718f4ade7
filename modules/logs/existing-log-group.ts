import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { Construct } from "constructs";

import type { TrailEvents } from "./trail-log-group";

export interface ExistingLogGroupProps {
  /** Of the account and region of the stack. */
  readonly logGroupName: string;
}

/**
 * A log group that others made. It is looked for, so that a plan says at once if there is none of that name.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export class ExistingLogGroup extends Construct implements TrailEvents {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, { logGroupName }: ExistingLogGroupProps) {
    super(scope, id);

    new DataAwsCloudwatchLogGroups(this, "LogGroups", {
      logGroupNamePrefix: logGroupName,
      lifecycle: {
        postcondition: [
          {
            condition: `\${contains(self.log_group_names, "${logGroupName}")}`,
            errorMessage: `There is no log group ${logGroupName} in this account and region. Correct trail.existing.logGroupName, or have the trail deliver to a log group of that name.`,
          },
        ],
      },
    });
    this.logGroupName = logGroupName;
  }
}
