import { placeOfArn } from "../../organization/names/arn";
import { alertRoutes } from "../../organization/alert-routes";
import type { Organization } from "../../organization/organization";
import type { WantedResource } from "../wanted";
import type { LookAt, Looking, Wrong } from "./live-type";
import { policySentence } from "./policy-difference";
import { sameEndpoint, subscriptionsOf } from "./subscription-look";
import { arnOf } from "./arn-of";
import { unlike } from "./unlike";

/** Whose subscriptions nobody configures: the chat service makes them for each topic of a channel. Seen in many a public stack. */
const CHAT_ENDPOINT = "https://global.sns-api.chatbot.amazonaws.com";

export const topic: LookAt = async (resource, looking) => {
  const { calls, place } = looking;
  const TopicArn = arnOf("sns", resource, looking);
  const { Attributes = {} } = await calls.call("sns:GetTopicAttributes", { TopicArn }, place);
  const { DataProtectionPolicy } = await calls.call("sns:GetDataProtectionPolicy", { ResourceArn: TopicArn }, place);
  const whose = `The topic ${String(resource.attributes["name"])}`;
  return [
    ...unlike("topic-key", whose, [
      ["its key", resource.attributes["kms_master_key_id"], Attributes["KmsMasterKeyId"]],
    ]),
    ...unlike("topic-holds-back", whose, [
      ["how it sends to endpoints", resource.attributes["delivery_policy"], Attributes["DeliveryPolicy"]],
      ["what it holds back or masks", undefined, DataProtectionPolicy],
    ]),
    ...(await strangers(whose, TopicArn, looking)),
  ];
};

/** Who gets what is published though the configuration does not say so. */
async function strangers(whose: string, topicArn: string, looking: Looking): Promise<readonly Wrong[]> {
  const { stack, organization, place } = looking;
  const wanted = subscriptionsWanted(topicArn, stack.resources);
  const found = await subscriptionsOf(topicArn, looking);
  return found
    .filter(({ SubscriptionArn }) => SubscriptionArn !== "Deleted")
    .filter((each) => !wanted.some(({ attributes }) => sameEndpoint(attributes, each)))
    .filter(({ Endpoint }) => !(Endpoint === CHAT_ENDPOINT && hasChat(topicArn, stack.resources)))
    .filter(({ Protocol, Endpoint }) => !(Protocol === "sqs" && maySubscribe(Endpoint, topicArn, organization)))
    .map(({ SubscriptionArn, Protocol, Endpoint }) => {
      const isPending = SubscriptionArn === "PendingConfirmation";
      return {
        kind: "subscription-of-nobody",
        what: `${whose} also sends to ${String(Endpoint)} (${String(Protocol)}), which the configuration does not have${isPending ? ", once that is confirmed" : ""}.`,
        mend: isPending
          ? "Nobody can take it away: it goes by itself if nobody confirms it. Find out who asked for it."
          : `aws sns unsubscribe --region ${place.region} --subscription-arn ${String(SubscriptionArn)}`,
      };
    });
}

function subscriptionsWanted(topicArn: string, resources: readonly WantedResource[]): readonly WantedResource[] {
  return resources.filter(
    ({ type, attributes }) => type === "aws_sns_topic_subscription" && attributes["topic_arn"] === topicArn,
  );
}

function hasChat(topicArn: string, resources: readonly WantedResource[]): boolean {
  return resources.some(({ type, attributes }) => {
    const topics = attributes["sns_topic_arns"];
    return type.startsWith("aws_chatbot_") && Array.isArray(topics) && topics.includes(topicArn);
  });
}

/** Accounts of `subscriberAccounts` subscribe queues of their own, which no stack has. */
function maySubscribe(queueArn: string | undefined, topicArn: string, organization: Organization): boolean {
  const account = placeOfArn(queueArn)?.account;
  return alertRoutes(organization).some(
    ({ name, topics }) =>
      topics.events !== undefined &&
      organization.names.topicArn(topics.events) === topicArn &&
      organization.alerts.routes.some(
        (route) => route.name === name && route.subscriberAccounts.includes(account ?? ""),
      ),
  );
}

export const topicPolicy: LookAt = async ({ attributes }, { calls, place }) => {
  const TopicArn = String(attributes["arn"]);
  const { Attributes = {} } = await calls.call("sns:GetTopicAttributes", { TopicArn }, place);
  const whose = `The policy of the topic ${TopicArn.slice(TopicArn.lastIndexOf(":") + 1)}`;
  const what = policySentence(whose, attributes["policy"], Attributes["Policy"]);
  return what === undefined ? [] : [{ kind: "topic-policy", what }];
};
