import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import { denyInsecureTransport, policyDocument } from "../access/policy-document";

export interface UndeliveredQueueProps {
  readonly queueName: string;
  readonly queueArn: string;
  readonly accountId: string;
  /** Rules whose targets may leave events here. */
  readonly ruleArnPattern: string;
  /** @default - the provider's region */
  readonly region?: string;
}

const FOURTEEN_DAYS = 1_209_600;

/**
 * The dead-letter queue of event rules: what EventBridge could not deliver, for 14 days.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class UndeliveredQueue extends Construct {
  readonly queueArn: string;
  readonly queueName: string;
  /** What leaves events here has to wait for. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: UndeliveredQueueProps) {
    super(scope, id);

    const queue = new SqsQueue(this, "Resource", {
      name: props.queueName,
      messageRetentionSeconds: FOURTEEN_DAYS,
      // EventBridge takes no queue under a key that AWS owns. The events say who read what, and hold no value.
      sqsManagedSseEnabled: false,
      region: props.region,
    });
    this.policy = new SqsQueuePolicy(this, "Policy", {
      queueUrl: queue.url,
      policy: policyDocument([
        {
          Sid: "OurRulesLeaveEvents",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: props.queueArn,
          Condition: {
            StringEquals: { "aws:SourceAccount": props.accountId },
            ArnLike: { "aws:SourceArn": props.ruleArnPattern },
          },
        },
        denyInsecureTransport("sqs:*", props.queueArn),
      ]),
      region: props.region,
    });
    this.queueArn = queue.arn;
    this.queueName = queue.name;
  }
}
