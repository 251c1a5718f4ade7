import { setTimeout as sleep } from "node:timers/promises";

import type { Publication } from "../../__tests__/support/run-composer";
import { memoryAttributes } from "../../modules/messages/memory-table";
import { type AwsAccount, element } from "./aws-account";
import { withParallelResults } from "./parallel-results";
import { drain, makeQueue, type StandIn } from "./queues";

const SECONDS = 60;

/** What an execution in the emulator came to. */
export interface EmulatedRun {
  readonly status: string;
  /** In no order: a queue has none. */
  readonly publications: readonly Publication[];
  /** JSON text. */
  readonly output?: string;
  /** Of an execution that failed. */
  readonly why?: string;
}

export interface EmulatedDefinition {
  readonly name: string;
  /** JSON text in the Amazon States Language, with whole ARNs and names. */
  readonly definition: string;
  /** Whether what the emulator can't do is left in. @default - it is replaced */
  readonly asItIs?: boolean;
}

/** A state machine in the emulator, with the topics, tables and log groups that its definition names. */
export class EmulatedStateMachine {
  private constructor(
    private readonly account: AwsAccount,
    private readonly region: string,
    private readonly stateMachineArn: string,
    private readonly published: StandIn,
  ) {}

  static async make(account: AwsAccount, region: string, { name, definition, asItIs = false }: EmulatedDefinition) {
    const published = await makeQueue(account, region, `${name}-published`);
    for (const topicArn of named(definition, /arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+/g)) {
      const created = await account.query("sns", region, "CreateTopic", { Name: topicArn.split(":").at(-1)! });
      await account.query("sns", region, "Subscribe", {
        TopicArn: element(created, "TopicArn"),
        Protocol: "sqs",
        Endpoint: published.queueArn,
      });
    }
    for (const table of named(definition, /(?<="TableName":")[\w.-]+/g)) await makeTable(account, region, table);
    for (const logGroupName of named(definition, /(?<="LogGroupName":")[^"{]+/g)) {
      await account.call("logs", region, "CreateLogGroup", { logGroupName });
    }
    const { stateMachineArn } = await account.call("states", region, "CreateStateMachine", {
      name,
      // One whose executions can be looked at; the language is the same.
      type: "STANDARD",
      definition: asItIs ? definition : withParallelResults(definition),
      roleArn: `arn:aws:iam::${account.id}:role/nobody`,
    });
    return new EmulatedStateMachine(account, region, stateMachineArn as string, published);
  }

  async run(input: unknown): Promise<EmulatedRun> {
    const { stateMachineArn } = this;
    const started = await this.ask("StartExecution", { stateMachineArn, input: JSON.stringify(input) });
    let ended: Record<string, unknown> = { status: "RUNNING" };
    for (const deadline = Date.now() + SECONDS * 1000; ended.status === "RUNNING" && Date.now() < deadline;) {
      await sleep(50);
      ended = await this.ask("DescribeExecution", { executionArn: started.executionArn });
    }
    const publications = (await drain(this.account, this.published)).map(fromEnvelope);
    const { status, output, error, cause } = ended as Readonly<Record<string, string | undefined>>;
    return { status: status!, publications, output, why: error === undefined ? undefined : `${error}: ${cause}` };
  }

  private ask(operation: string, body: object): Promise<Record<string, unknown>> {
    return this.account.call("states", this.region, operation, body);
  }
}

function named(definition: string, pattern: RegExp): readonly string[] {
  return [...new Set(definition.match(pattern) ?? [])];
}

async function makeTable(account: AwsAccount, region: string, TableName: string): Promise<void> {
  const { partition, sort } = memoryAttributes;
  await account.call("dynamodb", region, "CreateTable", {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: partition, KeyType: "HASH" },
      { AttributeName: sort, KeyType: "RANGE" },
    ],
    AttributeDefinitions: [partition, sort].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  });
}

interface Envelope extends Pick<Publication, "TopicArn" | "Subject" | "Message"> {
  readonly MessageAttributes?: Readonly<Record<string, { readonly Type: string; readonly Value: string }>>;
}

/** A message as SNS hands it to a queue. */
function fromEnvelope(body: string): Publication {
  const { TopicArn, Subject, Message, MessageAttributes } = JSON.parse(body) as Envelope;
  const attributes = Object.entries(MessageAttributes ?? {}).map(
    ([name, { Type, Value }]) => [name, { DataType: Type, StringValue: Value }] as const,
  );
  return {
    TopicArn,
    Message,
    ...(Subject === undefined ? {} : { Subject }),
    ...(attributes.length === 0 ? {} : { MessageAttributes: Object.fromEntries(attributes) }),
  };
}
