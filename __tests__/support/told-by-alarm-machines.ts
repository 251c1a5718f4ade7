import type { CloudTrailRecord } from "../../detections/detection";
import { alarmComposerDefinition } from "../../messages/alarms/composer";
import { alarmDigestDefinition } from "../../messages/alarms/digest";
import type { AlarmFacts } from "../../messages/alarms/facts";
import { LEFT_HOURS, WINDOW } from "../../messages/alarms/memory";
import { alarmEvent, alarmsAndTable, trailOf } from "./alarm-services";
import { Clock } from "./clock";
import { memoryServer } from "./memory-table";
import { runDefinition, type Services } from "./run-composer";
import type { ToldMessage } from "./told-by-machines";

/** An alarm that goes off. */
export interface AlarmOn {
  /** Id of the detection. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly on: number;
  readonly off: number;
}

/** A mail that names callers, and their accounts. */
export interface NamingMessage extends ToldMessage {
  readonly named: readonly string[];
}

/** So many milliseconds after a quarter of an hour the digest is made: after the alarms of the same time. */
const DIGEST_LATER = 500;

/** What the deployed definitions make of alarms and of the events in the log group, in a time of its own. */
export async function toldByAlarmMachines(
  facts: AlarmFacts,
  alarms: readonly AlarmOn[],
  records: readonly CloudTrailRecord[],
): Promise<readonly NamingMessage[]> {
  const composer = alarmComposerDefinition(facts);
  const digest = alarmDigestDefinition(facts);
  const memory = await memoryServer(facts.tableName);
  const clock = new Clock();
  const told: NamingMessage[] = [];
  const timed = records.map((record) => ({ record, at: Date.parse(String(record.eventTime)) }));
  const isOn = ({ on, off }: AlarmOn) => on <= clock.now && clock.now < off;
  const services = (isDigest: boolean): Services => ({
    now: () => clock.now,
    wait: (until) => clock.until(until),
    search: (request) => {
      const there = timed.filter(({ at }) => at >= request.StartTime && at < clock.now);
      return trailOf(there.map(({ record }) => record))(request);
    },
    call: alarmsAndTable(() => [...new Set(alarms.filter(isOn).map(({ id }) => `secretwatch-${id}`))], memory),
    publish: ({ TopicArn, Subject = "", Message }) => {
      const severity = /^\[(\w+)\]/.exec(Subject)?.[1] ?? Subject;
      told.push({ at: clock.now, topicArn: TopicArn, isDigest, severity, named: namedIn(Message) });
      return Promise.resolve();
    },
  });
  const execute = async (definition: string, input: unknown, isDigest: boolean) => {
    const { status, cause } = await runDefinition(definition, input, services(isDigest));
    if (status === "FAILED") throw new Error(cause);
  };

  try {
    const digests = new Set<number>();
    [...alarms].forEach(({ id, on, off }, index) => {
      const timestamp = `${new Date(on).toISOString().slice(0, 23)}+0000`;
      clock.at(on + (index % 100), () => execute(composer, alarmEvent(`secretwatch-${id}`, { timestamp }), false));
      const last = Math.max(off, on + (LEFT_HOURS + 1) * 3_600_000);
      for (let at = Math.ceil(on / WINDOW) * WINDOW; at <= last; at += WINDOW) digests.add(at);
    });
    for (const at of digests) clock.at(at + DIGEST_LATER, () => execute(digest, {}, true));
    await clock.run();
    return told;
  } finally {
    await memory.stop();
  }
}

/** As in "1. role/NAME in ACCOUNT (ID)". */
function namedIn(text: string): readonly string[] {
  return [...text.matchAll(/^\d+\. (\S+) in .* \((\d{12})\)$/gm)].map(([, who, account]) => `${who!} ${account!}`);
}
