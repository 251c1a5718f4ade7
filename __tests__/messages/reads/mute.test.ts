import fc from "fast-check";

import { composerDefinition } from "../../../messages/reads/composer";
import { digestDefinition } from "../../../messages/reads/digest";
import { MOST_MUTED_MINUTES, MOST_MUTES, muteDefinition, type MuteFacts } from "../../../messages/reads/mute";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRecord, readInput, roleSession } from "../../../scripts/messages/example-record";
import { memoryServer, type MemoryServer } from "../../support/memory-table";
import { runDefinition, ServiceError } from "../../support/run-composer";

const { tableName, integrationArn, journalLogGroupName } = exampleFacts;
const facts: MuteFacts = { tableName, integrationArn, journalLogGroupName, ownReaderStart: "arn:aws:iam::<a>:" };
const definition = muteDefinition(facts);
const composer = composerDefinition(exampleFacts);
const digest = digestDefinition(exampleFacts);
const START = Date.parse("2026-03-01T03:00:00Z");
const MINUTE = 60_000;
const usual = { reader: "role/developer", reason: "Debugging with the owner (CHG-1)", minutes: 30 };

let memory: MemoryServer;
let journal: { readonly stream: string; readonly at: number; readonly message: unknown }[];
beforeEach(async () => {
  memory = await memoryServer(tableName);
  journal = [];
});
afterEach(async () => {
  await memory.stop();
});

interface PutLogEvents {
  readonly LogGroupName: string;
  readonly LogStreamName: string;
  readonly LogEvents: readonly { readonly Timestamp: number; readonly Message: string }[];
}

/** Runs the state machine that mutes. */
async function mute(input: unknown, { at = 0, logs = "take" } = {}) {
  return runDefinition(definition, input, {
    now: () => START + at,
    executionId: "arn:aws:states:eu-west-1:222222222222:execution:secretwatch-mute:alice",
    call: (api, request) => {
      if (api === "aws-sdk:cloudwatchlogs:createLogStream") {
        if (journal.length === 0) return {};
        throw new ServiceError("CloudWatchLogs.ResourceAlreadyExistsException", "it is there");
      }
      if (api !== "aws-sdk:cloudwatchlogs:putLogEvents") return memory.call(api, request);
      if (logs === "refuse") throw new ServiceError("CloudWatchLogs.ServiceUnavailableException", "later");
      const { LogStreamName: stream, LogEvents } = request as PutLogEvents;
      journal.push(
        ...LogEvents.map(({ Timestamp, Message }) => ({
          stream,
          at: Timestamp,
          message: JSON.parse(Message) as unknown,
        })),
      );
      return {};
    },
  });
}

let reads = 0;

/** Runs the composer for a read by a role of the account payments-prod; how many mails, and what programs got. */
async function read({
  at = 0,
  role = "developer",
  secret = "prod/payments/database",
  more = {},
  detection = "unexpected-secret-read",
}) {
  const record = exampleRecord(1, {
    eventID: `read-${(reads += 1)}`,
    eventTime: `${new Date(START + at).toISOString().slice(0, 19)}Z`,
    userIdentity: roleSession(role, "session"),
    requestParameters: { secretId: secret },
    ...more,
  });
  const run = await runDefinition(composer, readInput({ what: "", detection, record }), {
    call: memory.call,
    now: () => START + at,
    executionId: String(reads),
  });
  const programs = run.publications.filter(({ TopicArn }) => TopicArn.includes(":secretwatch-events-"));
  return {
    status: run.status,
    mails: run.publications.length - programs.length,
    planned: (JSON.parse(programs[0]!.Message) as { readonly planned?: unknown }).planned,
  };
}

const nothing = { status: "SUCCEEDED", mails: 0 };

test("reads of a muted reader are in the digest alone, with the reason and the end, until it ends by itself", async () => {
  expect(await mute(usual)).toMatchObject({ status: "SUCCEEDED" });

  const during = await read({ at: 5 * MINUTE });
  expect(during).toEqual({
    ...nothing,
    planned: {
      reason: "muted until 2026-03-01 03:30:00Z: Debugging with the owner (CHG-1)",
      until: "2026-03-01T03:30:00Z",
    },
  });
  const last = await read({ at: 30 * MINUTE - 1000 });
  const after = await read({ at: 30 * MINUTE });
  expect([last.mails, after.mails > 0]).toEqual([0, true]);

  const told = await runDefinition(digest, {}, { call: memory.call, now: () => START + 17 * MINUTE });
  expect(told.publications[0]!.Subject).toBe("[high] 1 read during planned work of secrets in payments-prod");
  expect(told.publications[0]!.Message).toContain(
    "[high] planned work (muted until 2026-03-01 03:30:00Z: Debugging with the owner (CHG-1)): role/developer read prod/payments/database: once",
  );
});

test("a read that comes late, or twice, is as muted as when it was made, and is in the digest once", async () => {
  await mute(usual);
  const more = { eventID: "one-read", eventTime: new Date(START + 29 * MINUTE).toISOString().replace(".000", "") };

  const late = [await read({ at: 44 * MINUTE, more }), await read({ at: 44 * MINUTE, more })];

  expect(late.map(({ mails }) => mails)).toEqual([0, 0]);
  const { publications } = await runDefinition(digest, {}, { call: memory.call, now: () => START + 47 * MINUTE });
  expect(publications[0]!.Message).toContain(
    "role/developer read prod/payments/database: once, 2026-03-01 03:29:00 UTC",
  );
});

test("a mute takes no place of other reads, and is no reason to take a later one for known", async () => {
  await mute({ ...usual, minutes: 2 });
  for (let index = 0; index < 10; index += 1) await read({ at: MINUTE, secret: `prod/${index}` });

  const others = await Promise.all(["a", "b"].map((secret) => read({ at: MINUTE, role: "intruder", secret })));
  const same = await read({ at: 3 * MINUTE, secret: "prod/1" });

  expect([...others, same].map(({ mails }) => mails > 0)).toEqual([true, true, true]);
});

test("the journal has what is muted, until when and why, and the execution by which CloudTrail knows who", async () => {
  await mute({ ...usual, account: "333333333333", secret: "prod/payments/*" });
  await mute({ ...usual, minutes: 0, account: "333333333333", secret: "prod/payments/*" }, { at: MINUTE });

  const common = {
    about: expect.any(String) as string,
    reader: "arn:aws:iam::<a>:role/developer",
    account: "333333333333",
    secret: "prod/payments/*",
    reason: usual.reason,
  };
  const execution = "arn:aws:states:eu-west-1:222222222222:execution:secretwatch-mute:alice";
  expect(journal).toEqual([
    {
      stream: "mutes",
      at: START,
      message: {
        mute: { ...common, minutes: 30, from: "2026-03-01T03:00:00Z", until: "2026-03-01T03:30:00Z" },
        execution,
      },
    },
    {
      stream: "mutes",
      at: START + MINUTE,
      message: {
        mute: { ...common, minutes: 0, from: "2026-03-01T03:01:00Z", until: "2026-03-01T03:01:00Z" },
        execution,
      },
    },
  ]);
});

test("what the journal does not take is not muted", async () => {
  const run = await mute(usual, { logs: "refuse" });

  expect(run.status).toBe("FAILED");
  expect((await read({ at: MINUTE })).mails).toBeGreaterThan(0);
});

test("0 minutes end a mute of the same, and of nothing else", async () => {
  await mute(usual);
  await mute({ ...usual, account: "333333333333" });
  await mute({ ...usual, minutes: 0 }, { at: MINUTE });
  expect((await read({ at: 2 * MINUTE })).mails).toBe(0);

  await mute({ ...usual, account: "333333333333", minutes: 0 }, { at: 3 * MINUTE });
  expect((await read({ at: 4 * MINUTE, secret: "prod/other" })).mails).toBeGreaterThan(0);
});

test.each([
  ["another reader", { role: "intruder" }, {}],
  ["a reader whose name begins so", { role: "developer2" }, {}],
  ["another account", {}, { account: "555555555555" }],
  ["another secret", {}, { secret: "prod/payments" }],
  ["a secret beside a path", {}, { secret: "prod/pay/*" }],
  ["a parameter of that name", {}, { parameter: "/prod/payments/database" }],
  ["a decoy", { secret: "prod/backup-admin", detection: "secret-decoy-read" }, {}],
  ["a denied read", { more: { errorCode: "AccessDenied" }, detection: "unexpected-secret-read-refused" }, {}],
  [
    "a failed read",
    { more: { errorCode: "ResourceNotFoundException" }, detection: "unexpected-secret-read-refused" },
    {},
  ],
  ["a read before it that came late", { more: { eventTime: "2026-03-01T02:59:59Z" } }, {}],
  ["a read that does not say when it was", { more: { eventTime: null } }, {}],
])("%s is told at once all the same", async (_, what, more) => {
  await mute({ ...usual, ...more });

  const { status, mails, planned } = await read({ at: MINUTE, ...what });

  expect({ status, planned }).toEqual({ status: "SUCCEEDED", planned: undefined });
  expect(mails).toBeGreaterThan(0);
});

test("a read from an unexpected place is told at once, though its reader is muted", async () => {
  await mute({ ...usual, reader: "role/service/ledger" });

  const { mails } = await read({
    at: MINUTE,
    role: "service/ledger",
    secret: "prod/payments/ledger",
    more: { sourceIPAddress: "198.51.100.9" },
  });

  expect(mails).toBeGreaterThan(0);
});

test.each([
  ["an ARN", "arn:aws:iam::333333333333:role/developer"],
  ["a name", "role/developer"],
])("a reader is muted by %s", async (_, reader) => {
  await mute({ ...usual, reader });

  expect((await read({ at: MINUTE })).mails).toBe(0);
});

test.each<[string, unknown, string]>([
  ["nothing", {}, "reader is role/NAME"],
  ["a text", "mute", "The input has reader, reason and minutes"],
  ["no reader", { ...usual, reader: undefined }, "reader is role/NAME"],
  ["every role", { ...usual, reader: "role/*" }, "without a star"],
  ["a star", { ...usual, reader: "*" }, "without a star"],
  ["a session", { ...usual, reader: "arn:aws:sts::333333333333:assumed-role/developer/alice" }, "reader is role/NAME"],
  ["no reason", { ...usual, reason: undefined }, "reason is a line of 10 to 200 characters"],
  ["a short reason", { ...usual, reason: "testing" }, "reason is a line"],
  ["a reason of two lines", { ...usual, reason: "one line here\nand another" }, "reason is a line"],
  ["a reason that is too long", { ...usual, reason: "x".repeat(201) }, "reason is a line"],
  ["no end", { ...usual, minutes: undefined }, "minutes is a whole number"],
  [
    "more than a day",
    { ...usual, minutes: MOST_MUTED_MINUTES + 1 },
    "minutes is a whole number from 0, which ends it, to 1440.",
  ],
  ["less than nothing", { ...usual, minutes: -1 }, "minutes is a whole number"],
  ["part of a minute", { ...usual, minutes: 1.5 }, "minutes is a whole number"],
  ["minutes in quotes", { ...usual, minutes: "30" }, "minutes is a whole number"],
  ["a name of an account", { ...usual, account: "payments-prod" }, "account is the 12 digits"],
  ["an account without quotes", { ...usual, account: 333333333333 }, "account is the 12 digits"],
  [
    "the ARN of a secret",
    { ...usual, secret: "arn:aws:secretsmanager:eu-west-1:333333333333:secret:a-b1C2d3" },
    "secret is a name",
  ],
  ["every secret", { ...usual, secret: "/*" }, "secret is a name"],
  ["a star in a secret", { ...usual, secret: "prod*" }, "secret is a name"],
  ["a parameter without a slash", { ...usual, parameter: "db" }, "parameter is a name"],
  ["both", { ...usual, secret: "a", parameter: "/a" }, "It is about a secret or a parameter, not both."],
  ["an unknown key", { ...usual, secrets: ["a"] }, "The input has reader, reason and minutes"],
])("%s is refused with what is wrong, and nothing is written", async (_, input, problem) => {
  const { status, cause } = await mute(input === undefined ? undefined : JSON.parse(JSON.stringify(input)));

  expect({ status, cause }).toEqual({ status: "FAILED", cause: expect.stringContaining(problem) as string });
  expect([journal, await memory.items()]).toEqual([[], []]);
});

test("all that is wrong is said at once", async () => {
  const { cause } = await mute({ reader: "*", reason: "no", minutes: 0.5 });

  expect(cause).toMatch(/reader is .*reason is .*minutes is /);
});

test("of many mutes at a time the first are taken, and one that is over makes room", async () => {
  for (let index = 0; index < MOST_MUTES; index += 1)
    await mute({ ...usual, reader: `role/r-${index}`, minutes: index + 1 });

  expect(await mute(usual)).toMatchObject({
    status: "FAILED",
    cause: expect.stringContaining("20 mutes are on") as string,
  });
  expect(await mute({ ...usual, reader: "role/r-7" })).toMatchObject({ status: "SUCCEEDED" });
  expect(await mute(usual, { at: MINUTE })).toMatchObject({ status: "SUCCEEDED" });
});

test("without the table nothing is muted, and people are told as far as they can be", async () => {
  const call = (api: string, request: unknown) => {
    if (api === "aws-sdk:dynamodb:query") throw new ServiceError("DynamoDB.InternalServerError", "gone");
    return memory.call(api, request);
  };
  await mute(usual);
  const record = exampleRecord(1, {
    userIdentity: roleSession("developer", "x"),
    requestParameters: { secretId: "a" },
  });

  const run = await runDefinition(composer, readInput({ what: "", detection: "unexpected-secret-read", record }), {
    call,
    now: () => START + MINUTE,
  });

  expect(run.status).toBe("SUCCEEDED");
  expect(run.publications.length).toBeGreaterThan(1);
});

test("no decoy is ever muted, whoever reads it in whatever form, alone or among others", async () => {
  const decoy = exampleFacts.decoyNames[0]!;
  const forms = [decoy, `arn:aws:secretsmanager:eu-west-1:333333333333:secret:${decoy}-a1B2c3`];
  await mute(usual);
  await mute({ ...usual, secret: decoy });
  await mute({ ...usual, secret: "prod/*" });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...forms),
      fc.subarray(["prod/payments/database", "a"]),
      fc.boolean(),
      async (name, others, isBatch) => {
        const more = isBatch
          ? { eventName: "BatchGetSecretValue", requestParameters: { secretIdList: [...others, name] } }
          : { requestParameters: { secretId: name } };

        const { planned } = await read({ at: MINUTE, detection: "secret-decoy-read", more });

        expect(planned).toBeUndefined();
      },
    ),
    { numRuns: 20 },
  );
});
