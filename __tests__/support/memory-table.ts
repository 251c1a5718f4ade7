import { Agent, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { memoryAttributes } from "../../modules/messages/memory-table";
import { ServiceError } from "./run-composer";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it comes without types
const dynalite = require("dynalite") as (options: object) => Server;

/** A DynamoDB of its own in memory (dynalite), with the table of the state machines. */
export interface MemoryServer {
  /** Calls an API by its name in the ARN of an integration: `dynamodb:putItem`, or `aws-sdk:dynamodb:query`. */
  readonly call: (api: string, request: unknown) => Promise<unknown>;
  /** Everything in the table. */
  readonly items: () => Promise<readonly Readonly<Record<string, { readonly S?: string; readonly N?: string }>>[]>;
  readonly stop: () => Promise<void>;
}

/** Listens on 127.0.0.1 until it is stopped. */
export async function memoryServer(tableName: string): Promise<MemoryServer> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const { partition, sort } = memoryAttributes;

  async function ask(operation: string, body: unknown): Promise<unknown> {
    const [status, text] = await new Promise<[number, string]>((resolve, reject) => {
      const sent = httpRequest(
        {
          agent,
          port,
          host: "127.0.0.1",
          method: "POST",
          headers: {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": `DynamoDB_20120810.${operation}`,
            "x-amz-date": "now",
            authorization:
              "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none",
          },
        },
        (response) => {
          let answer = "";
          response.on("data", (chunk: Buffer) => (answer += chunk.toString()));
          response.on("end", () => {
            resolve([response.statusCode ?? 0, answer]);
          });
        },
      );
      sent.on("error", reject);
      sent.end(JSON.stringify(body));
    });
    const answer = JSON.parse(text) as { __type?: string; message?: string };
    if (status === 200) return answer;
    const type = (answer.__type ?? "").split("#").at(-1)!;
    throw new ServiceError(`DynamoDB.${type}`, answer.message ?? text);
  }

  await ask("CreateTable", {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: partition, KeyType: "HASH" },
      { AttributeName: sort, KeyType: "RANGE" },
    ],
    AttributeDefinitions: [partition, sort].map((name) => ({ AttributeName: name, AttributeType: "S" })),
  });
  for (let status = ""; status !== "ACTIVE";) {
    ({
      Table: { TableStatus: status },
    } = (await ask("DescribeTable", { TableName: tableName })) as { Table: { TableStatus: string } });
  }
  return {
    call: (api, request) => ask(operationOf(api), request),
    items: async () => ((await ask("Scan", { TableName: tableName })) as { Items: [] }).Items,
    stop: async () => {
      agent.destroy();
      await new Promise((stopped) => server.close(stopped));
    },
  };
}

function operationOf(api: string): string {
  const [, operation] = /^(?:aws-sdk:)?dynamodb:(\w+)$/.exec(api) ?? [];
  if (operation === undefined) throw new ServiceError("States.TaskFailed", `no integration ${api}`);
  return operation.charAt(0).toUpperCase() + operation.slice(1);
}
