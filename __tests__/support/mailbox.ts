import { forwardedReads } from "../../reads/kinds";
import type { CloudTrailRecord } from "../../detections/detection";
import { evaluate } from "../../patterns/evaluate";
import { Clock } from "./clock";
import { memoryServer } from "./memory-table";
import { type Publication, runDefinition, type Services } from "./run-composer";
import { resourcesOf, type Synthesized } from "./synthesized";

/** A read that reaches the central bus, so many milliseconds after the beginning of a window. */
export interface Arrival {
  readonly at: number;
  readonly record: CloudTrailRecord;
}

/** A message that a topic took. */
export interface Mail {
  /** Milliseconds after the beginning. */
  readonly at: number;
  readonly topic: string;
  readonly subject: string;
  readonly text: string;
  /** What the execution that sent it was started for. */
  readonly from: "read" | "digest" | "early digest";
}

export interface Mailbox {
  readonly mails: readonly Mail[];
  /** Executions that failed, with the cause. */
  readonly failures: readonly string[];
  /** Reads that the table counted, and those of them that were told of at once. */
  readonly hits: number;
  readonly told: number;
}

/** Beginning of a window. */
const START = Date.parse("2026-03-01T03:00:00Z");
/** The digest's cron expression: two minutes after each window. */
const WINDOW = 15 * 60_000;
const DIGEST_AFTER = 2 * 60_000;
/** What a call of a service takes: AWS gives single-digit milliseconds for DynamoDB, and Step Functions adds its own. */
const LATENCY = [20, 60, 35, 90, 25] as const;

/**
 * What the state machines, as Terraform gets them, make of reads: their definitions run against a DynamoDB in memory and a
 * topic that keeps what it gets, many executions at a time, in a time of its own that stands still while anything is computed.
 */
export async function mailboxOf(
  security: Synthesized,
  decoyNames: readonly string[],
  arrivals: readonly Arrival[],
): Promise<Mailbox> {
  const composer = definitionOf(security, "message-composer");
  const digest = definitionOf(security, "digest");
  const memory = await memoryServer("secretwatch-memory");
  const clock = new Clock();
  const mails: Mail[] = [];
  const failures: string[] = [];
  let executions = 0;
  let calls = 0;

  const services = (from: Mail["from"], executionId: string): Services => ({
    executionId,
    now: () => START + clock.now,
    wait: (until) => clock.until(until - START),
    call: async (api, request) => {
      await clock.until(clock.now + LATENCY[(calls += 1) % LATENCY.length]!);
      if (api === "aws-sdk:sfn:startExecution") {
        clock.start(() => execute(digest, JSON.parse((request as { Input: string }).Input), "early digest"));
        return {};
      }
      return memory.call(api, request);
    },
    publish: async ({ TopicArn, Subject = "", Message }: Publication) => {
      await clock.until(clock.now + LATENCY[(calls += 1) % LATENCY.length]!);
      mails.push({ at: clock.now, topic: TopicArn.split(":secretwatch-")[1]!, subject: Subject, text: Message, from });
    },
  });

  async function execute(definition: string, input: unknown, from: Mail["from"]): Promise<void> {
    const { status, cause } = await runDefinition(definition, input, services(from, String((executions += 1))));
    if (status === "FAILED") failures.push(cause!);
  }

  try {
    for (const { at, record } of arrivals) {
      for (const { id, condition } of forwardedReads(decoyNames)) {
        if (evaluate(condition, record)) clock.at(at, () => execute(composer, inputOf(id, record), "read"));
      }
    }
    const last = Math.max(...arrivals.map(({ at }) => at)) + WINDOW + DIGEST_AFTER;
    for (let at = WINDOW + DIGEST_AFTER; at <= last; at += WINDOW) clock.at(at, () => execute(digest, {}, "digest"));
    await clock.run();
    const items = await memory.items();
    const sum = (name: string) =>
      items
        .filter(({ sk }) => sk!.S!.startsWith("held#"))
        .reduce((total, item) => total + Number(item[name]?.N ?? 0), 0);
    return { mails: mails.sort((one, other) => one.at - other.at), failures, hits: sum("hits"), told: sum("told") };
  } finally {
    await memory.stop();
  }
}

/** Most messages that a topic took within a second. */
export function mostInASecond(mails: readonly Mail[]): number {
  return Math.max(0, ...mails.map(({ at }) => mails.filter((other) => other.at >= at && other.at < at + 1000).length));
}

function inputOf(detection: string, record: CloudTrailRecord) {
  return {
    detection,
    event: { id: "envelope", account: record.recipientAccountId, region: record.awsRegion, detail: record },
  };
}

function definitionOf(security: Synthesized, name: string): string {
  const found = Object.values(resourcesOf(security, "aws_sfn_state_machine")).find(
    (each) => each.name === `secretwatch-${name}`,
  );
  return (found!.definition as string).replaceAll("$${", "${").replaceAll("%%{", "%{");
}
