import { shellCommand } from "../../text/shell-command";
import { RefusedCall } from "../../aws/calls";
import { placeOfArn } from "../../organization/names/arn";
import type { WantedResource } from "../wanted";
import type { LookAt, Looking, Wrong } from "./live-type";
import { policySentence } from "./policy-difference";
import { sameEndpoint, subscriptionsOf } from "./subscription-look";
import { arnOf } from "./arn-of";
import { unlike } from "./unlike";

/** The chat service subscribes itself to each topic of a channel, at this address: docs/live-checks.md, C6. */
const CHAT_ENDPOINT = "https://global.sns-api.chatbot.amazonaws.com";

export const topic: LookAt = async (resource, looking) => {
  const { calls, place } = looking;
  const TopicArn = arnOf("sns", resource, looking);
  const { Attributes = {} } = await calls.call("sns:GetTopicAttributes", { TopicArn }, place);
  const whose = `The topic ${String(resource.attributes.name)}`;
  return [
    ...unlike("topic-key", whose, [["its key", resource.attributes.kms_master_key_id, Attributes.KmsMasterKeyId]]),
    ...unlike("topic-holds-back", whose, [
      ["how it sends to endpoints", resource.attributes.delivery_policy, Attributes.DeliveryPolicy],
    ]),
    ...(await masking(whose, TopicArn, looking)),
    ...(await strangers(whose, TopicArn, looking)),
  ];
};

/**
 * Policies of data protection are not in every partition: what else is wrong with a topic is found all the same.
 * https://docs.aws.amazon.com/sns/latest/dg/message-data-protection.html
 */
async function masking(whose: string, ResourceArn: string, { calls, place }: Looking): Promise<readonly Wrong[]> {
  try {
    const { DataProtectionPolicy } = await calls.call("sns:GetDataProtectionPolicy", { ResourceArn }, place);
    return unlike("topic-holds-back", whose, [["what it holds back or masks", undefined, DataProtectionPolicy]]);
  } catch (error) {
    if (!(error instanceof RefusedCall) || error.refusal.kind !== "other") throw error;
    const { code, message } = error.refusal;
    return [
      {
        kind: "look-failed",
        what: `${whose}: whether it masks messages or holds them back could not be found out. ${code}: ${message}`,
        mend: "Look again later; if it stays, AWS has no such policies there.",
      },
    ];
  }
}

/** Who gets what is published though the configuration does not say so. */
async function strangers(whose: string, topicArn: string, looking: Looking): Promise<readonly Wrong[]> {
  const { stack, place } = looking;
  const wanted = subscriptionsWanted(topicArn, stack.resources);
  const found = await subscriptionsOf(topicArn, looking);
  return found
    .filter(({ SubscriptionArn }) => SubscriptionArn !== "Deleted")
    .filter((each) => !wanted.some(({ attributes }) => sameEndpoint(attributes, each)))
    .filter(({ Endpoint }) => !(Endpoint === CHAT_ENDPOINT && hasChat(topicArn, stack.resources)))
    .filter(({ Protocol, Endpoint }) => !(Protocol === "sqs" && maySubscribe(Endpoint, topicArn, stack.resources)))
    .map(({ SubscriptionArn, Protocol, Endpoint }) => {
      const isPending = SubscriptionArn === "PendingConfirmation";
      return {
        kind: "subscription-of-nobody",
        what: `${whose} also sends to ${String(Endpoint)} (${String(Protocol)}), which the configuration does not have${isPending ? ", once that is confirmed" : ""}.`,
        mend: isPending
          ? "Find out who asked for it. It goes after two days by itself if nobody confirms it; nobody can take it away before."
          : shellCommand`aws sns unsubscribe --region ${place.region} --subscription-arn ${SubscriptionArn ?? ""}`,
      };
    });
}

function subscriptionsWanted(topicArn: string, resources: readonly WantedResource[]): readonly WantedResource[] {
  return resources.filter(
    ({ type, attributes }) => type === "aws_sns_topic_subscription" && attributes.topic_arn === topicArn,
  );
}

function hasChat(topicArn: string, resources: readonly WantedResource[]): boolean {
  return resources.some(({ type, attributes }) => {
    const topics = attributes.sns_topic_arns;
    return type.startsWith("aws_chatbot_") && Array.isArray(topics) && topics.includes(topicArn);
  });
}

/** The accounts whose queues the topic's policy lets be subscribed: they do it themselves, and no stack has those. */
function maySubscribe(queueArn: string | undefined, topicArn: string, resources: readonly WantedResource[]): boolean {
  const account = placeOfArn(queueArn)?.account;
  return resources
    .filter(({ type, attributes }) => type === "aws_sns_topic_policy" && attributes.arn === topicArn)
    .flatMap(({ attributes }) => (JSON.parse(String(attributes.policy)) as Policy).Statement)
    .filter(({ Action }) => Action === "sns:Subscribe")
    .some(({ Condition }) => placeOfArn(Condition?.StringLike?.["sns:Endpoint"])?.account === account);
}

/** As much of a policy of ours as is looked at. */
interface Policy {
  readonly Statement: readonly {
    readonly Action: unknown;
    readonly Condition?: { readonly StringLike?: Readonly<Record<string, unknown>> };
  }[];
}

export const topicPolicy: LookAt = async ({ attributes }, { calls, place }) => {
  const TopicArn = String(attributes.arn);
  const { Attributes = {} } = await calls.call("sns:GetTopicAttributes", { TopicArn }, place);
  const whose = `The policy of the topic ${TopicArn.slice(TopicArn.lastIndexOf(":") + 1)}`;
  const what = policySentence(whose, attributes.policy, Attributes.Policy);
  return what === undefined ? [] : [{ kind: "topic-policy", what }];
};
