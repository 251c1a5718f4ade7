import { expression } from "./jsonata";

/** Where the state machines remember: the table of modules/memory-table.ts, whose key is `pk` and `sk`. */
export interface Memory {
  readonly tableName: string;
  /** ARN of an integration of Step Functions by its API, in the partition. */
  readonly integrationArn: (api: string) => string;
}

/** Throttled, or a moment out of reach. What stays so fails the execution, and an alarm tells. */
const RETRY = [
  {
    ErrorEquals: ["States.ALL"],
    IntervalSeconds: 1,
    MaxAttempts: 5,
    BackoffRate: 2,
    MaxDelaySeconds: 8,
    JitterStrategy: "FULL",
  },
];

/** Of both kinds of integrations. https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html */
const CONDITION_FAILED = ["DynamoDB.ConditionalCheckFailedException", "DynamoDb.ConditionalCheckFailedException"];

interface Step {
  /** JSONata of what is asked, without the table's name. */
  readonly request: string;
  /** What is kept of the answer, JSONata by variable. */
  readonly assign?: Readonly<Record<string, string>>;
  readonly next: string;
  /** Where it goes on if the condition of the request is not met. @default - there is no condition */
  readonly otherwise?: string;
  /** Where it goes on if the table can't be asked. @default - the execution fails */
  readonly failed?: string;
}

function step(memory: Memory, api: string, { request, assign, next, otherwise, failed }: Step): unknown {
  const assigned = Object.entries(assign ?? {}).map(([name, value]) => [name, expression(value)] as const);
  const caught = [
    ...(otherwise === undefined ? [] : [{ ErrorEquals: CONDITION_FAILED, Next: otherwise }]),
    ...(failed === undefined ? [] : [{ ErrorEquals: ["States.ALL"], Next: failed }]),
  ];
  return {
    Type: "Task",
    Resource: memory.integrationArn(api),
    Arguments: expression(`$merge([{ "TableName": ${JSON.stringify(memory.tableName)} }, ${request}])`),
    TimeoutSeconds: 5,
    // A condition that is not met is an answer, and no reason to ask again.
    Retry: [{ ErrorEquals: CONDITION_FAILED, MaxAttempts: 0 }, ...RETRY],
    ...(caught.length > 0 && { Catch: caught }),
    ...(assigned.length > 0 && { Assign: Object.fromEntries(assigned) }),
    Next: next,
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export function put(memory: Memory, request: Step): unknown {
  return step(memory, "dynamodb:putItem", request);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export function update(memory: Memory, request: Step): unknown {
  return step(memory, "dynamodb:updateItem", request);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export function query(memory: Memory, request: Step): unknown {
  return step(memory, "aws-sdk:dynamodb:query", request);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export function remove(memory: Memory, request: Step): unknown {
  return step(memory, "dynamodb:deleteItem", request);
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
