import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";

import type { CustomerManagedKey } from "./customer-managed-key";
import { denyInsecureTransport, policyDocument } from "./policy-document";

export interface AlertTopicProps {
  /** The ARN is computed from it, so renaming replaces the topic and its subscriptions. */
  readonly topicName: string;
  readonly topicArn: string;
  /** Name people see in their mail program. */
  readonly displayName: string;
  /** Encrypts messages; alarms can't publish to a topic under the AWS managed key. */
  readonly key: CustomerManagedKey;
  readonly accountId: string;
  /** Alarms that may publish. */
  readonly alarmArnPattern: string;
  /** Mail addresses to subscribe; each has to confirm once. @default - no subscription */
  readonly emails?: readonly string[];
}

/**
 * An encrypted SNS topic that CloudWatch alarms of this account may publish to.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export class AlertTopic extends Construct {
  /** A reference to the ARN, so that what publishes is made after the topic. */
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);

    const topic = new SnsTopic(this, "Resource", {
      name: props.topicName,
      displayName: props.displayName,
      kmsMasterKeyId: props.key.keyArn,
    });
    new SnsTopicPolicy(this, "Policy", {
      arn: topic.arn,
      policy: policyDocument([
        {
          Sid: "AlarmsPublish",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: props.topicArn,
          Condition: {
            StringEquals: { "aws:SourceAccount": props.accountId },
            ArnLike: { "aws:SourceArn": props.alarmArnPattern },
          },
        },
        denyInsecureTransport("sns:Publish", props.topicArn),
      ]),
    });
    const subscriptions = new Construct(this, "Subscriptions");
    for (const email of props.emails ?? []) {
      new SnsTopicSubscription(subscriptions, email, { topicArn: topic.arn, protocol: "email", endpoint: email });
    }
    this.topicArn = topic.arn;
  }
}
