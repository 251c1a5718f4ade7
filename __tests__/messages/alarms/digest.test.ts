import fc from "fast-check";

import { catalogue } from "../../../detections/catalogue/catalogue";
import type { CloudTrailRecord, Detection } from "../../../detections/detection";
import { alarmComposerDefinition } from "../../../messages/alarms/composer";
import { alarmDigestDefinition } from "../../../messages/alarms/digest";
import { exampleAlarmFacts } from "../../../scripts/messages/example-alarm-facts";
import { alarmEvent, alarmsAndTable, recordBy, trailOf } from "../../support/alarm-services";
import { memoryServer, type MemoryServer } from "../../support/memory-table";
import { runDefinition, ServiceError, type Services } from "../../support/run-composer";
import { definitionBytes, MAX_DEFINITION_BYTES } from "../../support/definition-size";

const urgent = catalogue.find(({ id }) => id === "secret-read-denied")!;
const less = catalogue.find(({ id }) => id === "secret-key-changed")!;
const [team, duty] = exampleAlarmFacts.recipients.map(({ topicArn }) => topicArn) as [string, string];

let table: MemoryServer;
beforeEach(async () => (table = await memoryServer("secretwatch-memory")));
afterEach(() => table.stop());

/** What is on, what the trail has, and how the machines see it. */
function watch(facts = exampleAlarmFacts) {
  const on = new Set<string>();
  const records: CloudTrailRecord[] = [];
  const services: Services = {
    search: (request) => trailOf(records)(request),
    call: alarmsAndTable(() => [...on], table),
  };
  return {
    on,
    records,
    services,
    goesOff: (detection: Detection) =>
      runDefinition(alarmComposerDefinition(facts), alarmEvent(`secretwatch-${detection.id}`), services),
    digest: (more: Services = {}) => runDefinition(alarmDigestDefinition(facts), {}, { ...services, ...more }),
  };
}

test("where nothing is on and nothing was left, there is no search and no mail", async () => {
  const { digest } = watch();

  const { publications, status, path } = await digest();

  expect([publications, status]).toEqual([[], "SUCCEEDED"]);
  expect(path).not.toContain("Look each up");
});

test("what was left to it is told of once, with callers, in one mail for each route", async () => {
  const { goesOff, digest, records } = watch();
  records.push(recordBy(less, "reader"), recordBy(less, "batch-job", "555555555555"));
  expect((await goesOff(less)).publications).toEqual([]);

  const { publications, status } = await digest();
  const again = await digest();

  expect(status).toBe("SUCCEEDED");
  expect(publications.map(({ TopicArn }) => TopicArn)).toEqual([team]);
  expect(publications[0]!.Subject).toBe(`[medium] ${less.title}: by role/reader in payments-prod (and 1 other)`);
  expect(publications[0]!.Message).toContain("2. role/batch-job in deploy-tools (555555555555)");
  for (const text of [less.why, ...less.nextSteps]) expect(publications[0]!.Message).toContain(text);
  expect([again.publications, again.status]).toEqual([[], "SUCCEEDED"]);
  expect((await table.items()).filter(({ pk }) => pk!.S === "alarms")).toEqual([]);
});

test("an alarm that stays on has new callers told of, and those alone", async () => {
  const { goesOff, digest, records, on } = watch();
  records.push(recordBy(urgent, "first"));
  on.add(`secretwatch-${urgent.id}`);
  const named = await goesOff(urgent);

  const quiet = await digest();
  records.push(recordBy(urgent, "second"));
  const news = await digest();
  const after = await digest();

  expect(named.publications[0]!.Subject).toContain("by role/first");
  expect(quiet.publications).toEqual([]);
  expect(news.publications.map(({ Subject }) => Subject)).toEqual([
    `[high] ${urgent.title}: by role/second in payments-prod`,
  ]);
  expect(news.publications[0]!.Message).not.toContain("role/first");
  expect(after.publications).toEqual([]);
});

test("a caller is told of again after a day, whether or not the table has let go of it", async () => {
  const { digest, records, on } = watch();
  records.push(recordBy(urgent, "reader"));
  on.add(`secretwatch-${urgent.id}`);
  await digest();
  const [item] = await table.items();
  const past = String(Math.floor(Date.now() / 1000) - 10);
  await table.call("dynamodb:putItem", { TableName: "secretwatch-memory", Item: { ...item, expires: { N: past } } });

  const { publications } = await digest();

  expect(publications).toHaveLength(1);
});

test("who was told of takes no place from who was not", async () => {
  const { digest, records, on } = watch();
  on.add(`secretwatch-${urgent.id}`);
  for (const account of ["333333333333", "444444444444", "555555555555", "222222222222", "111111111111"]) {
    records.push(...Array.from({ length: 10 }, (_, index) => recordBy(urgent, `chaff-${index}`, account)));
  }
  for (let run = 0; run < 6; run++) await digest();
  records.push(recordBy(urgent, "target", "333333333333"));

  const { publications } = await digest();

  expect(publications[0]!.Subject).toContain("by role/target in payments-prod");
  expect(publications[0]!.Message).not.toContain("chaff");
});

test("two alarms come in one mail, the most urgent first, each route with what it wants", async () => {
  const { goesOff, digest, records, on } = watch();
  const critical = catalogue.find(({ severity }) => severity === "critical")!;
  records.push(recordBy(less, "reader"), recordBy(critical, "attacker"));
  on.add(`secretwatch-${critical.id}`);
  await goesOff(less);

  const { publications } = await digest();

  const mailTo = (topic: string) => publications.filter(({ TopicArn }) => TopicArn === topic);
  expect(publications).toHaveLength(2);
  expect(mailTo(team)[0]!.Subject).toContain("[critical] 2 alarms with news: ");
  expect(mailTo(team)[0]!.Message).toContain("role/reader");
  expect(mailTo(duty)[0]!.Subject).toContain(`[critical] ${critical.title}`.slice(0, 30));
  expect(mailTo(duty)[0]!.Message).not.toContain("role/reader");
});

test("who is told in the digest only is told of callers that others heard of at once", async () => {
  const topic = (name: string) => `arn:aws:sns:eu-west-1:222222222222:secretwatch-${name}`;
  const recipients = [
    { topicArn: topic("at-once"), minimumSeverity: "low", alarmsAtOnce: "low" },
    { topicArn: topic("later"), minimumSeverity: "low", alarmsAtOnce: "high" },
  ] as const;
  const { goesOff, digest, records } = watch({ ...exampleAlarmFacts, recipients });
  records.push(recordBy(less, "reader"));

  const atOnce = await goesOff(less);
  const later = await digest();

  expect(atOnce.publications.map(({ TopicArn }) => TopicArn)).toEqual([topic("at-once")]);
  expect(later.publications.map(({ TopicArn }) => TopicArn)).toEqual([topic("later")]);
});

test("an alarm that was left and of which nobody is found is told of all the same, once", async () => {
  const { goesOff, digest } = watch();
  await goesOff(less);

  const { publications } = await digest();
  const again = await digest();

  expect(publications[0]!.Subject).toBe(`[medium] ${less.title}`);
  expect(publications[0]!.Message).toContain("Who it was could not be found out.");
  expect(again.publications).toEqual([]);
});

test.each(["CloudWatchLogs.ThrottlingException", "States.DataLimitExceeded"])(
  "a search that fails with %s leaves the alarm told of",
  async (error) => {
    const { goesOff, digest } = watch();
    await goesOff(less);

    const { publications, status } = await digest({
      search: () => {
        throw new ServiceError(error, "no");
      },
    });

    expect(publications).toHaveLength(1);
    expect(status).toBe("SUCCEEDED");
  },
);

test("where alarms can't be listed, what was left is told of, and the execution fails", async () => {
  const { goesOff, digest, records } = watch();
  records.push(recordBy(less, "reader"));
  await goesOff(less);

  const { publications, status } = await digest({
    call: (api, request) => {
      if (api.startsWith("aws-sdk:cloudwatch:")) throw new ServiceError("CloudWatch.ThrottlingException", "no");
      return table.call(api, request);
    },
  });

  expect(publications).toHaveLength(1);
  expect(status).toBe("FAILED");
});

test("where the table can't say who was told of, all are named", async () => {
  const { digest, records, on } = watch();
  on.add(`secretwatch-${urgent.id}`);
  records.push(recordBy(urgent, "reader"));
  await digest();

  const { publications } = await digest({
    call: (api, request) => {
      if (api.endsWith(":batchGetItem")) throw new ServiceError("DynamoDb.InternalServerErrorException", "no");
      return alarmsAndTable(() => [...on], table)(api, request);
    },
  });

  expect(publications[0]!.Subject).toContain("role/reader");
});

test("what no topic took is told of again", async () => {
  const { goesOff, digest, records } = watch();
  records.push(recordBy(less, "reader"));
  await goesOff(less);

  const refused = await digest({ refuses: () => true });
  const { publications, status } = await digest();

  expect(refused.status).toBe("FAILED");
  expect(publications).toHaveLength(1);
  expect(status).toBe("SUCCEEDED");
});

test("alarms on more pages than one are all seen, and those of the watch itself left alone", async () => {
  const { digest, records, services } = watch();
  records.push(recordBy(urgent, "reader"));
  const on = [...Array.from({ length: 120 }, (_, index) => `secretwatch-other-${index}`), `secretwatch-${urgent.id}`];

  const { publications } = await digest({ ...services, call: alarmsAndTable(() => on, table) });

  expect(publications.map(({ Subject }) => Subject)).toEqual([
    `[high] ${urgent.title}: by role/reader in payments-prod`,
  ]);
});

test("many alarms take turns, so that an execution is over in time, and each has its turn", async () => {
  const { digest, on } = watch();
  const all = exampleAlarmFacts.detections.slice(0, 20);
  for (const { alarmName } of all) on.add(alarmName);
  const start = Math.floor(Date.now() / 900_000);
  const asked: string[][] = [];
  const backs: number[] = [];

  for (let turn = 0; turn < 3; turn++) {
    const patterns: string[] = [];
    // The clock that $millis() shows is moved, and no other.
    jest.useFakeTimers({
      now: (start + turn) * 900_000 + 5000,
      doNotFake: [
        "nextTick",
        "setImmediate",
        "setTimeout",
        "clearTimeout",
        "setInterval",
        "clearInterval",
        "queueMicrotask",
      ],
    });
    await digest({
      search: ({ FilterPattern, StartTime }) => {
        patterns.push(FilterPattern);
        backs.push((start + turn) * 900_000 + 5000 - StartTime);
        return { Events: [] };
      },
    });
    jest.useRealTimers();
    asked.push(patterns);
  }

  expect(asked.map((patterns) => patterns.length).every((count) => count <= 8)).toBe(true);
  expect(new Set(asked.flat())).toEqual(new Set(all.flatMap(({ patterns }) => patterns)));
  // As far as three turns, and one more.
  expect(Math.min(...backs)).toBeGreaterThanOrEqual(4 * 900_000);
});

test("nobody is told where every wave is quiet", async () => {
  const { digest, records, on } = watch({ ...exampleAlarmFacts, recipients: [] });
  on.add(`secretwatch-${urgent.id}`);
  records.push(recordBy(urgent, "reader"));

  const { publications, status } = await digest();

  expect([publications, status]).toEqual([[], "SUCCEEDED"]);
});

test("the longest records of many callers of many alarms stay within what a state and a mail may have", async () => {
  const long = "\u{1f600}".repeat(300);
  const { digest, on } = watch({
    ...exampleAlarmFacts,
    recipients: [
      { topicArn: team, minimumSeverity: "low", alarmsAtOnce: "low" },
      { topicArn: duty, minimumSeverity: "low", alarmsAtOnce: "critical" },
    ],
  });
  for (const { alarmName } of exampleAlarmFacts.detections
    .filter(({ severity }) => severity !== "critical")
    .slice(0, 8)) {
    on.add(alarmName);
  }
  const Events = Array.from({ length: 25 }, (_, index) => ({
    Message: JSON.stringify(
      recordBy(urgent, "r", `33333333333${index % 5}`, {
        userIdentity: { type: "IAMUser", userName: `${index}${long}`, arn: `${index}${long}` },
        eventName: long,
        awsRegion: long,
        sourceIPAddress: long,
      }),
    ),
  }));

  const { publications, status } = await digest({ search: () => ({ Events }) });

  expect(status).toBe("SUCCEEDED");
  expect(publications.map(({ TopicArn }) => TopicArn)).toEqual([team, duty]);
  for (const { Message } of publications) {
    expect(Message.match(/^and 15 others$/gm)).toHaveLength(8);
    expect(Buffer.byteLength(Message)).toBeLessThan(262_144);
  }
});

test("whatever the records are, there is a mail with a subject that SNS takes", async () => {
  const odd = fc.oneof(
    fc.constantFrom(null, undefined, "", "arn:", 7, true, [], {}, [{}], "arn:aws:iam::1:role/x"),
    fc.string({ unit: "binary", maxLength: 30 }),
  );
  const record = fc.record({
    userIdentity: fc.oneof(odd, fc.record({ type: odd, arn: odd, principalId: odd, userName: odd })),
    recipientAccountId: odd,
    awsRegion: odd,
    eventName: odd,
    eventTime: odd,
    sourceIPAddress: odd,
  });
  const call = alarmsAndTable(() => [`secretwatch-${urgent.id}`], table);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(record, odd), { minLength: 1, maxLength: 25 }), async (records) => {
      const Events = records.map((each) => ({ Message: JSON.stringify(each ?? null) }));

      const { publications, status } = await watch().digest({
        search: () => ({ Events }),
        call: (api, request) => (api.includes("batch") ? { Responses: {} } : call(api, request)),
      });

      expect(status).toBe("SUCCEEDED");
      expect(publications).toHaveLength(1);
      expect(publications[0]!.Subject).toMatch(/^\[high\] [ -~]{1,92}$/);
      expect(publications[0]!.Message).not.toMatch(/[^\P{Cc}\n]|[\u2028-\u202e\u2066-\u2069]/u);
    }),
    { numRuns: 40 },
  );
});

test("five thousand accounts and every detection fit into the definition", () => {
  const accounts = Array.from({ length: 5000 }, (_, index) => ({
    id: String(100_000_000_000 + index),
    name: `workload-account-with-a-long-name-${index}`,
  }));

  expect(definitionBytes(alarmDigestDefinition({ ...exampleAlarmFacts, accounts }))).toBeLessThan(MAX_DEFINITION_BYTES);
});

test.each([
  ["the alarm composer", alarmComposerDefinition(exampleAlarmFacts)],
  ["the digest of alarms", alarmDigestDefinition(exampleAlarmFacts)],
])("every state of %s leads to one that is there, and each can be reached", (_, definition) => {
  for (const { StartAt, States } of machinesIn(JSON.parse(definition))) {
    const targets = Object.values(States).flatMap(({ Next, Default, Choices = [], Catch = [] }) =>
      [Next, Default, ...[...Choices, ...Catch].map((each) => each.Next)].filter((name) => name !== undefined),
    );
    expect([...new Set([StartAt, ...targets])].sort()).toEqual(Object.keys(States).sort());
  }
});

interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<
    Record<string, { Next?: string; Default?: string; Choices?: { Next: string }[]; Catch?: { Next: string }[] }>
  >;
}

function machinesIn(value: unknown): readonly Machine[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(machinesIn);
  return "StartAt" in value ? [value as Machine, ...inner] : inner;
}
