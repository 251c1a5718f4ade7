import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

import type { CustomerManagedKey } from "../access/customer-managed-key";
import { denyInsecureTransport, policyDocument, type PolicyStatement } from "../access/policy-document";

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
  /** Alarms of another account that may publish, too. @default - none */
  readonly alarmsElsewhere?: string;
  /** Mail addresses to subscribe; each has to confirm once. @default - no subscription */
  readonly emails?: readonly string[];
  /** HTTPS endpoints to subscribe; each has to confirm once. @default - no subscription */
  readonly https?: readonly string[];
  /** ARNs of SQS queues to subscribe; their policies have to let the topic in. @default - no subscription */
  readonly queues?: readonly string[];
  /** Other accounts that may subscribe queues of their own. @default - nobody else */
  readonly subscribers?: readonly QueueSubscriber[];
  /**
   * Whether an address gets only what is marked as its own, with the message attribute `owners`.
   * @default - everything
   */
  readonly onlyOwn?: boolean;
}

/** An account that subscribes queues of its own. */
export interface QueueSubscriber {
  readonly accountId: string;
  readonly rootArn: string;
  /** Its queues, in any region. */
  readonly queueArnPattern: string;
}

/**
 * An encrypted SNS topic that CloudWatch alarms of this account may publish to, and roles of it that IAM lets, and if so
 * said alarms of another account in the same region.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export class AlertTopic extends Construct {
  /** A reference to the ARN, so that what publishes is made after the topic. */
  readonly topicArn: string;
  /** The ARN itself, for a text that can't hold references. */
  readonly computedArn: string;

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
        ...(props.subscribers ?? []).map((each) => queueSubscription(each, props.topicArn)),
        ...(props.alarmsElsewhere === undefined ? [] : [alarmsElsewherePublish(props.topicArn, props.alarmsElsewhere)]),
        denyInsecureTransport("sns:Publish", props.topicArn),
      ]),
    });
    const subscriptions = new Construct(this, "Subscriptions");
    const subscribe = (protocol: string, endpoint: string, more: object = {}) =>
      // Construct ids can't hold a slash.
      new SnsTopicSubscription(subscriptions, endpoint.replaceAll("/", "|"), {
        topicArn: topic.arn,
        protocol,
        endpoint,
        ...more,
      });
    const mails = (props.emails ?? []).map((email) =>
      subscribe("email", email, props.onlyOwn === true ? { filterPolicy: JSON.stringify({ owners: [email] }) } : {}),
    );
    const endpoints = (props.https ?? []).map((endpoint) => subscribe("https", endpoint));
    this.warnOfUnconfirmed(props.topicName, topic, [...mails, ...endpoints]);
    for (const queue of props.queues ?? []) subscribe("sqs", queue, { rawMessageDelivery: true });
    this.topicArn = topic.arn;
    this.computedArn = props.topicArn;
  }

  /**
   * A warning in each plan that names who has not confirmed: they are told of nothing, and nothing else says so.
   * https://developer.hashicorp.com/terraform/language/block/check
   */
  private warnOfUnconfirmed(topicName: string, topic: SnsTopic, subscriptions: readonly SnsTopicSubscription[]): void {
    if (subscriptions.length === 0) return;
    const addresses = subscriptions.map((each) => `${each.terraformResourceType}.${each.friendlyUniqueId}`).join(", ");
    const stack = TerraformStack.of(this);
    const unconfirmed = `${topic.friendlyUniqueId}_unconfirmed`;
    // A value of its own, because a failed check shows whatever its condition mentions.
    stack.addOverride(
      `locals.${unconfirmed}`,
      `\${[for each in [${addresses}] : each.endpoint if each.pending_confirmation]}`,
    );
    stack.addOverride(`check.${unconfirmed}`, {
      assert: [
        {
          condition: `\${length(local.${unconfirmed}) == 0}`,
          error_message: `${topicName} tells nobody at \${join(", ", local.${unconfirmed})}: not confirmed yet.`,
        },
      ],
    });
  }
}

/**
 * Whoever an account's own IAM policies allow subscribes queues of that account, and nothing else. A subscription that the
 * owner of the queue makes needs no confirmation, and only it needs none.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-send-message-to-sqs-cross-account.html
 * The condition keys take string operators only.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
 */
function queueSubscription(
  { accountId, rootArn, queueArnPattern }: QueueSubscriber,
  topicArn: string,
): PolicyStatement {
  return {
    Sid: `QueuesOf${accountId}`,
    Effect: "Allow",
    Principal: { AWS: rootArn },
    Action: "sns:Subscribe",
    Resource: topicArn,
    Condition: { StringEquals: { "sns:Protocol": "sqs" }, StringLike: { "sns:Endpoint": queueArnPattern } },
  };
}

/**
 * With the one condition that AWS shows for alarms of another account; the account is in it.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
function alarmsElsewherePublish(topicArn: string, alarmArnPattern: string): PolicyStatement {
  return {
    Sid: "AlarmsElsewherePublish",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { ArnLike: { "aws:SourceArn": alarmArnPattern } },
  };
}
