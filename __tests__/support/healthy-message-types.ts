import { arn } from "../../organization/names/arn";
import { NOW } from "./looked-at";
import { rememberedByRollCall } from "./healthy-signs";
import { arnAt, type HealthyContext, type HealthyType, part } from "./healthy-type";

type Attributes = Readonly<Record<string, unknown>>;

const text = (value: unknown) => value as string;

/** Properties as in the CloudFormation types of both chats. */
function chat(attributes: Attributes, context: HealthyContext, kind: Attributes, inArn: string, typeName: string) {
  const where = { ...context.place, service: "chatbot", partition: context.organization.partition, region: "" };
  const Identifier = arn(where, `chat-configuration/${inArn}/${text(attributes.configuration_name)}`);
  const Properties = JSON.stringify({
    Arn: Identifier,
    ConfigurationName: attributes.configuration_name,
    ...kind,
    IamRoleArn: attributes.iam_role_arn,
    // In an order of its own.
    SnsTopicArns: (attributes.sns_topic_arns as readonly string[]).toReversed(),
    LoggingLevel: attributes.logging_level,
    GuardrailPolicies: attributes.guardrail_policy_arns,
    UserRoleRequired: false,
    Tags: [],
  });
  const TypeName = `AWS::Chatbot::${typeName}`;
  const answer = { TypeName, ResourceDescription: { Identifier, Properties } };
  return [part("cloudformation:GetResource", { TypeName, Identifier }, context.place, answer)];
}

/** Members as in the API models of SNS, SQS and DynamoDB, attributes as in their documentation. */
export const healthyMessageTypes: Readonly<Record<string, HealthyType>> = {
  aws_chatbot_slack_channel_configuration: ({ attributes }, context) => {
    const kind = { SlackWorkspaceId: attributes.slack_team_id, SlackChannelId: attributes.slack_channel_id };
    return chat(attributes, context, kind, "slack-channel", "SlackChannelConfiguration");
  },
  aws_chatbot_teams_channel_configuration: ({ attributes }, context) => {
    const { team_id: TeamId, channel_id: TeamsChannelId, tenant_id: TeamsTenantId } = attributes;
    const kind = { TeamId, TeamsChannelId, TeamsTenantId };
    return chat(attributes, context, kind, "microsoft-teams-channel", "MicrosoftTeamsChannelConfiguration");
  },
  aws_dynamodb_table: ({ attributes }, context) => {
    const TableName = text(attributes.name);
    const encryption = attributes.server_side_encryption as { readonly kms_key_arn: string };
    const table = {
      TableName,
      TableArn: arnAt("dynamodb", `table/${TableName}`, context),
      TableStatus: "ACTIVE" as const,
      KeySchema: [
        { AttributeName: text(attributes.hash_key), KeyType: "HASH" as const },
        { AttributeName: text(attributes.range_key), KeyType: "RANGE" as const },
      ],
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" as const },
      SSEDescription: { Status: "ENABLED" as const, SSEType: "KMS" as const, KMSMasterKeyArn: encryption.kms_key_arn },
      DeletionProtectionEnabled: attributes.deletion_protection_enabled as boolean,
    };
    const TimeToLiveDescription = { TimeToLiveStatus: "ENABLED" as const, AttributeName: "expires" };
    const ContinuousBackupsDescription = {
      ContinuousBackupsStatus: "ENABLED" as const,
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "DISABLED" as const },
    };
    return [
      part("dynamodb:DescribeTable", { TableName }, context.place, { Table: table }),
      part("dynamodb:DescribeTimeToLive", { TableName }, context.place, { TimeToLiveDescription }),
      part("dynamodb:DescribeContinuousBackups", { TableName }, context.place, { ContinuousBackupsDescription }),
      rememberedByRollCall(context, { ran: NOW - 600_000, started: NOW - 86_400_000, at: NOW - 590_000 }),
    ];
  },
  aws_sns_topic: ({ attributes }, context) => {
    const TopicArn = arnAt("sns", text(attributes.name), context);
    const Attributes = {
      TopicArn,
      Owner: context.place.account,
      DisplayName: text(attributes.display_name),
      KmsMasterKeyId: text(attributes.kms_master_key_id),
      SubscriptionsConfirmed: "1",
      SubscriptionsPending: "0",
      SubscriptionsDeleted: "0",
    };
    return [
      part("sns:GetTopicAttributes", { TopicArn }, context.place, { Attributes }),
      part("sns:GetDataProtectionPolicy", { ResourceArn: TopicArn }, context.place, { DataProtectionPolicy: "" }),
      part("sns:ListSubscriptionsByTopic", { TopicArn }, context.place, { Subscriptions: [] }),
    ];
  },
  aws_sns_topic_policy: ({ attributes }, { place }) => [
    part("sns:GetTopicAttributes", { TopicArn: text(attributes.arn) }, place, {
      Attributes: { Policy: text(attributes.policy) },
    }),
  ],
  aws_sns_topic_subscription: ({ address, attributes }, { place }) => {
    const { topic_arn: topic, protocol, endpoint, filter_policy: filter, raw_message_delivery: raw } = attributes;
    const TopicArn = text(topic);
    const SubscriptionArn = `${TopicArn}:${address.slice(-8).toLowerCase()}-0000-4000-8000-000000000000`;
    const [Protocol, Endpoint] = [text(protocol), text(endpoint)];
    const listed = { SubscriptionArn, Owner: place.account, Protocol, Endpoint, TopicArn };
    const Attributes = {
      ...listed,
      ConfirmationWasAuthenticated: "true",
      PendingConfirmation: "false",
      RawMessageDelivery: raw === true ? "true" : "false",
      ...(filter !== undefined && { FilterPolicy: text(filter), FilterPolicyScope: "MessageAttributes" }),
    };
    return [
      part("sns:ListSubscriptionsByTopic", { TopicArn }, place, { Subscriptions: [listed] }),
      part("sns:GetSubscriptionAttributes", { SubscriptionArn }, place, { Attributes }),
    ];
  },
  aws_sqs_queue: ({ attributes }, { place, organization }) => {
    const QueueName = text(attributes.name);
    const endpoint = organization.names.serviceEndpoint("sqs", place.region);
    const QueueUrl = `https://${endpoint}/${place.account}/${QueueName}`;
    const Attributes = {
      MessageRetentionPeriod: String(attributes.message_retention_seconds),
      SqsManagedSseEnabled: String(attributes.sqs_managed_sse_enabled),
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
      ApproximateNumberOfMessagesDelayed: "0",
    };
    return [
      part("sqs:GetQueueUrl", { QueueName }, place, { QueueUrl }),
      part("sqs:GetQueueAttributes", { QueueUrl }, place, { Attributes }),
    ];
  },
  aws_sqs_queue_policy: ({ attributes }, { place }) => [
    part("sqs:GetQueueAttributes", { QueueUrl: text(attributes.queue_url) }, place, {
      Attributes: { Policy: text(attributes.policy) },
    }),
  ],
};
