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
/** Longer than what the table keeps of a name. */
const LONG_NAME = `prod/${"long-".repeat(40)}`;

/** Nothing is left to compare with who is expected: who judged the reads did that. */
const facts: ComposerFacts = {
  ...exampleFacts,
  secretOwners: [
    ...exampleFacts.secretOwners,
    { accountId: "333333333333", secretName: LONG_NAME, owner: "long@acorn.example" },
  ],
  decisions: none,
  parameterDecisions: none,
  accounts: [
    ...exampleFacts.accounts,
    ...Array.from({ length: 60 }, (_, index) => ({
      id: String(700_000_000_000 + index),
      name: `member-${index}`,
      owner: `team-${Math.floor(index / 20)}@acorn.example`,
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
  LONG_NAME,
  "secretwatch-drill-20260301220000-4f3a9c21",
  "secretwatch-drill-notify-20260301220000-4f3a9c21",
];

/** One read, or one call for several secrets with the record of each. */
const someReads = fc
  .record({
    account: fc.constantFrom(...accounts),
    role: fc.constantFrom("app", "developer", "intruder", "SecretwatchDrill"),
    secret: fc.constantFrom(...secrets),
    detection: fc.constantFrom(...detections, "unexpected-secret-read", "no-detection"),
    window: fc.nat(11),
    second: fc.nat(WINDOW / 1000 - 1),
    batch: fc.option(
      fc.record({ parts: fc.nat(3), ofParts: fc.constantFrom(...detections), isFirst: fc.boolean(), apart: fc.nat(6) }),
      { freq: 4 },
    ),
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
      detection: batch.ofParts,
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

/** What both make of reads, which has to be the same. */
async function told(reads: readonly Read[], some = facts) {
  const arrivals = apart(reads);
  const messages = await toldOf(some, arrivals);
  expect(comparable(messages)).toEqual(comparable(await toldByMachines(some, arrivals)));
  return messages;
}

/** Messages to a topic: how many came at once and how many digests. */
function numbersOf(messages: readonly Sent[], topic: string) {
  const own = messages.filter(({ topicArn }) => topicArn.endsWith(`:secretwatch-${topic}`));
  const count = (isDigest: boolean) =>
    own.filter((each) => each.isDigest === isDigest).reduce((sum, each) => sum + each.count, 0);
  return [count(false), count(true)];
}

const DRILL = "secretwatch-drill-20260301220000-4f3a9c21";

test("of a drill nobody is told, unless it is to be told, or reads something", async () => {
  const drill = (secret: string, errorCode?: string): Read => ({
    role: "SecretwatchDrill",
    secret,
    detection: errorCode === undefined ? "unexpected-secret-read" : "unexpected-secret-read-refused",
    more: { errorCode },
  });

  const silent = await told([drill(DRILL, "ResourceNotFoundException")]);
  const loud = await told([drill(DRILL.replace("drill-", "drill-notify-"), "ResourceNotFoundException")]);
  const denied = await told([drill(DRILL, "AccessDenied")]);
  const read = await told([drill(DRILL)]);

  expect(silent).toEqual([]);
  expect(numbersOf(loud, "alerts")).toEqual([1, 0]);
  expect(loud.map(({ severity }) => severity)).toEqual(loud.map(() => "high"));
  expect(denied.map(({ severity }) => severity)).toEqual(denied.map(() => "medium"));
  expect([denied.length, read.length]).toEqual([loud.length, loud.length]);
});

test("a flood from many accounts fills the line, and an early digest tells of what found no place", async () => {
  const flood = (accounts: number, minute: number) =>
    Array.from({ length: 75 }, (_, index) => ({
      account: String(700_000_000_000 + accounts + (index % 20)),
      secret: `flood-${index}`,
      at: minute * MINUTE + 1000 * Math.floor(index / 25),
    }));

  const messages = await told([...flood(0, 0), ...flood(20, 3)]);

  const digests = messages.filter(({ isDigest, topicArn }) => isDigest && topicArn.endsWith("-alerts"));
  const minutes = digests.map(({ at }) => Math.floor((at - START) / MINUTE));
  expect([...new Set(minutes)]).toEqual([0, 3, 17]);
});

test("what goes on takes no place from what is new", async () => {
  const eight = (at: number) =>
    Array.from({ length: 8 }, (_, index) => ({ secret: `${index}`, at: at + index * 1000 }));

  const messages = await told([...eight(0), ...eight(WINDOW), { secret: "new", at: WINDOW + MINUTE }]);

  expect(numbersOf(messages, "alerts")).toEqual([7, 2]);
});

test("lines that are longer than a mail come in several pages, chats get the first", async () => {
  const long = (index: number) => `${"long/name/".repeat(14)}${index}`;
  const reads = Array.from({ length: 245 }, (_, index) => ({
    account: index < 240 ? "333333333333" : String(700_000_000_000 + (index % 50)),
    role: `${"reader-".repeat(17)}${index % 7}`,
    secret: long(index),
    at: index * 1000,
  }));

  const messages = await told(reads);

  const pages = (topic: string) => numbersOf(messages, topic)[1];
  expect(pages("alerts")).toBeGreaterThan(1);
  expect(pages("chat-alerts")).toBe(1);
});

test("who reads the same every minute for a day is told of once, and then in every digest", async () => {
  const reads = Array.from({ length: 24 * 60 }, (_, minute) => ({ at: minute * MINUTE }));

  const messages = await toldOf(facts, apart(reads));

  expect(numbersOf(messages, "alerts")).toEqual([1, 96]);
  expect(numbersOf(messages, "chat-alerts")).toEqual([1, 96]);
  expect(numbersOf(messages, "owners")).toEqual([1, 96]);
  expect(numbersOf(messages, "events-alerts")).toEqual([1440, 0]);
});

test("of 300 different reads in a window six come at once and one says that there are many, the rest in a digest", async () => {
  const reads = Array.from({ length: 300 }, (_, index) => ({ secret: `prod/${index}`, at: index * 1000 }));
  await told(reads.slice(0, 30));

  const messages = await toldOf(facts, apart(reads));

  expect(numbersOf(messages, "alerts")).toEqual([7, 1]);
  expect(numbersOf(messages, "chat-alerts")).toEqual([6, 1]);
  // The duty gets what is critical alone: that there are many.
  expect(numbersOf(messages, "route-duty")).toEqual([1, 0]);
  expect(numbersOf(messages, "owners")).toEqual([6, 1]);
});

test.each([
  [14, 60, [1, 1]],
  [14, 61, [2, 0]],
  [0, 74, [1, 1]],
  [0, 75, [2, 0]],
])(
  "a reader who reads in minute %i of a window and again after %i is told of at once again after four windows",
  async (from, minutes, expected) => {
    const messages = await told([{ at: from * MINUTE }, { at: (from + minutes) * MINUTE }]);

    expect(numbersOf(messages, "alerts")).toEqual(expected);
  },
);

test("of a quiet account nobody is told, programs neither", async () => {
  const messages = await told(
    Array.from({ length: 30 }, (_, index) => ({ account: "444444444444", secret: `${index}` })),
  );

  expect(messages).toEqual([]);
});

test("a route of what is critical gets decoys alone; owners get what is theirs, from their least severity on", async () => {
  const of = (detection: string, secret: string, more = {}) => ({ detection, secret, more });
  const critical = { ...facts, owners: { ...facts.owners!, minimumSeverity: "critical" as const } };
  const reads = [
    of("unexpected-secret-read", "prod/payments/database"),
    of("secret-decoy-read", "prod/backup-admin"),
    of("unexpected-secret-read-refused", "prod/one", { errorCode: "AccessDenied" }),
  ];

  const all = await told(reads);
  const least = await told(reads, critical);

  expect(numbersOf(all, "route-duty")).toEqual([1, 0]);
  expect(all.filter(({ owners }) => owners).map(({ owners }) => [...owners!].sort())).toEqual([
    ["dba@acorn.example", "payments@acorn.example"],
    ["payments@acorn.example"],
    ["payments@acorn.example"],
  ]);
  expect(least.filter(({ owners }) => owners).map(({ severity }) => severity)).toEqual(["critical"]);
});

test("an owner of a secret whose name is longer than the table keeps gets the mail, and no digest", async () => {
  const messages = await told([{ secret: LONG_NAME }, { secret: LONG_NAME, at: MINUTE }]);

  const toOwner = messages.filter(({ owners = [] }) => owners.includes("long@acorn.example"));
  expect(toOwner.map(({ isDigest }) => isDigest)).toEqual([false]);
});

test("reads of a kind are words once, and a million of them are counted in seconds", async () => {
  const records = Array.from(
    { length: 2000 },
    (_, index) => arrival({ secret: `prod/${index % 500}`, role: `app-${index % 4}` }).record,
  );
  const judged = Array.from({ length: 200_000 }, (_, index): JudgedReads => {
    const window = START + Math.floor(index / 2000) * WINDOW;
    const first = window + (index % 2000) * 400;
    return {
      detection: "unexpected-secret-read",
      reads: { record: { ...records[index % 2000]! }, window, count: 5, first, last: first + 10_000 },
    };
  });
  const counts = { mails: 0, programs: 0 };

  await tellOfReads(facts, judged, {
    happened: () => undefined,
    sent: ({ form, isDigest, count }) => {
      if (form === "event") counts.programs += count;
      if (form === "mail" && !isDigest) counts.mails += 1;
    },
  });

  expect(counts).toEqual({ mails: 14, programs: 1_000_000 });
});
