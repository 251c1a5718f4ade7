import type { CloudTrailRecord } from "../../detections/detection";
import { composerDefinition } from "../../messages/reads/composer";
import type { ComposerFacts } from "../../messages/reads/composer-facts";
import { digestDefinition } from "../../messages/reads/digest";
import { DIGEST_MINUTES_AFTER, WINDOW_MINUTES } from "../../messages/states/budgets";
import { Clock } from "./clock";
import { memoryServer } from "./memory-table";
import { type Publication, runDefinition, type Services } from "./run-composer";

/** A read that comes to the message composer. */
export interface ArrivingRead {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Id of the detection that the rule names. */
  readonly detection: string;
  readonly record: CloudTrailRecord;
}

/** What a topic got. */
export interface ToldMessage {
  readonly at: number;
  readonly topicArn: string;
  readonly isDigest: boolean;
  readonly severity: string;
  readonly owners?: readonly string[];
}

const WINDOW = WINDOW_MINUTES * 60_000;

/** What the deployed definitions make of reads, in a time of its own in which services answer at once. */
export async function toldByMachines(
  facts: ComposerFacts,
  arrivals: readonly ArrivingRead[],
): Promise<readonly ToldMessage[]> {
  const composer = composerDefinition(facts);
  const digest = digestDefinition(facts);
  const memory = await memoryServer(facts.tableName);
  const clock = new Clock();
  const told: ToldMessage[] = [];
  let executions = 0;
  const services = (isDigest: boolean): Services => ({
    executionId: String((executions += 1)),
    now: () => clock.now,
    wait: (until) => clock.until(until),
    call: (api, request) => {
      if (api !== "aws-sdk:sfn:startExecution") return memory.call(api, request);
      clock.start(() => execute(digest, JSON.parse((request as { Input: string }).Input), true));
      return {};
    },
    publish: (publication) => {
      told.push({ at: clock.now, isDigest, ...messageOf(publication) });
      return Promise.resolve();
    },
  });

  async function execute(definition: string, input: unknown, isDigest: boolean): Promise<void> {
    const { status, cause } = await runDefinition(definition, input, services(isDigest));
    if (status === "FAILED") throw new Error(cause);
  }

  try {
    for (const { at, detection, record } of arrivals) {
      const event = { id: "envelope", account: record.recipientAccountId, region: record.awsRegion, detail: record };
      clock.at(at, () => execute(composer, { detection, event }, false));
    }
    const times = arrivals.map(({ at }) => Math.floor(at / WINDOW));
    for (let window = Math.min(...times); window <= Math.max(...times); window++) {
      clock.at((window + 1) * WINDOW + DIGEST_MINUTES_AFTER * 60_000, () => execute(digest, {}, true));
    }
    await clock.run();
    return told;
  } finally {
    await memory.stop();
  }
}

/** What a message says of itself: in its subject, a chat's title or a program's members. */
function messageOf({ TopicArn, Subject, Message, MessageAttributes }: Publication) {
  const owners = MessageAttributes?.owners;
  const json = Message.startsWith("{")
    ? (JSON.parse(Message) as { readonly severity?: string; readonly content?: { readonly title?: string } })
    : {};
  const title = Subject ?? json.content?.title ?? "";
  return {
    topicArn: TopicArn,
    severity: json.severity ?? /^\[(\w+)\]/.exec(title)?.[1] ?? title,
    ...(owners === undefined ? {} : { owners: (JSON.parse(owners.StringValue) as string[]).sort() }),
  };
}
