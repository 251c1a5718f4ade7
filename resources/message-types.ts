import { actions, passRole, serviceLinkedRole, type ResourceType } from "./resource-type";

/** What brings messages to people: topics, queues, chats. */
export const messageTypes = {
  aws_chatbot_slack_channel_configuration: {
    plan: actions("chatbot", "DescribeSlackChannelConfigurations ListTagsForResource"),
    apply: [
      ...actions(
        "chatbot",
        "CreateSlackChannelConfiguration DeleteSlackChannelConfiguration TagResource UntagResource UpdateSlackChannelConfiguration",
      ),
      ...passRole,
      // AWSServiceRoleForAWSChatbot, which subscribes the channel to topics: the first channel of an account makes it.
      // https://docs.aws.amazon.com/chatbot/latest/adminguide/slr-permissions.html
      ...serviceLinkedRole,
    ],
    replacedBy: [],
    stateful: false,
    policies: [],
    // As with the dashboard: AWS keeps it for all regions, the provider for one.
    scope: "regional",
  },
  aws_chatbot_teams_channel_configuration: {
    plan: actions(
      "chatbot",
      // The provider looks a configuration up by its team; one that asks for it by its ARN is on its way (pull request 47039).
      "GetMicrosoftTeamsChannelConfiguration ListMicrosoftTeamsChannelConfigurations ListTagsForResource",
    ),
    apply: [
      ...actions(
        "chatbot",
        "CreateMicrosoftTeamsChannelConfiguration DeleteMicrosoftTeamsChannelConfiguration TagResource UntagResource UpdateMicrosoftTeamsChannelConfiguration",
      ),
      ...passRole,
      ...serviceLinkedRole,
    ],
    replacedBy: [],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_sns_topic: {
    plan: actions("sns", "GetTopicAttributes ListTagsForResource"),
    apply: actions("sns", "CreateTopic DeleteTopic SetTopicAttributes TagResource UntagResource"),
    replacedBy: ["fifo_topic", "name", "name_prefix"],
    stateful: { noun: "topic", lost: "the subscriptions: each mail address has to confirm again." },
    policies: [],
    scope: "regional",
  },
  aws_sns_topic_policy: {
    plan: actions("sns", "GetTopicAttributes"),
    apply: actions("sns", "SetTopicAttributes"),
    replacedBy: ["arn"],
    stateful: false,
    policies: ["policy"],
    scope: "regional",
  },
  aws_sns_topic_subscription: {
    plan: actions("sns", "GetSubscriptionAttributes ListSubscriptionsByTopic"),
    apply: actions("sns", "SetSubscriptionAttributes Subscribe Unsubscribe"),
    replacedBy: ["endpoint", "protocol", "topic_arn"],
    // https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html
    stateful: {
      noun: "subscription",
      lost: "its confirmation: a mail address and an HTTPS endpoint have to confirm again.",
    },
    policies: [],
    scope: "regional",
  },
  aws_sqs_queue: {
    plan: actions("sqs", "GetQueueAttributes GetQueueUrl ListQueueTags"),
    apply: actions("sqs", "CreateQueue DeleteQueue SetQueueAttributes TagQueue UntagQueue"),
    replacedBy: ["fifo_queue", "name", "name_prefix"],
    stateful: { noun: "queue", lost: "the messages that wait in it." },
    policies: [],
    scope: "regional",
  },
  aws_sqs_queue_policy: {
    plan: actions("sqs", "GetQueueAttributes"),
    apply: actions("sqs", "SetQueueAttributes"),
    replacedBy: ["queue_url"],
    stateful: false,
    policies: ["policy"],
    scope: "regional",
  },
} satisfies Readonly<Record<string, ResourceType>>;
