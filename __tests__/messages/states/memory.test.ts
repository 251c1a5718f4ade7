import { alarmComposerDefinition } from "../../../messages/alarms/composer";
import { alarmDigestDefinition } from "../../../messages/alarms/digest";
import { composerDefinition } from "../../../messages/reads/composer";
import { digestDefinition } from "../../../messages/reads/digest";
import { rollCallDefinition } from "../../../messages/roll-call/definition";
import { exampleAlarmFacts } from "../../../scripts/messages/example-alarm-facts";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRollCall } from "../../support/roll-call";

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts: number;
  readonly BackoffRate?: number;
}

interface Task {
  readonly Resource: string;
  readonly TimeoutSeconds: number;
  readonly Retry: readonly Retrier[];
}

/** Every task of a state machine that asks the table, those of branches and items included. */
function memoryTasks(definition: string): readonly Task[] {
  const tasks: Task[] = [];
  JSON.parse(definition, (_key, value: unknown) => {
    const { Resource } = (value ?? {}) as Partial<Task>;
    if (Resource?.includes("dynamodb:") === true) tasks.push(value as Task);
    return value;
  });
  return tasks;
}

/** Seconds of a task of which each try hangs, with the longest waits. */
function secondsHanging({ TimeoutSeconds, Retry }: Task): number {
  const {
    IntervalSeconds = 1,
    MaxAttempts,
    BackoffRate = 2,
  } = Retry.find((each) => each.ErrorEquals[0] === "States.ALL")!;
  const waits = Array.from({ length: MaxAttempts }, (_, tries) => IntervalSeconds * BackoffRate ** tries);
  return TimeoutSeconds * (MaxAttempts + 1) + waits.reduce((sum, wait) => sum + wait, 0);
}

const definitions = {
  composer: composerDefinition(exampleFacts),
  digest: digestDefinition(exampleFacts),
  "alarm composer": alarmComposerDefinition(exampleAlarmFacts),
  "alarm digest": alarmDigestDefinition(exampleAlarmFacts),
  "roll call": rollCallDefinition(exampleRollCall),
};

test.each(Object.entries(definitions))("a table that hangs takes 40 seconds of a task of the %s", (_, definition) => {
  const tasks = memoryTasks(definition);

  expect(tasks.length).toBeGreaterThan(3);
  for (const task of tasks) expect(secondsHanging(task)).toBe(40);
});

test("the alarm composer is through in its time though the table hangs: it asks three times beside 93 seconds of search", () => {
  const { TimeoutSeconds } = JSON.parse(definitions["alarm composer"]) as { TimeoutSeconds: number };
  const [task] = memoryTasks(definitions["alarm composer"]);

  expect(3 * secondsHanging(task!) + 93).toBeLessThan(TimeoutSeconds);
});
