import type { Account } from "../../../organization/organization";
import { decisions } from "../../../reads/undecided-reads";
import { composerDefinition } from "../../../messages/reads/composer";
import { digestDefinition } from "../../../messages/reads/digest";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRecord, readInput, roleSession } from "../../../scripts/messages/example-record";
import { memoryServer, type MemoryServer } from "../../support/memory-table";
import { runDefinition, type Services, ServiceError } from "../../support/run-composer";

let memory: MemoryServer;
beforeEach(async () => {
  memory = await memoryServer(exampleFacts.tableName);
});
afterEach(async () => {
  await memory.stop();
});

const composer = composerDefinition(exampleFacts);
const digest = digestDefinition(exampleFacts);
const START = Date.parse("2026-03-01T03:00:00Z");
const MINUTE = 60_000;

let executions = 0;

/** Topics that got something of a read, and how the execution ended. */
async function compose(number: number, more: object = {}, services: Services = {}) {
  const record = exampleRecord(number, {
    userIdentity: roleSession("developer", "debugging-42"),
    requestParameters: { secretId: "prod/payments/database" },
    ...more,
  });
  const input = readInput({ what: "", detection: "unexpected-secret-read", record });
  const executionId = String((executions += 1));
  const run = await runDefinition(composer, input, { call: memory.call, now: () => START, executionId, ...services });
  return { ...run, topics: run.publications.map(({ TopicArn }) => TopicArn.split(":secretwatch-")[1]) };
}

const tell = (services: Services = {}, input: object = {}) =>
  runDefinition(digest, input, { call: memory.call, now: () => START + 17 * MINUTE, ...services });

const everybody = ["events-alerts", "alerts", "chat-alerts", "owners"];

test("an event that comes twice is told of once, and programs get it twice", async () => {
  expect((await compose(1)).topics).toEqual(everybody);
  expect((await compose(1)).topics).toEqual(["events-alerts"]);
  expect((await tell()).publications).toEqual([]);
});

test("an execution that runs a second time tells of it, rather than nobody does", async () => {
  const dies: Services = {
    executionId: "same",
    call: (api, request) => {
      if (api === "dynamodb:updateItem") throw new ServiceError("DynamoDB.InternalServerError", "gone");
      return memory.call(api, request);
    },
  };

  expect(await compose(1, {}, dies)).toMatchObject({ status: "FAILED", topics: ["events-alerts"] });
  expect((await compose(1, {}, { executionId: "same" })).topics).toEqual(everybody);
});

test("without the table programs get the read all the same, and the execution fails", async () => {
  const call = () => {
    throw new ServiceError("DynamoDB.ResourceNotFoundException", "no table");
  };

  expect(await compose(1, {}, { call })).toMatchObject({ status: "FAILED", topics: ["events-alerts"] });
});

test("what no topic took is in the digest, and what a digest could not tell is in the next", async () => {
  const failed = await compose(1, {}, { refuses: (topicArn) => !topicArn.includes("events") });
  expect(failed).toMatchObject({ status: "FAILED", topics: ["events-alerts"] });

  const refused = await tell({ refuses: (topicArn) => topicArn.endsWith("-alerts") });
  expect(refused.status).toBe("FAILED");

  const { publications, status } = await tell();
  expect(status).toBe("SUCCEEDED");
  expect(publications.map(({ TopicArn }) => TopicArn.split(":secretwatch-")[1])).toEqual([
    "alerts",
    "chat-alerts",
    "owners",
    "owners",
  ]);
  expect((await tell()).publications).toEqual([]);
});

test("a digest says who read what how often and when, and each owner gets what is theirs", async () => {
  for (const number of [1, 2, 3]) await compose(number);

  const { publications } = await tell();

  expect(publications[0]!.Subject).toBe("[high] 2 more unexpected reads of secrets in payments-prod");
  expect(publications[0]!.Message).toContain(
    "\npayments-prod (333333333333):\n  [high] role/developer read prod/payments/database: 2 times, 2026-03-01 03:14:01 to 2026-03-01 03:14:03 UTC\n",
  );
  const owners = publications.flatMap(({ MessageAttributes }) => MessageAttributes?.owners?.StringValue ?? []);
  expect(owners).toEqual(['["payments@acorn.example"]', '["dba@acorn.example"]']);
});

test("an early digest takes nothing from the next one, and tells of accounts on the early list only", async () => {
  const full: Services = {
    call: (api, request) => {
      if (api === "aws-sdk:sfn:startExecution") return {};
      const { Key } = request as { Key?: { pk: { S: string }; sk: { S: string } } };
      if (Key?.pk.S === "line" && Key.sk.S !== "early") {
        throw new ServiceError("DynamoDB.ConditionalCheckFailedException", "the line is full");
      }
      return memory.call(api, request);
    },
  };
  expect((await compose(1, {}, full)).topics).toEqual(["events-alerts"]);
  await compose(2, { recipientAccountId: "555555555555" });
  await compose(3, { recipientAccountId: "555555555555" });

  const early = await tell({ now: () => START + MINUTE }, { early: true });
  const again = await tell({ now: () => START + 2 * MINUTE }, { early: true });
  const whole = await tell();

  expect(early.publications[0]!.Message).toContain("payments-prod (333333333333):");
  expect(early.publications[0]!.Message).not.toContain("deploy-tools");
  expect(again.publications).toEqual([]);
  expect(whole.publications[0]!.Message).toMatch(/payments-prod[^]*deploy-tools|deploy-tools[^]*payments-prod/);
});

test("the canary is remembered and told to nobody; nobody else can pass for it", async () => {
  const canary = {
    recipientAccountId: "222222222222",
    userIdentity: {
      ...roleSession("secretwatch-roll-call", "x"),
      sessionContext: { sessionIssuer: { arn: "arn:aws:iam::222222222222:role/secretwatch-roll-call" } },
    },
    requestParameters: { secretId: "secretwatch-canary-1772334000" },
    errorCode: "ResourceNotFoundException",
  };

  expect((await compose(1, canary)).topics).toEqual([]);
  expect(await memory.items()).toEqual([
    {
      pk: { S: "canary" },
      sk: { S: "arrived" },
      at: { N: String(START) },
      secret: { S: "secretwatch-canary-1772334000" },
    },
  ]);
  const others = [
    { ...canary, errorCode: undefined },
    { ...canary, requestParameters: { secretId: "prod/payments/database" } },
    { ...canary, userIdentity: roleSession("secretwatch-roll-call", "x") },
  ];
  for (const [index, other] of others.entries()) {
    expect((await compose(2 + index, other)).topics).toContain("alerts");
  }
});

describe("a drill", () => {
  const drill = {
    userIdentity: roleSession("SecretwatchDrill", "secretwatch"),
    requestParameters: { secretId: "secretwatch-drill-20260301031401-4f3a9c21" },
    errorCode: "ResourceNotFoundException",
  };
  const loud = { ...drill, requestParameters: { secretId: "secretwatch-drill-notify-20260301031401-4f3a9c21" } };

  test("is told to nobody, no program either, and nothing is remembered of it", async () => {
    const { topics, status } = await compose(1, drill);

    expect({ topics, status }).toEqual({ topics: [], status: "SUCCEEDED" });
    expect(await memory.items()).toEqual([]);
    expect((await tell()).publications).toEqual([]);
  });

  test.each<[string, object]>([
    ["reads a value, because there is a secret of that name", { errorCode: undefined }],
    ["is denied", { errorCode: "AccessDenied" }],
    ["asks for another secret", { requestParameters: { secretId: "prod/payments/database" } }],
    ["asks for what only begins alike", { requestParameters: { secretId: "secretwatch-drill-database" } }],
    [
      "asks for more than a drill does",
      { requestParameters: { secretId: `${drill.requestParameters.secretId}-production` } },
    ],
    ["asks with a line behind it", { requestParameters: { secretId: `${drill.requestParameters.secretId}\n` } }],
    ["asks for a secret that exists, by ARN", { requestParameters: { secretId: arnOfDrill("333333333333") } }],
    ["asks in another account, by ARN", { requestParameters: { secretId: arnOfDrill("555555555555") } }],
    ["asks for several", { eventName: "BatchGetSecretValue" }],
    ["is another role", { userIdentity: roleSession("developer", "SecretwatchDrill") }],
    ["is a role of that name below a path", { userIdentity: roleSession("team/SecretwatchDrill", "x") }],
    ["is the drill role of another account", { recipientAccountId: "555555555555" }],
    [
      "is a user of that name",
      { userIdentity: { type: "IAMUser", arn: "arn:aws:iam::333333333333:user/SecretwatchDrill" } },
    ],
    ["does not say of which account", { recipientAccountId: undefined }],
  ])("that %s is told as anything else is", async (_, more) => {
    const { publications } = await compose(1, { ...drill, ...more });

    expect(publications.length).toBeGreaterThan(0);
    expect(publications.filter(({ Subject = "" }) => Subject.includes("drill in"))).toEqual([]);
  });

  test("with --notify goes the whole way to people, and says what it is", async () => {
    const { publications, topics } = await compose(1, loud);

    expect(topics).toEqual(["events-alerts", "alerts", "chat-alerts", "owners"]);
    const [event, mail, chat] = publications;
    expect(mail!.Subject).toBe(
      "[high] drill in payments-prod: reading secretwatch-drill-notify-20260301031401-4f3a9c21 failed f...",
    );
    expect(JSON.parse(event!.Message)).toMatchObject({ detection: "drill-read", severity: "high" });
    expect((JSON.parse(chat!.Message) as { content: { title: string } }).content.title).toMatch(/\bdrill in\b/);
  });

  test("with --notify says a drill of nothing that reads a value or is denied", async () => {
    for (const [index, errorCode] of [undefined, "AccessDenied"].entries()) {
      const { publications } = await compose(1 + index, {
        ...loud,
        errorCode,
        // Another name: of what was told already, programs alone hear again.
        requestParameters: { secretId: `secretwatch-drill-notify-20260301031401-0000000${index}` },
      });

      expect(publications.map(({ Subject = "" }) => Subject).filter((subject) => subject.includes("drill in"))).toEqual(
        [],
      );
      expect(publications.length).toBeGreaterThan(3);
    }
  });
});

function arnOfDrill(account: string): string {
  return `arn:aws:secretsmanager:eu-west-1:${account}:secret:secretwatch-drill-20260301031401-4f3a9c21`;
}

describe("from an unexpected place", () => {
  const reader = "arn:aws:iam::333333333333:role/service/backup";
  const names = { ids: [], unsuffixed: [], idPrefixes: [] };
  const undecided = {
    expectations: [{ reader, from: ["vpce-0123456789abcdef0"], networks: [], any: true, ...names }],
    decoys: names,
  };
  const account = { id: "333333333333" } as Account;
  const placed = composerDefinition({
    ...exampleFacts,
    decisions: decisions([{ account, region: "eu-west-1", undecided }]),
  });
  const read = async (number: number, definition = placed) => {
    const record = exampleRecord(number, {
      userIdentity: roleSession("service/backup", "session"),
      requestParameters: { secretId: `prod/secret-${number}` },
    });
    const input = readInput({ what: "", detection: "unexpected-secret-read", record });
    const services = { call: memory.call, now: () => START, executionId: String((executions += 1)) };
    return (await runDefinition(definition, input, services)).publications;
  };

  test("whoever empties an account as a reader of any secret is told of as critical, and the digest has the rest", async () => {
    const all = [];
    for (let number = 1; number <= 20; number++) all.push(...(await read(number)));

    const mails = all.filter(({ TopicArn }) => TopicArn.endsWith(":secretwatch-alerts"));
    const { publications } = await tell();

    expect(mails).toHaveLength(7);
    expect(mails.at(-1)!.Subject).toMatch(/^\[critical\] payments-prod: 20 different reads of secrets in 15 minutes$/);
    expect(mails.at(-1)!.Message).toContain(
      "20 different reads of secrets by expected readers came from unexpected places in payments-prod within 15 minutes.",
    );
    expect(publications[0]!.Message).toMatch(
      /^ *\[high\] role\/service\/backup from an unexpected place read prod\/secret-\d+: /m,
    );
  });

  test("is told of although the same read was told of as unexpected before the reader was expected", async () => {
    const told = (publications: readonly { readonly TopicArn: string }[]) =>
      publications.some(({ TopicArn }) => TopicArn.endsWith(":secretwatch-alerts"));

    expect(told(await read(1, composer))).toBe(true);
    expect(told(await read(1, placed))).toBe(true);
  });
});
