import { shellCommand } from "../../text/shell-command";
import type { LookAt, Looking, Wrong } from "./live-type";
import { policySentence } from "./policy-difference";
import { unlike } from "./unlike";

export const queue: LookAt = async ({ attributes }, looking) => {
  const name = String(attributes.name);
  const { QueueUrl, found } = await attributesOf(name, looking);
  const whose = `The queue ${name}`;
  return [
    ...unlike("queue-key", whose, [
      ["its key", attributes.kms_master_key_id, found.KmsMasterKeyId],
      ["whether SQS encrypts it", attributes.sqs_managed_sse_enabled, found.SqsManagedSseEnabled === "true"],
    ]),
    ...unlike("queue-changed", whose, [
      [
        "how many seconds it keeps messages",
        attributes.message_retention_seconds,
        Number(found.MessageRetentionPeriod),
      ],
      ["the queue that messages go to after it", attributes.redrive_policy, found.RedrivePolicy],
    ]),
    ...waiting(whose, QueueUrl, found, looking),
  ];
};

/** All of our queues are of events that could not be delivered: whatever lies in one, nobody was told of. */
function waiting(
  whose: string,
  url: string,
  found: Readonly<Record<string, string>>,
  { place }: Pick<Looking, "place">,
): readonly Wrong[] {
  const states = [
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
  ];
  const count = states.reduce((sum, each) => sum + Number(found[each] ?? 0), 0);
  if (count === 0) return [];
  return [
    {
      kind: "queue-has-undelivered",
      what: `${whose} has about ${count} ${count === 1 ? "event" : "events"} that could not be delivered.`,
      mend: shellCommand`aws sqs receive-message --region ${place.region} --queue-url ${url} --max-number-of-messages 10 --message-attribute-names All`,
    },
  ];
}

export const queuePolicy: LookAt = async ({ attributes }, looking) => {
  const url = String(attributes.queue_url);
  const name = url.slice(url.lastIndexOf("/") + 1);
  const { found } = await attributesOf(name, looking);
  const what = policySentence(`The policy of the queue ${name}`, attributes.policy, found.Policy);
  return what === undefined ? [] : [{ kind: "queue-policy", what }];
};

/** SQS says where a queue is called: an endpoint of an interface, or of an emulator, has other addresses. */
async function attributesOf(name: string, { calls, place }: Looking) {
  const { QueueUrl = "" } = await calls.call("sqs:GetQueueUrl", { QueueName: name }, place);
  const asked = { QueueUrl, AttributeNames: ["All" as const] };
  const { Attributes = {} } = await calls.call("sqs:GetQueueAttributes", asked, place);
  return { QueueUrl, found: Attributes as Readonly<Record<string, string>> };
}
