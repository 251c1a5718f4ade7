import type { AwsAccount } from "./aws-account";

/** A queue that holds what arrived somewhere. */
export interface StandIn {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly queueName: string;
  readonly region: string;
}

export async function makeQueue(account: AwsAccount, region: string, queueName: string): Promise<StandIn> {
  const { QueueUrl } = await account.call("sqs", region, "CreateQueue", { QueueName: queueName });
  const queueArn = `arn:aws:sqs:${region}:${account.id}:${queueName}`;
  return { queueUrl: QueueUrl as string, queueArn, queueName, region };
}

/** Takes everything out of a queue. */
export async function drain(account: AwsAccount, { queueUrl, region }: StandIn): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    const answer = await account.call("sqs", region, "ReceiveMessage", { QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
    const messages = (answer.Messages ?? []) as readonly { readonly Body: string; readonly ReceiptHandle: string }[];
    if (messages.length === 0) return bodies;
    for (const { Body, ReceiptHandle } of messages) {
      bodies.push(Body);
      await account.call("sqs", region, "DeleteMessage", { QueueUrl: queueUrl, ReceiptHandle });
    }
  }
}
