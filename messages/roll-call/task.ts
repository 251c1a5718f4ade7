import { rollCallMemory, type RollCallApi, type RollCallFacts } from "./facts";

type More = Readonly<Record<string, unknown>>;

const RETRY = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
];

/** A state that calls an API, and tries again for some seconds. */
export function task(facts: RollCallFacts, api: RollCallApi, request: unknown, more: More) {
  return {
    Type: "Task",
    Resource: facts.integrations[api],
    Arguments: request,
    TimeoutSeconds: 20,
    Retry: RETRY,
    ...more,
  };
}

/** Reads an item of the memory table. Its keys may be expressions. */
export function getItem(facts: RollCallFacts, pk: string, sk: string, more: More) {
  const request = { TableName: facts.tableName, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true };
  return task(facts, "dynamodb:getItem", request, { ...more, Output: {} });
}

/**
 * Sets attributes of an item of the roll call.
 *
 * @param sk its sort key; may be an expression
 */
export function updateItem(
  facts: RollCallFacts,
  sk: string,
  change: { readonly UpdateExpression: string; readonly ExpressionAttributeValues?: unknown },
  more: More,
) {
  const Key = { pk: { S: rollCallMemory.partition }, sk: { S: sk } };
  return task(facts, "dynamodb:updateItem", { TableName: facts.tableName, Key, ...change }, { ...more, Output: {} });
}
