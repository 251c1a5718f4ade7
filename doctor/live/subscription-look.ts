import { shellCommand } from "../../text/shell-command";
import type { AnswerOf } from "../../aws/operations";
import { type LookAt, type Looking, notThere } from "./live-type";
import { unlike } from "./unlike";

type Subscription = NonNullable<AnswerOf<"sns:ListSubscriptionsByTopic">["Subscriptions"]>[number];

export async function subscriptionsOf(topicArn: string, { calls, place }: Looking): Promise<readonly Subscription[]> {
  const { Subscriptions = [] } = await calls.call("sns:ListSubscriptionsByTopic", { TopicArn: topicArn }, place);
  return Subscriptions;
}

/** Whether a subscription that AWS lists is the one that a stack has. */
export function sameEndpoint(
  { protocol, endpoint }: Readonly<Record<string, unknown>>,
  { Protocol, Endpoint }: Subscription,
): boolean {
  return Protocol === protocol && Endpoint === endpoint;
}

/**
 * One that was cancelled stays in the list for three days, as "Deleted"; one that was asked for again is beside it. What nobody confirms
 * within two days goes from the list.
 * https://aws.amazon.com/premiumsupport/knowledge-center/sns-cross-account-subscription/
 * https://aws.amazon.com/about-aws/whats-new/2023/05/amazon-sns-automatic-deletion-unconfirmed-subscriptions/
 */
export const subscription: LookAt = async ({ attributes }, looking) => {
  const { topic_arn: topicArn, endpoint } = attributes;
  const all = await subscriptionsOf(String(topicArn), looking);
  const its = all.filter((each) => sameEndpoint(attributes, each)).map(({ SubscriptionArn = "" }) => SubscriptionArn);
  const confirmed = its.find((each) => each.startsWith("arn:"));
  const topicName = String(topicArn).slice(String(topicArn).lastIndexOf(":") + 1);
  if (confirmed === undefined) {
    if (!its.includes("PendingConfirmation")) return notThere;
    const again = shellCommand`aws sns subscribe --region ${looking.place.region} --topic-arn ${String(topicArn)} --protocol ${String(attributes.protocol)} --notification-endpoint ${String(endpoint)}`;
    return [
      {
        kind: "subscription-unconfirmed",
        what: `${String(endpoint)} gets nothing of the topic ${topicName}: it has not confirmed.`,
        mend: `Have it confirmed by the link in the message that it got. If that is lost, this sends another: ${again}`,
      },
    ];
  }
  const asked = { SubscriptionArn: confirmed };
  const { Attributes = {} } = await looking.calls.call("sns:GetSubscriptionAttributes", asked, looking.place);
  const filter = attributes.filter_policy;
  return unlike("subscription-changed", `The subscription of ${String(endpoint)} to the topic ${topicName}`, [
    ["what it lets through", parsed(filter), parsed(Attributes.FilterPolicy)],
    // Of no meaning without a filter.
    [
      "where that is looked for",
      filter === undefined ? undefined : (attributes.filter_policy_scope ?? "MessageAttributes"),
      filter === undefined ? undefined : (Attributes.FilterPolicyScope ?? "MessageAttributes"),
    ],
    [
      "whether it gets messages as they are",
      attributes.raw_message_delivery ?? false,
      Attributes.RawMessageDelivery === "true",
    ],
    ["how it is sent to", attributes.delivery_policy, Attributes.DeliveryPolicy],
    ["its queue of what can't be sent", attributes.redrive_policy, Attributes.RedrivePolicy],
  ]);
};

/** Texts of JSON are compared by what they mean. */
function parsed(text: unknown): unknown {
  return typeof text === "string" && text !== "" ? (JSON.parse(text) as unknown) : undefined;
}
