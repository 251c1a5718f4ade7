import { setTimeout as sleep } from "node:timers/promises";

import { AwsAccount } from "./aws-account";
import { drain, makeQueue } from "./queues";

/** Something that the emulator does otherwise than AWS. docs/emulated.md has the same sentences. */
export interface Limit {
  readonly what: string;
  /** Whether it is still so. @default - not asked: nothing in the emulator could tell */
  readonly still?: (account: AwsAccount, url: string) => Promise<boolean>;
}

const REGION = "eu-west-1";
const role = "arn:aws:iam::999999999999:role/nobody";
const jsonataMachine = JSON.stringify({
  QueryLanguage: "JSONata",
  StartAt: "Add",
  States: { Add: { Type: "Pass", Output: "{% 1 + 1 %}", End: true } },
});

export const limits: readonly Limit[] = [
  { what: "No service writes events: CloudTrail, schedules and alarms put nothing on a bus." },
  {
    what: "A rule can't start a state machine: PutEvents fails as a whole.",
    still: async (account) => {
      const arn = `arn:aws:states:${REGION}:${account.id}:stateMachine:probe`;
      await makeRule(account, "start", arn);
      return fails(() => put(account, "start"));
    },
  },
  {
    what: "JSONata is not run: a state machine that has it fails, or is not run at all.",
    still: async (account, url) => {
      await configure(url, true);
      const body = { name: "probe", roleArn: role, definition: jsonataMachine };
      const { stateMachineArn } = await account.call("states", REGION, "CreateStateMachine", body);
      const { executionArn } = await account.call("states", REGION, "StartExecution", { stateMachineArn, input: "{}" });
      let status: unknown;
      for (let attempt = 0; attempt < 20 && (status ?? "RUNNING") === "RUNNING"; attempt++) {
        await sleep(100);
        ({ status } = await account.call("states", REGION, "DescribeExecution", { executionArn }));
      }
      await configure(url, false);
      return status === "FAILED";
    },
  },
  {
    what: "A bus of another account gets events without their account, region, time, resources and id.",
    still: async (account, url) => {
      const sender = await AwsAccount.assume(url, role.replaceAll("9", "8"));
      const { EventBusArn } = await account.call("events", REGION, "CreateEventBus", { Name: "probe" });
      await makeRule(sender, "forward", EventBusArn as string);
      const queue = await makeQueue(account, REGION, "probe-forwarded");
      await makeRule(account, "forwarded", queue.queueArn, { bus: "probe", source: "forward" });
      await put(sender, "forward", ["arn:aws:events:::rule/probe"]);
      const [event] = (await drain(account, queue)).map((text) => JSON.parse(text) as { resources: unknown[] });
      return event?.resources.length === 0;
    },
  },
  {
    what: "A log group or queue gets events without their account, unless the target has an input transformer.",
    still: async (account) => {
      const queue = await makeQueue(account, REGION, "probe-account");
      await makeRule(account, "account", queue.queueArn);
      await put(account, "account");
      const [event] = (await drain(account, queue)).map((text) => JSON.parse(text) as object);
      return event !== undefined && !("account" in event);
    },
  },
  {
    what: "TestEventPattern gives no verdict; a rule has to be tried with an event.",
    still: async (account) => {
      const event = { id: "1", account: "1", source: "probe", time: "2026-03-01T00:00:00Z", region: REGION };
      const Event = JSON.stringify({ ...event, resources: [], "detail-type": "probe", detail: {} });
      const EventPattern = JSON.stringify({ source: ["probe"] });
      return !("Result" in (await account.call("events", REGION, "TestEventPattern", { EventPattern, Event })));
    },
  },
  {
    what: "Rules work whatever their state, so it does not show that reads need ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.",
    still: async (account) => {
      const queue = await makeQueue(account, REGION, "probe-disabled");
      await makeRule(account, "disabled", queue.queueArn, { state: "DISABLED" });
      await put(account, "disabled");
      return (await drain(account, queue)).length > 0;
    },
  },
  { what: "Metric filters count nothing, and alarms judge nothing." },
  { what: "Mail is not sent, addresses need no confirmation, and there are no chats." },
  { what: "Policies of buses, topics, queues, log groups, keys and roles refuse nobody, and nothing is encrypted." },
  { what: "Athena counts nothing: it gives the rows that it was given before, in one page." },
  { what: "What Athena denies comes in XML, which Athena does not speak." },
  { what: "What could not be delivered does not get to the queue of undelivered events, and nothing is tried again." },
];

interface RuleOptions {
  readonly bus?: string;
  readonly source?: string;
  readonly state?: string;
}

async function makeRule(account: AwsAccount, name: string, targetArn: string, more: RuleOptions = {}): Promise<void> {
  const EventPattern = JSON.stringify({ source: [more.source ?? name] });
  await account.call("events", REGION, "PutRule", {
    Name: name,
    EventBusName: more.bus,
    EventPattern,
    State: more.state ?? "ENABLED",
  });
  const Targets = [{ Id: "target", Arn: targetArn }];
  await account.call("events", REGION, "PutTargets", { Rule: name, EventBusName: more.bus, Targets });
}

async function put(account: AwsAccount, source: string, resources: readonly string[] = []): Promise<void> {
  const Entries = [{ Source: source, DetailType: "probe", Detail: "{}", Resources: resources }];
  await account.call("events", REGION, "PutEvents", { Entries });
}

async function fails(attempt: () => Promise<unknown>): Promise<boolean> {
  return attempt().then(
    () => false,
    () => true,
  );
}

/** State machines are run only where the emulator is told to. */
async function configure(url: string, execute: boolean): Promise<void> {
  await fetch(`${url}/moto-api/config`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ stepfunctions: { execute_state_machine: execute } }),
  });
}

/** Asks the emulator whether it is still as limited as we say. */
export async function changedLimits(url: string): Promise<readonly string[]> {
  const account = await AwsAccount.assume(url, role);
  const changed: string[] = [];
  for (const { what, still } of limits) {
    if (still !== undefined && !(await still(account, url))) changed.push(what);
  }
  return changed;
}
