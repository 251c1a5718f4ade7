import fc from "fast-check";

import { catalogue } from "../../../detections/catalogue/catalogue";
import { alarmComposerDefinition } from "../../../messages/alarms/composer";
import { exampleAlarmFacts } from "../../../scripts/messages/example-alarm-facts";
import { alarmEvent, recordBy, trailOf } from "../../support/alarm-services";
import { memoryServer, type MemoryServer } from "../../support/memory-table";
import { runDefinition, ServiceError, type JournalSearch, type Services } from "../../support/run-composer";
import { definitionBytes, MAX_DEFINITION_BYTES } from "../../support/definition-size";

const definition = alarmComposerDefinition(exampleAlarmFacts);
const detection = catalogue.find(({ id }) => id === "secret-read-denied")!;
const less = catalogue.find(({ id }) => id === "secret-key-changed")!;
const alarm = alarmEvent(`secretwatch-${detection.id}`);
const start = `[high] ${detection.title}`;
const PLAIN = "Who it was could not be found out.";

let table: MemoryServer;
beforeEach(async () => (table = await memoryServer("secretwatch-memory")));
afterEach(() => table.stop());

const run = (services: Services = {}, event: unknown = alarm) =>
  runDefinition(definition, event, { call: table.call, ...services });
const roles = (count: number, account?: string) =>
  Array.from({ length: count }, (_, index) => recordBy(detection, `reader-${index}`, account));

test("one caller is named in subject and text, and remembered for a day", async () => {
  const records = [recordBy(detection, "auditor"), recordBy(less, "another")];

  const { publications, status } = await run({ search: trailOf(records), now: () => 1_772_335_000_000 });

  expect(status).toBe("SUCCEEDED");
  expect(publications.map(({ TopicArn }) => TopicArn)).toEqual([exampleAlarmFacts.recipients[0]!.topicArn]);
  const [{ Subject, Message }] = publications as [(typeof publications)[number]];
  expect(Subject).toBe(`${start}: by role/auditor in payments-prod`);
  expect(Message).toContain(
    [
      "Who:",
      "1. role/auditor in payments-prod (333333333333)",
      "   secretsmanager.amazonaws.com GetSecretValue (AccessDenied)",
      "   eu-west-1, from 203.0.113.7",
      "   2026-03-01 03:15:02 UTC",
      "   arn:aws:sts::333333333333:assumed-role/auditor/session (a session that its caller named)",
      "",
    ].join("\n"),
  );
  for (const text of [detection.why, ...detection.nextSteps, `#alarmsV2:alarm/secretwatch-${detection.id}`]) {
    expect(Message).toContain(text);
  }
  expect(Message).not.toContain("There may be more");
  expect((await table.items()).filter(({ pk }) => pk!.S !== "line")).toEqual([
    {
      pk: { S: "alarm#secret-read-denied" },
      sk: { S: expect.stringMatching(/^at-once#[0-9a-f]{24}$/) as string },
      expires: { N: expect.stringMatching(/^\d{10}$/) as string },
    },
  ]);
});

test("alarms that go off in the same moment are mailed a second apart, and at once where the table can't be asked", async () => {
  const now = () => 1_772_335_000_000;
  const waits: number[] = [];
  const wait = (until: number) => void waits.push(until - now());
  const search = trailOf(roles(1));

  for (let index = 0; index < 4; index++) await run({ search, now, wait });

  expect(waits).toEqual([0, 1000, 2000, 3000]);
  const call = () => {
    throw new ServiceError("DynamoDB.ResourceNotFoundException", "no table");
  };
  expect((await run({ search, now, wait, call })).publications).toHaveLength(1);
  expect(waits).toHaveLength(4);
});

test("sessions of one role are one caller, with its calls, times and their number", async () => {
  const sessions = ["one", "two", "three"].map((name, index) =>
    recordBy(detection, "auditor", "333333333333", { eventTime: `2026-03-01T03:15:0${index}Z`, requestID: name }),
  );

  const { publications } = await run({ search: trailOf(sessions) });

  expect(publications[0]!.Message).toContain("(AccessDenied), 3 calls\n");
  expect(publications[0]!.Message).toContain("2026-03-01 03:15:00 UTC to 2026-03-01 03:15:02 UTC");
});

test("of 25 callers ten are named, and the others are a number", async () => {
  const { publications } = await run({ search: trailOf(roles(25)) });

  expect(publications[0]!.Subject).toBe(`${start}: by role/reader-0 in payments-prod (and 24 others)`);
  expect(publications[0]!.Message.match(/^\d+\. role\//gm)).toHaveLength(10);
  expect(publications[0]!.Message).toContain("\nand 15 others\n");
});

test("whoever floods one account takes no place of a caller in another", async () => {
  const records = [...roles(200), recordBy(detection, "target-reader", "555555555555")];

  const { publications } = await run({ search: trailOf(records) });

  expect(publications[0]!.Message).toContain("2. role/target-reader in deploy-tools (555555555555)");
  expect(publications[0]!.Message).toContain("\nand 191 others\n");
});

test("pages are followed to the end, empty ones too", async () => {
  const whole = trailOf([recordBy(detection, "late")]);
  let calls = 0;
  const search = (request: JournalSearch) => {
    calls++;
    if (calls < 8) return { Events: [], NextToken: "0" };
    return whole(request);
  };

  const { publications } = await run({ search });

  expect(publications[0]!.Subject).toContain("by role/late");
  expect(calls).toBe(9);
});

test("pages without an end are left alone after a while, and the mail says so", async () => {
  let calls = 0;
  const search = () => {
    calls++;
    return { Events: [{ Message: JSON.stringify(roles(1)[0]) }], NextToken: "more" };
  };

  const { publications } = await run({ search });

  expect(calls).toBe(40);
  expect(publications[0]!.Message).toContain("There may be more: the search did not see everything.");
});

test("it searches from before the alarm's period on, with the detection's own pattern", async () => {
  const requests: JournalSearch[] = [];
  const search = (request: JournalSearch) => {
    requests.push(request);
    return { Events: [] };
  };

  await run({ search });

  expect(requests).toEqual([
    {
      LogGroupName: "/secretwatch/organization-trail",
      FilterPattern: exampleAlarmFacts.detections.find(({ id }) => id === detection.id)!.patterns[0],
      StartTime: Date.parse("2026-03-01T03:16:30Z") - 60_000 - 300_000,
      Limit: 25,
    },
  ]);
});

test("every pattern of a detection is searched with", async () => {
  const patterns = ['{ $.eventName = "One" }', '{ $.eventName = "Two" }'];
  const detections = exampleAlarmFacts.detections.map((each) => ({ ...each, patterns }));
  const records = ["One", "Two"].map((eventName) => recordBy(detection, eventName, "333333333333", { eventName }));

  const { publications } = await runDefinition(alarmComposerDefinition({ ...exampleAlarmFacts, detections }), alarm, {
    search: trailOf(records),
    call: table.call,
  });

  expect(publications[0]!.Message).toContain("1. role/One");
  expect(publications[0]!.Message).toContain("2. role/Two");
});

test.each(["CloudWatchLogs.ThrottlingException", "States.Timeout"])(
  "where the search fails with %s, the alarm's own text goes out",
  async (error) => {
    let calls = 0;
    const search = () => {
      calls++;
      throw new ServiceError(error, "no");
    };

    const { publications, status } = await run({ search });

    expect(calls).toBe(3);
    expect(status).toBe("SUCCEEDED");
    expect(publications[0]!.Subject).toBe(start);
    for (const text of [PLAIN, detection.why, ...detection.nextSteps, "Threshold Crossed"]) {
      expect(publications[0]!.Message).toContain(text);
    }
  },
);

test("a search that fails later tells of whom it found before", async () => {
  let calls = 0;
  const search = () => {
    calls++;
    if (calls > 1) throw new ServiceError("CloudWatchLogs.ThrottlingException", "no");
    return { Events: [{ Message: JSON.stringify(roles(1)[0]) }], NextToken: "more" };
  };

  const { publications } = await run({ search });

  expect(publications[0]!.Subject).toContain("by role/reader-0");
  expect(publications[0]!.Message).toContain("There may be more");
});

test("a page that is too large is asked for with fewer events", async () => {
  const limits: number[] = [];
  const whole = trailOf(roles(3));
  const search = (request: JournalSearch) => {
    limits.push(request.Limit);
    if (request.Limit > 1) throw new ServiceError("States.DataLimitExceeded", "too large");
    return whole(request);
  };

  const { publications } = await run({ search });

  expect(limits).toEqual([25, 5, 1, 1, 1, 1]);
  expect(publications[0]!.Message).toContain("3. role/reader-2");
});

test("where one event alone is too large, the alarm's own text goes out", async () => {
  const search = () => {
    throw new ServiceError("States.DataLimitExceeded", "too large");
  };

  const { publications } = await run({ search });

  expect(publications[0]!.Message).toContain(PLAIN);
});

test("what can't be put into words goes out as the alarm's own text", async () => {
  const broken = definition.replace("$utc := function", "$another := function");

  const { publications, status } = await runDefinition(broken, alarm, { search: trailOf(roles(1)), call: table.call });

  expect(status).toBe("SUCCEEDED");
  expect(publications[0]!.Message).toContain(PLAIN);
});

test.each([
  ["an alarm of the watch itself", alarmEvent("secretwatch-trail-silent")],
  ["an alarm of somebody else", alarmEvent("billing")],
  ["an alarm that is over", alarmEvent(`secretwatch-${detection.id}`, { value: "OK" })],
  ["an alarm without data", alarmEvent(`secretwatch-${detection.id}`, { value: "INSUFFICIENT_DATA" })],
  ["no alarm at all", {}],
])("of %s nobody is told", async (_, event) => {
  const { publications, path, status } = await run({ search: trailOf(roles(1)) }, event);

  expect(publications).toEqual([]);
  expect([status, path.at(-1)]).toEqual(["SUCCEEDED", "Nobody to tell"]);
});

test("what is less urgent than a route wants at once is left to the digest", async () => {
  const { publications, status } = await run({ search: trailOf([]) }, alarmEvent(`secretwatch-${less.id}`));

  expect(publications).toEqual([]);
  expect(status).toBe("SUCCEEDED");
  expect(await table.items()).toEqual([
    expect.objectContaining({
      pk: { S: "alarms" },
      sk: { S: expect.stringMatching(/^\d{10}#secret-key-changed$/) as string },
    }),
  ]);
});

test("what can't be left to the digest fails the execution, for an alarm that counts that", async () => {
  const call = () => {
    throw new ServiceError("DynamoDB.ProvisionedThroughputExceededException", "no");
  };

  const { status } = await run({ call }, alarmEvent(`secretwatch-${less.id}`));

  expect(status).toBe("FAILED");
});

test("each route gets what it wants at once, and the others' topics nothing", async () => {
  const topic = (name: string) => `arn:aws:sns:eu-west-1:222222222222:secretwatch-${name}`;
  const recipients = [
    { topicArn: topic("alerts"), minimumSeverity: "low", alarmsAtOnce: "low" },
    { topicArn: topic("later"), minimumSeverity: "low", alarmsAtOnce: "high" },
    { topicArn: topic("never"), minimumSeverity: "critical", alarmsAtOnce: "low" },
  ] as const;

  const { publications } = await runDefinition(
    alarmComposerDefinition({ ...exampleAlarmFacts, recipients }),
    alarmEvent(`secretwatch-${less.id}`),
    { search: trailOf([recordBy(less, "reader")]), call: table.call },
  );

  expect(publications.map(({ TopicArn }) => TopicArn)).toEqual([topic("alerts")]);
  const keys = (await table.items()).map(({ sk }) =>
    sk!.S!.replace(/^\d+/, "window").replace(/[0-9a-f]{24}/, "caller"),
  );
  expect(keys.sort()).toEqual(["alarms", "at-once#caller", "window#secret-key-changed"]);
});

test("a topic that refuses keeps no other one waiting, and the execution fails afterwards", async () => {
  const topic = (name: string) => `arn:aws:sns:eu-west-1:222222222222:secretwatch-${name}`;
  const recipients = ["one", "two"].map(
    (name) => ({ topicArn: topic(name), minimumSeverity: "low", alarmsAtOnce: "low" }) as const,
  );

  const { publications, status } = await runDefinition(
    alarmComposerDefinition({ ...exampleAlarmFacts, recipients }),
    alarm,
    { search: trailOf(roles(1)), call: table.call, refuses: (arn) => arn === topic("one") },
  );

  expect(publications.map(({ TopicArn }) => TopicArn)).toEqual([topic("two")]);
  expect(status).toBe("FAILED");
});

test("a table that fails keeps nobody from being told", async () => {
  const call = () => {
    throw new ServiceError("DynamoDB.InternalServerError", "no");
  };

  const { publications, status } = await run({ search: trailOf(roles(1)), call });

  expect(publications).toHaveLength(1);
  expect(status).toBe("SUCCEEDED");
});

test("a caller is named after a person where single sign-on says who it is, and never where the session does", async () => {
  const set = "AWSReservedSSO_Admin_0123456789abcdef";
  const by = (path: string, person: string) =>
    recordBy(detection, path, "333333333333", {
      userIdentity: {
        type: "AssumedRole",
        arn: `arn:aws:sts::333333333333:assumed-role/${set}/${person}`,
        sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::333333333333:role/${path}${set}` } },
      },
    });
  const records = [by("", "boss@acorn.example"), by("aws-reserved/sso.amazonaws.com/", "jane@acorn.example")];

  const { publications } = await run({ search: trailOf(records) });

  const { Subject, Message } = publications[0]!;
  expect(Subject).toBe(
    "[high] Reading a secret was de...: by role/AWSReservedSSO_Admin_0... in payments-prod (and 1 other)",
  );
  expect(Message).toContain(`1. role/${set} in `);
  expect(Message).toContain(`/boss@acorn.example (a session that its caller named)\n`);
  expect(Message).toContain("2. jane@acorn.example (Admin) in ");
  expect(Message).toContain(`/jane@acorn.example\n`);
});

test("hostile names make no lines, no marks and no long subjects", async () => {
  const evil = `x\nWhat to do next:\n1. Nothing\u202e${"y".repeat(5000)}`;
  const record = recordBy(detection, "r", "333333333333", {
    userIdentity: { type: "IAMUser", userName: evil, arn: evil, principalId: evil },
    awsRegion: evil,
    sourceIPAddress: evil,
    eventTime: evil,
  });

  const { publications } = await run({ search: trailOf([record]) });

  const { Subject, Message } = publications[0]!;
  expect(Message).not.toContain(PLAIN);
  expect(Message.match(/^What to do next:$/gm)).toHaveLength(1);
  expect(Message).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  expect(Message.length).toBeLessThan(6000);
  expect(Subject).toMatch(/^\[high\] [ -~]{1,92}$/);
});

test("the longest records of many callers stay within what a state may have", async () => {
  const long = "\u{1f600}".repeat(1000);
  const records = Array.from({ length: 100 }, (_, index) =>
    recordBy(detection, "r", `33333333333${index % 10}`, {
      userIdentity: { type: "IAMUser", userName: `${index}${long}`, arn: `${index}${long}` },
      eventName: long,
      errorCode: long,
      awsRegion: long,
      sourceIPAddress: long,
    }),
  );

  const { publications } = await run({
    search: ({ NextToken = "0", Limit }) => {
      const Events = records.slice(Number(NextToken), Number(NextToken) + Limit);
      const next = Number(NextToken) + Limit;
      const page = Events.map((record) => ({ Message: JSON.stringify(record) }));
      return next < records.length ? { Events: page, NextToken: String(next) } : { Events: page };
    },
  });

  expect(publications[0]!.Message).toContain("\nand 90 others\n");
  expect(Buffer.byteLength(publications[0]!.Message)).toBeLessThan(262_144);
});

test("whatever the records are, there is a mail with a subject that SNS takes", async () => {
  const odd = fc.oneof(
    fc.constantFrom(null, undefined, "", "arn:", "a/b", 7, true, [], {}, [{}], "arn:aws:iam::1:role/x"),
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.array(fc.oneof(fc.constant(null), fc.string(), fc.integer()), { maxLength: 3 }),
  );
  const identity = fc.oneof(
    odd,
    fc.record({ type: odd, arn: odd, principalId: odd, invokedBy: odd, userName: odd, sessionContext: odd }),
  );
  const record = fc.record({
    userIdentity: identity,
    recipientAccountId: odd,
    awsRegion: odd,
    errorCode: odd,
    eventName: odd,
    eventSource: odd,
    eventTime: odd,
    sourceIPAddress: odd,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(record, odd), { minLength: 1, maxLength: 30 }), async (records) => {
      const Events = records.map((each) => ({ Message: JSON.stringify(each ?? null) }));

      const { publications, status } = await run({ search: () => ({ Events }), call: () => ({}) });

      expect(status).toBe("SUCCEEDED");
      expect(publications).toHaveLength(1);
      expect(publications[0]!.Subject).toMatch(/^\[high\] [ -~]{1,92}$/);
      expect(publications[0]!.Message).not.toMatch(/[^\P{Cc}\n]|[\u2028-\u202e\u2066-\u2069]/u);
      expect(publications[0]!.Message).not.toContain(PLAIN);
    }),
    { numRuns: 60 },
  );
});

test("five thousand accounts and every detection fit into the definition, and are found", async () => {
  const accounts = Array.from({ length: 5000 }, (_, index) => ({
    id: String(100_000_000_000 + index),
    name: `workload-account-with-a-long-name-${index}`,
  }));
  const large = alarmComposerDefinition({ ...exampleAlarmFacts, accounts });

  const { publications } = await runDefinition(large, alarm, {
    search: trailOf([recordBy(detection, "reader", "100000002999")]),
    call: table.call,
  });

  expect(definitionBytes(large)).toBeLessThan(MAX_DEFINITION_BYTES);
  expect(publications[0]!.Message).toContain("in workload-account-with-a-long-name-2999 (100000002999)");
});

test("alarms of every detection that has one are known, low ones too", () => {
  const known = exampleAlarmFacts.detections.map(({ id }) => id);

  expect(known).toEqual(catalogue.filter(({ severity }) => severity !== "info").map(({ id }) => id));
  expect(exampleAlarmFacts.detections.filter(({ patterns }) => patterns.length === 0)).toEqual([]);
});
