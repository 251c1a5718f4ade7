import fc from "fast-check";

import type { CloudTrailRecord } from "../../../detections/detection";
import { tellOfReads } from "../../../history/told/told-reads";
import type { JudgedReads } from "../../../history/told/told-reads";
import type { Sent } from "../../../history/told/sent";
import type { ComposerFacts } from "../../../messages/reads/composer-facts";
import { WINDOW_MINUTES } from "../../../messages/states/budgets";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { type ArrivingRead, toldByMachines, type ToldMessage } from "../../support/told-by-machines";

const START = Date.parse("2026-03-01T22:00:00Z");
const MINUTE = 60_000;
const WINDOW = WINDOW_MINUTES * MINUTE;
const none = { places: {}, kinds: [] };
/** Nothing is left to compare with who is expected: who judged the reads did that. */
const facts: ComposerFacts = {
  ...exampleFacts,
  decisions: none,
  parameterDecisions: none,
  accounts: [
    ...exampleFacts.accounts,
    ...Array.from({ length: 60 }, (_, index) => ({
      id: String(700_000_000_000 + index),
      name: `member-${index}`,
      owner: `team-${index % 3}@acorn.example`,
      mode: "notify" as const,
    })),
  ],
};

jest.setTimeout(10 * MINUTE);

/** As whoever reads files has them: reads that differ in nothing but their time and ids, in one window. */
function grouped(arrivals: readonly ArrivingRead[]): readonly JudgedReads[] {
  const groups = new Map<
    string,
    { detection: string; reads: { -readonly [K in keyof JudgedReads["reads"]]: JudgedReads["reads"][K] } }
  >();
  for (const { at, detection, record } of [...arrivals].sort((one, other) => one.at - other.at)) {
    const window = Math.floor(at / WINDOW) * WINDOW;
    const key = JSON.stringify([window, detection, { ...record, eventTime: 0, eventID: 0 }]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { detection, reads: { record, window, count: 1, first: at, last: at } });
    else {
      group.reads.count += 1;
      group.reads.last = at;
    }
  }
  return [...groups.values()];
}

async function toldOf(some: ComposerFacts, arrivals: readonly ArrivingRead[]): Promise<readonly Sent[]> {
  const all: Sent[] = [];
  await tellOfReads(some, grouped(arrivals), { happened: () => undefined, sent: (message) => all.push(message) });
  return all;
}

/** Messages for people as they came, and how many each program got of each severity. */
function comparable(messages: readonly (ToldMessage & { readonly count?: number })[]) {
  const isOfProgram = ({ topicArn }: ToldMessage) => topicArn.includes(":secretwatch-events-");
  const counts = new Map<string, number>();
  for (const { topicArn, severity, count = 1 } of messages.filter(isOfProgram)) {
    const key = `${topicArn} ${severity}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  const lines = messages
    .filter((each) => !isOfProgram(each))
    .map(({ at, topicArn, isDigest, severity, owners = [] }) =>
      [
        new Date(at).toISOString(),
        topicArn.split(":").at(-1),
        isDigest ? "digest" : "at once",
        severity,
        ...[...owners].sort(),
      ].join(" "),
    );
  return { people: lines.sort(), programs: [...counts].sort() };
}

let events = 0;

interface Read {
  readonly account?: string;
  readonly role?: string;
  readonly secret?: string;
  /** Milliseconds after the beginning. */
  readonly at?: number;
  readonly detection?: string;
  readonly more?: CloudTrailRecord;
}

function arrival({
  account = "333333333333",
  role = "developer",
  secret = "prod/one",
  at = 0,
  ...read
}: Read): ArrivingRead {
  return {
    at: START + at,
    detection: read.detection ?? "unexpected-secret-read",
    record: {
      eventSource: "secretsmanager.amazonaws.com",
      eventName: "GetSecretValue",
      eventTime: `${new Date(START + at).toISOString().slice(0, 19)}Z`,
      eventID: `event-${(events += 1)}`,
      requestID: `request-${events}`,
      awsRegion: "eu-west-1",
      recipientAccountId: account,
      userIdentity: {
        type: "AssumedRole",
        arn: `arn:aws:sts::${account}:assumed-role/${role}/session`,
        sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${account}:role/${role}` } },
      },
      requestParameters: { secretId: secret },
      ...read.more,
    },
  };
}

const detections = exampleFacts.detections.map(({ id }) => id);
const accounts = ["333333333333", "444444444444", "555555555555", "999999999999"];
const secrets = [
  "prod/payments/database",
  "prod/backup-admin",
  "a",
  "b",
  "c",
  "d",
  "e",
  "f",
  "g",
  "h",
  "what is this?",
];

/** One read, or one call for several secrets with the record of each. */
const someReads = fc
  .record({
    account: fc.constantFrom(...accounts),
    role: fc.constantFrom("app", "developer", "intruder"),
    secret: fc.constantFrom(...secrets),
    detection: fc.constantFrom(...detections, "unexpected-secret-read", "no-detection"),
    window: fc.nat(11),
    second: fc.nat(WINDOW / 1000 - 1),
    batch: fc.option(fc.record({ parts: fc.nat(3), isFirst: fc.boolean(), apart: fc.nat(6) }), { freq: 4 }),
    code: fc.option(fc.constantFrom("AccessDenied", "ResourceNotFoundException"), { freq: 4 }),
  })
  .map(({ window, second, batch, code, ...read }): readonly Read[] => {
    const at = window * WINDOW + second * 1000;
    const more = { ...(code === null ? {} : { errorCode: code }) };
    if (batch === null) return [{ ...read, at, more }];
    const requestID = `call-${window}-${second}`;
    const whole = {
      ...read,
      at: at + (batch.isFirst ? 0 : batch.apart * 1000),
      more: { ...more, requestID, eventName: "BatchGetSecretValue", requestParameters: { secretIdList: ["a", "b"] } },
    };
    const part = (index: number) => ({
      ...read,
      at: at + (batch.isFirst ? batch.apart * 1000 : 0),
      secret: secrets[2 + index]!,
      more: {
        requestID: `${requestID}:${index}`,
        userIdentity: { type: "AWSService", invokedBy: "secretsmanager.amazonaws.com" },
      },
    });
    return [whole, ...Array.from({ length: batch.parts }, (_, index) => part(index))];
  });

/** At no millisecond of a second does more than one come, so that it is clear what comes first. */
function apart(reads: readonly Read[]): readonly ArrivingRead[] {
  return reads.map((read, index) => arrival({ ...read, at: (read.at ?? 0) + 1 + (index % 999) }));
}

test("random reads are told of as the deployed state machines tell of them, message for message", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someReads, { minLength: 1, maxLength: 30 }), async (reads) => {
      const arrivals = apart(reads.flat());

      const told = comparable(await toldOf(facts, arrivals));

      expect(told).toEqual(comparable(await toldByMachines(facts, arrivals)));
    }),
    { numRuns: Number(process.env.TOLD_RUNS ?? 12) },
  );
});
