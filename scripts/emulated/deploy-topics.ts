import { type AwsAccount, element } from "./aws-account";
import { makeQueue, type StandIn } from "./queues";
import { byHand } from "./report";
import type { TerraformJson } from "./terraform-json";

/** Topics without their keys: the emulator encrypts nothing. */
export async function makeTopics(account: AwsAccount, stack: TerraformJson): Promise<void> {
  for (const topic of stack.resources("aws_sns_topic")) {
    const answer = await account.query("sns", topic.region, "CreateTopic", { Name: topic.text("name") });
    topic.learn({ arn: element(answer, "TopicArn") });
  }
}

/**
 * Subscriptions as the stack has them, with the queues that they name. The emulator sends no mail and knows no chats:
 * a queue with the same filter gets what a mailbox would get, and one gets what a chat would read.
 *
 * @returns the queues by mail address, by name of a topic that a chat listens to, and by ARN
 */
export async function makeSubscriptions(
  account: AwsAccount,
  stack: TerraformJson,
): Promise<ReadonlyMap<string, StandIn>> {
  const inboxes = new Map<string, StandIn>();
  const insteadOf = async (what: string, region: string) => {
    const known = inboxes.get(what);
    const queueName = known?.queueName ?? `instead-of-${what.replace(/[^a-z0-9-]/g, "-")}`.slice(0, 80);
    if (known === undefined) inboxes.set(what, await makeQueue(account, region, queueName));
    return inboxes.get(what)!.queueArn;
  };

  for (const subscription of stack.resources("aws_sns_topic_subscription")) {
    const { region } = subscription;
    const [protocol, endpoint] = [subscription.text("protocol"), subscription.text("endpoint")];
    const topicArn = subscription.text("topic_arn");
    const filter = subscription.optional("filter_policy");
    const filtered: Attributes = filter === undefined ? {} : { FilterPolicy: filter };
    if (protocol === "sqs" && !inboxes.has(endpoint)) {
      inboxes.set(endpoint, await makeQueue(account, endpoint.split(":")[3]!, endpoint.split(":").at(-1)!));
    }
    const raw: Attributes = subscription.attributes.raw_message_delivery === true ? { RawMessageDelivery: "true" } : {};
    await subscribe(account, region, [topicArn, protocol, endpoint], { ...filtered, ...raw });
    if (protocol !== "email") continue;
    await subscribe(account, region, [topicArn, "sqs", await insteadOf(endpoint, region)], filtered);
    byHand(`a queue gets what ${topicArn.split(":").at(-1)!} would mail to ${endpoint}`);
  }
  for (const chat of stack.resources("aws_chatbot_slack_channel_configuration")) {
    for (const topicArn of chat.attributes.sns_topic_arns as readonly string[]) {
      const [name, region] = [topicArn.split(":").at(-1)!, topicArn.split(":")[3]!];
      await subscribe(account, region, [topicArn, "sqs", await insteadOf(name, region)], {
        RawMessageDelivery: "true",
      });
      byHand(`a queue gets what a chat would hear of ${name}`);
    }
  }
  return inboxes;
}

type Attributes = Readonly<Record<string, string>>;

async function subscribe(
  account: AwsAccount,
  region: string,
  [topicArn, protocol, endpoint]: readonly [topicArn: string, protocol: string, endpoint: string],
  attributes: Attributes,
): Promise<void> {
  const entries = Object.entries(attributes).flatMap(([key, value], index) => [
    [`Attributes.entry.${index + 1}.key`, key],
    [`Attributes.entry.${index + 1}.value`, value],
  ]);
  await account.query("sns", region, "Subscribe", {
    TopicArn: topicArn,
    Protocol: protocol,
    Endpoint: endpoint,
    ...(Object.fromEntries(entries) as Attributes),
  });
}
