import { slackChannel, teamsChannel } from "./chat-looks";
import type { LiveType } from "./live-type";
import { queue, queuePolicy } from "./queue-looks";
import { subscription } from "./subscription-look";
import { table } from "./table-look";
import { topic, topicPolicy } from "./topic-looks";

/** What brings messages to people: topics, queues, chats, and the table that says whom was told of what. */
export const messageLooks: Readonly<Record<string, LiveType>> = {
  aws_chatbot_slack_channel_configuration: slackChannel,
  aws_chatbot_teams_channel_configuration: teamsChannel,
  aws_dynamodb_table: table,
  aws_sns_topic: topic,
  aws_sns_topic_policy: topicPolicy,
  aws_sns_topic_subscription: subscription,
  aws_sqs_queue: queue,
  aws_sqs_queue_policy: queuePolicy,
};
