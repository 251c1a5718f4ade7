import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import { policyDocument } from "../access/policy-document";

export interface EventLogPermissionProps {
  readonly policyName: string;
  /** ARNs of the log groups, without `:*`. */
  readonly logGroupArns: readonly string[];
  /** Rules that may write. */
  readonly ruleArnPattern: string;
}

/**
 * Lets event rules write to log groups. A target that is a log group takes no role.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
 */
export class EventLogPermission extends Construct {
  /** What writes to the groups has to wait for. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EventLogPermissionProps) {
    super(scope, id);

    const streams = props.logGroupArns.map((arn) => `${arn}:*`);
    const writers = { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] };
    this.policy = new CloudwatchLogResourcePolicy(this, "Resource", {
      policyName: props.policyName,
      policyDocument: policyDocument([
        // AWS names no source when it makes a stream; an empty stream in our group harms nobody.
        {
          Sid: "StreamsAreMade",
          Effect: "Allow",
          Principal: writers,
          Action: "logs:CreateLogStream",
          Resource: streams,
        },
        {
          Sid: "OurRulesWrite",
          Effect: "Allow",
          Principal: writers,
          Action: "logs:PutLogEvents",
          Resource: streams,
          Condition: { ArnLike: { "aws:SourceArn": props.ruleArnPattern } },
        },
      ]),
    });
  }
}
