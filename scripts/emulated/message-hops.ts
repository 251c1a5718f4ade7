import { pageOf } from "../../__tests__/support/journal";
import {
  type JournalPage,
  type JournalSearch,
  runDefinition,
  type Publication,
} from "../../__tests__/support/run-composer";
import { match } from "../../patterns/cloudwatch-filter-pattern";
import type { Deployed } from "./deploy-stack";
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
  const { account, startRules } = deployed;
  const started: string[] = [];
  for (const rule of startRules) {
    for (const input of await drain(account, rule)) {
      started.push(rule.ruleName);
      const { stateMachineArn, region } = rule;
      await account.call("states", region, "StartExecution", { stateMachineArn, input });
      const machine = await account.call("states", region, "DescribeStateMachine", { stateMachineArn });
      const run = await runDefinition(machine.definition as string, JSON.parse(input), {
        search: (request) => searched(deployed, request),
      });
      byHand(
        `StartExecution for ${rule.ruleName}, its definition run by our own interpreter (${run.status}), ` +
          `and ${run.publications.length} × Publish`,
      );
      if (run.status === "FAILED") throw new Error(`The state machine failed at ${run.path.at(-1) ?? "the start"}.`);
      for (const publication of run.publications) await publish(account, publication);
    }
  }
  return started;
}

/** What the emulator's log group has since then. It does not know patterns for JSON, and loses the account. */
async function searched({ account, stack }: Deployed, request: JournalSearch): Promise<JournalPage> {
  const { LogGroupName: logGroupName, StartTime: startTime } = request;
  const { events } = await account.call("logs", stack.region, "FilterLogEvents", { logGroupName, startTime });
  const whole = (events as readonly { readonly message: string }[]).map(({ message }) => {
    const event = JSON.parse(message) as BusEvent;
    return { ...event, account: event.detail.recipientAccountId };
  });
  byHand(`FilterLogEvents of ${logGroupName}, its pattern matched by our own matcher`);
  return pageOf(whole, request);
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

interface MetricTransformation {
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** The changes of state that the alarms of notices would tell of, for what a log group has. */
export function notices({ stack }: Deployed, event: BusEvent): readonly BusEvent[] {
  const journal = stack.resource("aws_cloudwatch_log_group", "Journal").text("name");
  const counted = stack.resources("aws_cloudwatch_log_metric_filter").flatMap((filter) => {
    if (filter.text("log_group_name") !== journal || match(filter.text("pattern"), event) !== true) return [];
    return [filter.attributes.metric_transformation as MetricTransformation];
  });
  return stack.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) => {
    if ((alarm.attributes.alarm_actions as readonly string[]).length > 0) return [];
    const [query] = (alarm.attributes.metric_query ?? []) as readonly { readonly expression: string }[];
    const metric = /^SELECT SUM\("(\w+)"\)/.exec(query?.expression ?? "")?.[1];
    return counted
      .filter(({ name }) => name === metric)
      .map(({ dimensions = {} }) => notice(alarm.text("alarm_name"), dimensions, event));
  });
}

function notice(alarmName: string, dimensions: Readonly<Record<string, string>>, event: BusEvent): BusEvent {
  const attributes = Object.fromEntries(
    Object.entries(dimensions).map(([name, selector]) => [name, valueAt(event, selector)]),
  );
  const reason =
    "Threshold Crossed: 1 datapoint [1.0 (01/03/26 03:14:00)] was greater than or equal to the threshold (1.0).";
  return {
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm Contributor State Change",
    detail: {
      alarmName,
      alarmContributor: { id: "0123456789abcdef", attributes },
      state: { value: "ALARM", reason, timestamp: "2026-03-01T03:16:30.123+0000" },
    },
  };
}

function valueAt(event: BusEvent, selector: string): unknown {
  const names = selector.split(".").slice(1);
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);
}
