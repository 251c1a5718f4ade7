import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  UpdateArchiveCommand,
} from "@aws-sdk/client-eventbridge";
import { DynamoDBClient, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { SFNClient, UpdateStateMachineCommand } from "@aws-sdk/client-sfn";
import {
  ListSubscriptionsByTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { PurgeQueueCommand, SendMessageCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";

import { type Fault, type Find, openPolicy } from "./fault";

const STACKS = ["security"];

/** The rule of the security account's home region that sends unexpected reads on: every account has one. */
const rule = (find: Find) => {
  const there = find("security", "aws_cloudwatch_event_rule", "Watch_eu-west-1_Forwarding_Rule");
  const events = there.clients.of(EventBridgeClient, there.resource.region);
  return { ...there, events, Name: there.resource.text("name") };
};

const target = (find: Find) => find("security", "aws_cloudwatch_event_target", "Watch_eu-west-1_Forwarding_Target");

const queue = (find: Find) => {
  const there = find("security", "aws_sqs_queue", "Watch_eu-west-1_Undelivered");
  const sqs = there.clients.of(SQSClient, there.resource.region);
  return { ...there, sqs, QueueUrl: there.resource.learned("url") };
};

const topic = (find: Find) => {
  const there = find("security", "aws_sns_topic", "AlertTopic_");
  return { sns: there.clients.of(SNSClient, there.resource.region), TopicArn: there.resource.learned("arn") };
};

const INTRUDER = "intruder@elsewhere.example";

/** Of rules, buses, queues, topics, state machines and the table. */
export const eventFaults: readonly Fault[] = [
  {
    what: "a rule is off",
    kind: "rule-off",
    stacks: STACKS,
    plant: (find) => {
      const { events, Name } = rule(find);
      return events.send(new DisableRuleCommand({ Name }));
    },
    mend: (find) => rule(find).again(),
  },
  {
    what: "a rule was switched off and on, and gets no reads since",
    kind: "rule-sees-no-reads",
    stacks: STACKS,
    plant: async (find) => {
      const { events, Name } = rule(find);
      await events.send(new DisableRuleCommand({ Name }));
      await events.send(new EnableRuleCommand({ Name }));
    },
    mend: (find) => rule(find).again(),
  },
  {
    what: "a rule looks for something else",
    kind: "rule-pattern",
    stacks: STACKS,
    plant: (find) => {
      const { events, Name, resource } = rule(find);
      const EventPattern = JSON.stringify({ source: ["aws.nothing"] });
      const State = resource.text("state") as "ENABLED";
      const Description = resource.text("description");
      return events.send(new PutRuleCommand({ Name, EventPattern, State, Description }));
    },
    mend: (find) => rule(find).again(),
  },
  {
    what: "a rule sends to somebody else, too",
    kind: "target-of-nobody",
    stacks: STACKS,
    plant: (find) => {
      const { events, Name: Rule } = rule(find);
      const Arn = "arn:aws:sqs:eu-west-1:999999999999:mine";
      return events.send(new PutTargetsCommand({ Rule, Targets: [{ Id: "mine", Arn }] }));
    },
    mend: (find) => {
      const { events, Name: Rule } = rule(find);
      return events.send(new RemoveTargetsCommand({ Rule, Ids: ["mine"] }));
    },
  },
  {
    what: "a rule sends nowhere",
    kind: "resource-missing",
    stacks: STACKS,
    plant: (find) => {
      const { events, Name: Rule } = rule(find);
      return events.send(new RemoveTargetsCommand({ Rule, Ids: [target(find).resource.text("target_id")] }));
    },
    mend: (find) => target(find).again(),
  },
  {
    what: "the central bus lets everybody in",
    kind: "bus-policy",
    stacks: STACKS,
    plant: (find) => {
      const { resource, clients } = find("security", "aws_cloudwatch_event_bus_policy", "Bus_");
      const EventBusName = resource.text("event_bus_name");
      const arn = find("security", "aws_cloudwatch_event_bus", "Bus_").resource.learned("arn");
      const put = { EventBusName, Policy: openPolicy("events:PutEvents", arn) };
      return clients.of(EventBridgeClient, resource.region).send(new PutPermissionCommand(put));
    },
    mend: (find) => find("security", "aws_cloudwatch_event_bus_policy", "Bus_").again(),
  },
  {
    what: "the archive of the central bus keeps a day",
    kind: "archive-changed",
    stacks: STACKS,
    plant: (find) => archived(find, 1),
    mend: (find) => archived(find, undefined),
  },
  {
    what: "the queue of what could not be sent takes nothing",
    kind: "queue-policy",
    stacks: STACKS,
    plant: (find) => {
      const { sqs, QueueUrl, resource } = queue(find);
      const Policy = openPolicy("sqs:ReceiveMessage", resource.learned("arn"));
      return sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    },
    mend: (find) => find("security", "aws_sqs_queue_policy", "Watch_eu-west-1_Undelivered").again(),
  },
  {
    what: "reads wait in the queue of what could not be sent",
    kind: "queue-has-undelivered",
    stacks: STACKS,
    plant: (find) => {
      const { sqs, QueueUrl } = queue(find);
      return sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
    },
    mend: (find) => {
      const { sqs, QueueUrl } = queue(find);
      return sqs.send(new PurgeQueueCommand({ QueueUrl }));
    },
  },
  {
    what: "everybody may publish to a topic",
    kind: "topic-policy",
    stacks: STACKS,
    plant: (find) => {
      const { sns, TopicArn } = topic(find);
      const AttributeValue = openPolicy("sns:Publish", TopicArn);
      return sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
    },
    mend: (find) => find("security", "aws_sns_topic_policy", "AlertTopic_").again(),
  },
  {
    what: "somebody else gets the messages, too",
    kind: "subscription-of-nobody",
    stacks: STACKS,
    plant: (find) => {
      const { sns, TopicArn } = topic(find);
      return sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: INTRUDER }));
    },
    mend: async (find) => {
      const { sns, TopicArn } = topic(find);
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      const { SubscriptionArn } = Subscriptions.find(({ Endpoint }) => Endpoint === INTRUDER)!;
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    },
  },
  {
    what: "somebody unsubscribed",
    kind: "resource-missing",
    stacks: STACKS,
    plant: (find) => {
      const { resource, clients } = find("security", "aws_sns_topic_subscription", "AlertTopic_Subscriptions_");
      const SubscriptionArn = resource.learned("arn");
      return clients.of(SNSClient, resource.region).send(new UnsubscribeCommand({ SubscriptionArn }));
    },
    mend: (find) => find("security", "aws_sns_topic_subscription", "AlertTopic_Subscriptions_").again(),
  },
  {
    what: "the message composer does nothing",
    kind: "state-machine-changed",
    stacks: STACKS,
    plant: (find) => {
      const definition = { StartAt: "Nothing", States: { Nothing: { Type: "Succeed" } } };
      return defined(find, JSON.stringify(definition));
    },
    mend: (find) => defined(find, undefined),
  },
  {
    what: "the memory table forgets nothing",
    kind: "table-changed",
    stacks: STACKS,
    plant: (find) => remembering(find, false),
    mend: (find) => remembering(find, true),
  },
];

function archived(find: Find, days: number | undefined) {
  const { resource, clients } = find("security", "aws_cloudwatch_event_archive", "Bus_");
  const RetentionDays = days ?? (resource.attributes.retention_days as number);
  const change = {
    ArchiveName: resource.text("name"),
    RetentionDays,
    EventPattern: resource.optional("event_pattern"),
  };
  return clients.of(EventBridgeClient, resource.region).send(new UpdateArchiveCommand(change));
}

function defined(find: Find, definition: string | undefined) {
  const { resource, clients } = find("security", "aws_sfn_state_machine", "MessageComposer_");
  const stateMachineArn = resource.learned("arn");
  const change = { stateMachineArn, definition: definition ?? resource.text("definition") };
  return clients.of(SFNClient, resource.region).send(new UpdateStateMachineCommand(change));
}

function remembering(find: Find, Enabled: boolean) {
  const { resource, clients } = find("security", "aws_dynamodb_table");
  const TimeToLiveSpecification = { AttributeName: "expires", Enabled };
  const change = { TableName: resource.text("name"), TimeToLiveSpecification };
  return clients.of(DynamoDBClient, resource.region).send(new UpdateTimeToLiveCommand(change));
}
