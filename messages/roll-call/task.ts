import { constant } from "../states/jsonata";
import { key, update } from "../states/memory";
import { rollCallMemory, type RollCallFacts } from "./facts";

type More = Readonly<Record<string, unknown>>;

const RETRY = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
];

/** A state that calls an API, and tries again for some seconds. */
export function task(facts: RollCallFacts, api: string, request: unknown, more: More) {
  return {
    Type: "Task",
    Resource: facts.integrationArn(api),
    Arguments: request,
    TimeoutSeconds: 20,
    Retry: RETRY,
    ...more,
  };
}

/** JSONata of the key of an item of the roll call; its sort key is JSONata too. */
export function rollCallKey(sort: string): string {
  return key(constant(rollCallMemory.partition), sort);
}

/**
 * Sets attributes of an item of the roll call.
 *
 * @param sort - JSONata of its sort key
 */
export function set(
  facts: RollCallFacts,
  sort: string,
  change: {
    /** As in `SET told = :told`, without SET. */
    readonly what: string;
    /** JSONata of the values, by their names with a colon. @default - there are none */
    readonly values?: Readonly<Record<string, string>>;
    /** @default - it is the last state */
    readonly next?: string;
  },
): unknown {
  const values = Object.entries(change.values ?? {}).map(([name, value]) => `${constant(name)}: ${value}`);
  return update(facts, {
    request: `{
  "Key": ${rollCallKey(sort)},
  "UpdateExpression": ${constant(`SET ${change.what}`)}${values.length === 0 ? "" : `,\n  "ExpressionAttributeValues": { ${values.join(", ")} }`}
}`,
    next: change.next,
  });
}
