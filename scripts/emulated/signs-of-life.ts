import { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { type AttributeValue, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

import { rollCallMemory } from "../../messages/roll-call/facts";
import { accountsOf, type Organization } from "../../organization/organization";
import type { AccountClients } from "./account-clients";
import { byHand } from "./report";

/** What an hour brings: every account was heard of, the roll call ran, and the canary came. The emulator has no schedules. */
export async function signsOfLife(organization: Organization, security: AccountClients): Promise<void> {
  const { names, homeRegion } = organization;
  byHand("signs of life of every account, and what the roll call and the canary write into the table");
  const logs = security.of(CloudWatchLogsClient, homeRegion);
  const stream = { logGroupName: names.health.heartbeatLogGroupName, logStreamName: "by-hand" };
  await logs.send(new CreateLogStreamCommand(stream));
  const event = { source: "aws.events", "detail-type": "Scheduled Event", detail: {} };
  const logEvents = accountsOf(organization).flatMap(({ id, regions }) =>
    regions.map((region) => ({
      timestamp: Date.now(),
      message: JSON.stringify({ ...event, account: id, region }),
    })),
  );
  await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
  const at = { N: String(Date.now()) };
  const { partition, run, canary } = rollCallMemory;
  const remembered: readonly Record<string, AttributeValue>[] = [
    { pk: { S: partition }, sk: { S: run }, ran: at, started: at },
    { pk: { S: canary.partition }, sk: { S: canary.sort }, at },
  ];
  const table = security.of(DynamoDBClient, homeRegion);
  const TableName = names.messages.memoryTableName;
  for (const Item of remembered) await table.send(new PutItemCommand({ TableName, Item }));
}
