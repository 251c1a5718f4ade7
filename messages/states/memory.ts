import type { Organization } from "../../organization/organization";
import { catchAll } from "./catching";
import { constant, expression } from "./jsonata";

/** Where the state machines remember: the table of modules/messages/memory-table.ts, whose key is `pk` and `sk`. */
export interface Memory {
  readonly tableName: string;
  /** ARN of an integration of Step Functions by its API, in the partition. */
  readonly integrationArn: (api: string) => string;
}

/** The memory table as definitions of state machines ask it. */
export function memoryOf({ names }: Pick<Organization, "names">): Memory {
  return { tableName: names.messages.memoryTableName, integrationArn: (api) => names.integrationArn(api) };
}

/**
 * Seconds for an answer, and how often it is asked for again: throttled, or a moment out of reach. A table that hangs takes
 * 5 × 5 + 1 + 2 + 4 + 8 = 40 seconds of an execution, so that those that go on without it are through in their time: the
 * alarm composer asks three times beside 93 seconds of search, of 240. What stays so otherwise fails the execution, and an
 * alarm tells.
 */
const TIMEOUT_SECONDS = 5;
const RETRY = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
];

/** Of both kinds of integrations. https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html */
const CONDITION_FAILED = ["DynamoDB.ConditionalCheckFailedException", "DynamoDb.ConditionalCheckFailedException"];

interface Step {
  /** JSONata of what is asked, without the table's name. */
  readonly request: string;
  /** What is kept of the answer, JSONata by variable. */
  readonly assign?: Readonly<Record<string, string>>;
  /** @default - it is the last state */
  readonly next?: string;
  /** Where it goes on if the condition of the request is not met. @default - there is no condition */
  readonly otherwise?: string;
  /** Where it goes on if the table can't be asked, or with what else. @default - the execution fails */
  readonly failed?: string | { readonly next: string; readonly assign: Readonly<Record<string, unknown>> };
}

function step(memory: Memory, api: string, { request, assign = {}, next, otherwise, failed }: Step): unknown {
  const assigned = Object.entries(assign).map(([name, value]) => [name, expression(value)] as const);
  const { next: without, assign: lost } = typeof failed === "object" ? failed : { next: failed };
  const caught = [
    ...(otherwise === undefined ? [] : [{ ErrorEquals: CONDITION_FAILED, Next: otherwise }]),
    ...(without === undefined ? [] : catchAll(without, lost && { Assign: lost })),
  ];
  return {
    Type: "Task",
    Resource: memory.integrationArn(api),
    Arguments: expression(request),
    TimeoutSeconds: TIMEOUT_SECONDS,
    // A condition that is not met is an answer, and no reason to ask again.
    Retry: [{ ErrorEquals: CONDITION_FAILED, MaxAttempts: 0 }, ...RETRY],
    ...(caught.length > 0 && { Catch: caught }),
    ...(assigned.length > 0 && { Assign: Object.fromEntries(assigned) }),
    // What is needed of the answer is in variables.
    Output: {},
    ...(next === undefined ? { End: true } : { Next: next }),
  };
}

function ofTable(memory: Memory, api: string, { request, ...more }: Step): unknown {
  return step(memory, api, {
    ...more,
    request: `$merge([{ "TableName": ${constant(memory.tableName)} }, ${request}])`,
  });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export function put(memory: Memory, request: Step): unknown {
  return ofTable(memory, "dynamodb:putItem", request);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export function update(memory: Memory, request: Step): unknown {
  return ofTable(memory, "dynamodb:updateItem", request);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export function get(memory: Memory, request: Step): unknown {
  return ofTable(memory, "dynamodb:getItem", request);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export function query(memory: Memory, request: Step): unknown {
  return ofTable(memory, "aws-sdk:dynamodb:query", request);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export function remove(memory: Memory, request: Step): unknown {
  return ofTable(memory, "dynamodb:deleteItem", request);
}

/**
 * Its request is JSONata of a list of keys; answeredBy() has the items.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export function getMany(memory: Memory, { request, ...more }: Step): unknown {
  return step(memory, "aws-sdk:dynamodb:batchGetItem", {
    ...more,
    request: `{ "RequestItems": { ${constant(memory.tableName)}: { "Keys": ${request} } } }`,
  });
}

/** JSONata of the items in the answer to getMany(). */
export function answeredBy({ tableName }: Memory): string {
  return `$lookup($states.result.Responses, ${constant(tableName)})`;
}

/**
 * Its request is JSONata of a list of requests.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export function putMany(memory: Memory, { request, ...more }: Step): unknown {
  return step(memory, "aws-sdk:dynamodb:batchWriteItem", {
    ...more,
    request: `{ "RequestItems": { ${constant(memory.tableName)}: ${request} } }`,
  });
}

/** JSONata of a key of the table. */
export function key(partition: string, sort: string): string {
  return `{ "pk": { "S": ${partition} }, "sk": { "S": ${sort} } }`;
}

/** JSONata of a number as DynamoDB takes it: as a text. */
export function number(value: string): string {
  return `{ "N": $string(${value}) }`;
}

/** JSONata of the time in seconds after which DynamoDB may delete an item. */
export function expiresIn(hours: number): string {
  return number(`$floor($millis() / 1000) + ${hours * 3600}`);
}
