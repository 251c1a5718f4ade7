import { runDefinition, type Publication, type Run, ServiceError } from "../../__tests__/support/run-composer";
import { MUTE_STREAM } from "../../messages/reads/mute";
import { RefusedCall } from "./aws-account";
import type { Deployed, StartRule } from "./deploy-stack";
import { drain } from "./queues";
import { byHand } from "./report";

/** An event as EventBridge hands it on, or what the emulator leaves of it. */
export interface BusEvent {
  readonly account?: string;
  readonly source: string;
  readonly "detail-type": string;
  readonly resources?: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Puts an event on a bus of an account, as AWS's own services do without PutEvents. */
export async function putEvent({ account }: Deployed, region: string, event: BusEvent, busName?: string) {
  const { FailedEntryCount } = await account.call("events", region, "PutEvents", {
    Entries: [
      {
        EventBusName: busName,
        Source: event.source,
        DetailType: event["detail-type"],
        Resources: event.resources,
        Detail: JSON.stringify(event.detail),
      },
    ],
  });
  if (FailedEntryCount !== 0) throw new Error(`The bus refused ${JSON.stringify(event)}`);
}

/** What a log group has of events, in order. */
export async function eventsIn({ account, stack }: Deployed, logGroup: string): Promise<readonly BusEvent[]> {
  const logGroupName = stack.resource("aws_cloudwatch_log_group", logGroup).text("name");
  const { events } = await account.call("logs", stack.region, "FilterLogEvents", { logGroupName });
  return (events as readonly { readonly message: string }[]).map(({ message }) => JSON.parse(message) as BusEvent);
}

/**
 * Executes the state machine for what the rules would have started it with, and publishes what it says.
 *
 * @returns names of the rules that would have started it
 */
export async function compose(deployed: Deployed): Promise<readonly string[]> {
  const started: string[] = [];
  for (const rule of deployed.startRules) {
    for (const input of await drain(deployed.account, rule)) {
      started.push(rule.ruleName);
      await execute(deployed, rule, { input, now: Date.now });
    }
  }
  return started;
}

/** Executes the state machine that a schedule would start, as if it were so many minutes later. */
export async function runScheduled(deployed: Deployed, ruleName: string, minutesLater: number): Promise<void> {
  const rule = deployed.startRules.find((each) => each.ruleName === ruleName);
  if (rule === undefined) throw new Error(`No rule ${ruleName} starts a state machine.`);
  await execute(deployed, rule, { input: "{}", now: () => Date.now() + minutesLater * 60_000 });
}

/** Executes a state machine that people start, by its name. */
export async function executeByName(deployed: Deployed, name: string, input: object): Promise<void> {
  const machine = deployed.stack.resources("aws_sfn_state_machine").find((each) => each.text("name") === name);
  if (machine === undefined) throw new Error(`No state machine is called ${name}.`);
  const started = { ruleName: name, stateMachineArn: machine.learned("arn"), region: machine.region };
  await execute(deployed, started, { input: JSON.stringify(input), now: Date.now });
}

/** What the journal has of mutes, as text. */
export async function journalOfMutes({ account, stack }: Deployed): Promise<readonly string[]> {
  const logGroupName = stack.resource("aws_cloudwatch_log_group", "Journal").text("name");
  const body = { logGroupName, logStreamNames: [MUTE_STREAM] };
  const { events } = await account.call("logs", stack.region, "FilterLogEvents", body);
  return (events as readonly { readonly message: string }[]).map(({ message }) => message);
}

async function execute(
  deployed: Deployed,
  { ruleName, stateMachineArn, region }: Pick<StartRule, "ruleName" | "stateMachineArn" | "region">,
  { input, now }: { readonly input: string; readonly now: () => number },
): Promise<void> {
  const { account } = deployed;
  const { executionArn } = await account.call("states", region, "StartExecution", { stateMachineArn, input });
  const machine = await account.call("states", region, "DescribeStateMachine", { stateMachineArn });
  const run = await runDefinition(machine.definition as string, JSON.parse(input), {
    call: (api, request) => remembered(deployed, api, request),
    executionId: executionArn as string,
    now,
  });
  byHand(
    `StartExecution for ${ruleName}, its definition run by our own interpreter (${run.status}), ` +
      `and ${run.publications.length} × Publish`,
  );
  if (run.status === "FAILED") throw new Error(`The state machine failed at ${where(run)}.`);
  for (const publication of run.publications) await publish(account, publication);
}

function where({ path, cause }: Run): string {
  return `${path.at(-1) ?? "the start"}${cause === undefined ? "" : ` (${cause})`}`;
}

/** What the state machine asks of its table, and of a log group: both are the emulator's. */
async function remembered({ account, stack }: Deployed, api: string, request: unknown): Promise<unknown> {
  const [, service, operation = ""] = /^(?:aws-sdk:)?(dynamodb|cloudwatchlogs):(\w+)$/.exec(api) ?? [];
  const name = operation.charAt(0).toUpperCase() + operation.slice(1);
  if (service === "cloudwatchlogs") return account.call("logs", stack.region, name, asLogsHasIt(request) as object);
  if (service === undefined) throw new Error(`The state machine asks for ${api}, which nobody answers here.`);
  try {
    return await account.call("dynamodb", stack.region, name, request as object);
  } catch (error) {
    const type = error instanceof RefusedCall ? /"__type": *"[^"]*#(\w+)"/.exec(error.message)?.[1] : undefined;
    if (type === undefined) throw error;
    throw new ServiceError(`DynamoDB.${type}`, (error as Error).message);
  }
}

/** State machines write members with a capital, the API of CloudWatch Logs without. */
function asLogsHasIt(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asLogsHasIt);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    entries.map(([key, each]) => [key.charAt(0).toLowerCase() + key.slice(1), asLogsHasIt(each)]),
  );
}

async function publish(account: Deployed["account"], publication: Publication): Promise<void> {
  const { TopicArn, Message, Subject, MessageAttributes = {} } = publication;
  const attributes = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }], index) => {
    const prefix = `MessageAttributes.entry.${index + 1}`;
    return [
      [`${prefix}.Name`, name],
      [`${prefix}.Value.DataType`, DataType],
      [`${prefix}.Value.StringValue`, StringValue],
    ];
  });
  await account.query("sns", TopicArn.split(":")[3]!, "Publish", {
    TopicArn,
    Message,
    ...(Subject === undefined ? {} : { Subject }),
    ...(Object.fromEntries(attributes) as Record<string, string>),
  });
}
