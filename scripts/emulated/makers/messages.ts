import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  EventBridgeClient,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";

import { block, flag, type Maker, number } from "./maker";

/** Topics, queues, buses, rules and state machines, in the order in which they are made. */
export const messageMakers = {
  aws_sqs_queue: async (queue, clients) => {
    const sqs = clients.of(SQSClient, queue.region);
    const key = queue.optional("kms_master_key_id");
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({
        QueueName: queue.text("name"),
        Attributes: {
          MessageRetentionPeriod: String(number(queue, "message_retention_seconds") ?? 345_600),
          ...(key === undefined
            ? { SqsManagedSseEnabled: String(queue.attributes.sqs_managed_sse_enabled !== false) }
            : { KmsMasterKeyId: key }),
        },
      }),
    );
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
    return { arn: Attributes!.QueueArn!, url: QueueUrl!, id: QueueUrl!, name: queue.text("name") };
  },
  aws_sqs_queue_policy: async (policy, clients) => {
    const Attributes = { Policy: policy.text("policy") };
    const QueueUrl = policy.text("queue_url");
    await clients.of(SQSClient, policy.region).send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    return {};
  },
  aws_sns_topic: async (topic, clients) => {
    const attributes: Readonly<Record<string, string | undefined>> = {
      DisplayName: topic.optional("display_name"),
      KmsMasterKeyId: topic.optional("kms_master_key_id"),
      SQSFailureFeedbackRoleArn: topic.optional("sqs_failure_feedback_role_arn"),
    };
    const given = Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const { TopicArn } = await clients
      .of(SNSClient, topic.region)
      .send(new CreateTopicCommand({ Name: topic.text("name"), Attributes: Object.fromEntries(given) }));
    return { arn: TopicArn!, id: TopicArn!, name: topic.text("name") };
  },
  aws_sns_topic_policy: async (policy, clients) => {
    const names = { TopicArn: policy.text("arn"), AttributeName: "Policy", AttributeValue: policy.text("policy") };
    await clients.of(SNSClient, policy.region).send(new SetTopicAttributesCommand(names));
    return {};
  },
  aws_sns_topic_subscription: async (subscription, clients) => {
    const FilterPolicy = subscription.optional("filter_policy");
    const { SubscriptionArn } = await clients.of(SNSClient, subscription.region).send(
      new SubscribeCommand({
        TopicArn: subscription.text("topic_arn"),
        Protocol: subscription.text("protocol"),
        Endpoint: subscription.text("endpoint"),
        ReturnSubscriptionArn: true,
        Attributes: {
          ...(FilterPolicy === undefined ? {} : { FilterPolicy }),
          ...(flag(subscription, "raw_message_delivery") ? { RawMessageDelivery: "true" } : {}),
        },
      }),
    );
    return { arn: SubscriptionArn! };
  },
  aws_cloudwatch_event_bus: async (bus, clients) => {
    const Name = bus.text("name");
    const events = clients.of(EventBridgeClient, bus.region);
    const { EventBusArn } = await events.send(
      new CreateEventBusCommand({
        Name,
        Description: bus.optional("description"),
        KmsKeyIdentifier: bus.optional("kms_key_identifier"),
      }),
    );
    return { arn: EventBusArn!, name: Name, id: Name };
  },
  aws_cloudwatch_event_bus_policy: async (policy, clients) => {
    const names = { EventBusName: policy.text("event_bus_name"), Policy: policy.text("policy") };
    await clients.of(EventBridgeClient, policy.region).send(new PutPermissionCommand(names));
    return {};
  },
  aws_cloudwatch_event_archive: async (archive, clients) => {
    await clients.of(EventBridgeClient, archive.region).send(
      new CreateArchiveCommand({
        ArchiveName: archive.text("name"),
        EventSourceArn: archive.text("event_source_arn"),
        EventPattern: archive.optional("event_pattern"),
        RetentionDays: number(archive, "retention_days"),
        Description: archive.optional("description"),
      }),
    );
    return {};
  },
  aws_sfn_state_machine: async (machine, clients) => {
    const { stateMachineArn } = await clients.of(SFNClient, machine.region).send(
      new CreateStateMachineCommand({
        name: machine.text("name"),
        type: machine.text("type") as "EXPRESS",
        definition: machine.text("definition"),
        roleArn: machine.text("role_arn"),
      }),
    );
    return { arn: stateMachineArn!, id: stateMachineArn!, name: machine.text("name") };
  },
  aws_cloudwatch_event_rule: async (rule, clients) => {
    const Name = rule.text("name");
    const { RuleArn } = await clients.of(EventBridgeClient, rule.region).send(
      new PutRuleCommand({
        Name,
        EventBusName: rule.optional("event_bus_name"),
        EventPattern: rule.optional("event_pattern"),
        ScheduleExpression: rule.optional("schedule_expression"),
        State: rule.optional("state") as "ENABLED" | undefined,
        Description: rule.optional("description"),
        RoleArn: rule.optional("role_arn"),
      }),
    );
    return { arn: RuleArn!, name: Name, id: Name };
  },
  aws_cloudwatch_event_target: async (target, clients) => {
    const transformer = block(target, "input_transformer");
    const deadLetters = block(target, "dead_letter_config");
    const retries = block(target, "retry_policy");
    await clients.of(EventBridgeClient, target.region).send(
      new PutTargetsCommand({
        Rule: target.text("rule"),
        EventBusName: target.optional("event_bus_name"),
        Targets: [
          {
            Id: target.text("target_id"),
            Arn: target.text("arn"),
            RoleArn: target.optional("role_arn"),
            Input: target.optional("input"),
            ...(deadLetters === undefined ? {} : { DeadLetterConfig: { Arn: deadLetters.arn as string } }),
            ...(retries === undefined
              ? {}
              : {
                  RetryPolicy: {
                    MaximumEventAgeInSeconds: retries.maximum_event_age_in_seconds as number | undefined,
                    MaximumRetryAttempts: retries.maximum_retry_attempts as number | undefined,
                  },
                }),
            ...(transformer === undefined
              ? {}
              : {
                  InputTransformer: {
                    InputPathsMap: transformer.input_paths as Record<string, string>,
                    InputTemplate: transformer.input_template as string,
                  },
                }),
          },
        ],
      }),
    );
    return {};
  },
} satisfies Readonly<Record<string, Maker>>;
