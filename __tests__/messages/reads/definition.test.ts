import fc from "fast-check";

import { COMPARE_WITH_EXPECTED } from "../../../messages/reads/expected";
import { composerDefinition } from "../../../messages/reads/composer";
import { digestDefinition } from "../../../messages/reads/digest";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRecord, readInput, roleSession } from "../../../scripts/messages/example-record";
import { messageExamples } from "../../../scripts/messages/examples";
import { everythingNew, runComposer, runDefinition, ServiceError } from "../../support/run-composer";
import { definitionBytes, MAX_DEFINITION_BYTES } from "../../support/definition-size";

const definition = composerDefinition(exampleFacts);
const digest = digestDefinition(exampleFacts);
const [example] = messageExamples;

test("the same facts give the same definitions, and every integration stays in the partition", () => {
  const china = {
    ...exampleFacts,
    integrationArn: (api: string) => `arn:aws-cn:states:::${api}`,
  };

  for (const define of [composerDefinition, digestDefinition]) {
    expect(define({ ...exampleFacts, accounts: [...exampleFacts.accounts] })).toBe(define(exampleFacts));
    const resources = define(china).match(/"Resource":"[^"]*"/g)!;
    expect(resources.length).toBeGreaterThan(5);
    expect(resources.filter((each) => !each.startsWith('"Resource":"arn:aws-cn:states:::'))).toEqual([]);
  }
});

test.each([
  // The machine itself, what puts into words, and what sends to programs and to people.
  ["composer", definition, 4],
  // The machine itself, reads of accounts, mails, and what takes accounts off the list.
  ["digest", digest, 4],
])("every state of the %s leads to one that is there, and each can be reached", (_, text, count) => {
  const machines = machinesIn(JSON.parse(text));

  expect(machines).toHaveLength(count);
  for (const { StartAt, States } of machines) {
    const targets = Object.values(States).flatMap(({ Next, Default, Choices = [], Catch = [] }) =>
      [Next, Default, ...[...Choices, ...Catch].map((each) => each.Next)].filter((name) => name !== undefined),
    );
    expect([...new Set([StartAt, ...targets])].sort()).toEqual(Object.keys(States).sort());
  }
});

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-states.html
test.each([
  ["composer", definition],
  ["digest", digest],
])("names of states are unique in the whole %s, those inside others too, and of at most 80 characters", (_, text) => {
  const states = machinesIn(JSON.parse(text)).flatMap(({ States }) => Object.keys(States));

  expect(states.filter((name, index) => states.indexOf(name) !== index)).toEqual([]);
  expect(states.filter((name) => name.length > 80)).toEqual([]);
});

test("without a canary there are no states for it", () => {
  const { canary, ...without } = exampleFacts;
  const [machine] = machinesIn(JSON.parse(composerDefinition(without)));

  expect(canary).toBeDefined();
  expect(Object.keys(machine!.States).filter((name) => name.includes("canary"))).toEqual([]);
  expect(machine!.States["Is it quiet"]!.Default).toBe("Is it a drill");
  expect(machine!.States["Is it a drill"]!.Default).toBe(COMPARE_WITH_EXPECTED);
});

test("five thousand accounts with a few thousand owners of secrets fit, and are found", async () => {
  const accounts = Array.from({ length: 5000 }, (_, index) => ({
    id: String(100000000000 + index),
    name: `workload-account-${index}`,
    owner: `team-${index % 300}@acorn.example`,
    mode: "notify" as const,
  }));
  const secretOwners = accounts.slice(0, 3000).map(({ id }) => ({
    accountId: id,
    secretName: "prod/service/database",
    owner: "dba@acorn.example",
  }));
  const facts = { ...exampleFacts, accounts, secretOwners };
  const record = exampleRecord(1, {
    recipientAccountId: "100000002999",
    userIdentity: roleSession("x", "x"),
    requestParameters: { secretId: "prod/service/database" },
  });

  const { publications } = await runComposer(
    facts,
    readInput({ what: "", detection: "unexpected-secret-read", record }),
  );
  const owners = publications.find(({ MessageAttributes }) => MessageAttributes !== undefined)!;

  expect(definitionBytes(composerDefinition(facts))).toBeLessThan(MAX_DEFINITION_BYTES);
  expect(definitionBytes(digestDefinition(facts))).toBeLessThan(MAX_DEFINITION_BYTES);
  expect(owners.Subject).toBe("[high] workload-account-2999: prod/service/database was read by role/x");
  expect(owners.MessageAttributes?.owners?.StringValue).toBe('["team-299@acorn.example","dba@acorn.example"]');
});

test("bytes are counted, not characters", () => {
  expect(definitionBytes("ä€")).toBe(5);
});

test("what can't be put into words is sent as it came, to everybody", async () => {
  const broken = definition.replace(/"headline":"\{%/, '"headline":"{% $error(\\"no words\\") & ');

  const { path, publications, status } = await runDefinition(broken, readInput(example!), { call: everythingNew });

  expect(path).not.toContain("Address it");
  expect(publications.map(({ TopicArn }) => TopicArn.split(":secretwatch-")[1])).toEqual([
    "events-alerts",
    "events-duty",
    "alerts",
    "chat-alerts",
    "route-duty",
  ]);
  expect(JSON.parse(publications[0]!.Message)).toMatchObject({
    detection: "unexpected-secret-read",
    record: example!.record,
  });
  const mails = publications.filter(({ Subject }) => Subject !== undefined);
  expect(mails.map(({ Subject }) => Subject)).toEqual(
    Array(2).fill("A read of a secret that could not be put into words"),
  );
  expect(mails[0]!.Message).toContain(String(example!.record.eventID));
  expect(status).toBe("SUCCEEDED");
});

test("while the table is out of reach, programs get the read, and the execution fails", async () => {
  const asked: string[] = [];
  const { publications, path, status, cause } = await runDefinition(definition, readInput(example!), {
    call: (api) => {
      asked.push(api);
      throw new ServiceError("DynamoDB.InternalServerErrorException", "out of reach");
    },
  });

  expect(publications.map(({ TopicArn }) => TopicArn.split(":secretwatch-")[1])).toEqual(["events-alerts"]);
  expect(path.at(-1)).toBe("Is it new");
  expect({ status, cause }).toEqual({
    status: "FAILED",
    cause: "DynamoDB.InternalServerErrorException: out of reach",
  });
  expect(asked).toEqual(Array(5).fill("dynamodb:putItem"));
});

test("no record, however odd, leaves people without words", async () => {
  const odd = fc.oneof(
    fc.constantFrom(null, undefined, "", "arn:", "AccessDenied", "a/b", 7, true, [], {}),
    fc.array(fc.oneof(fc.constant(null), fc.string(), fc.integer()), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("arn", "key", "values", "sessionIssuer"), fc.string(), { maxKeys: 3 }),
  );
  const identity = fc.oneof(
    odd,
    fc.record({ type: odd, arn: odd, principalId: odd, invokedBy: odd, sessionContext: odd }),
  );
  const request = fc.oneof(odd, fc.record({ secretId: odd, secretIdList: odd, filters: odd, name: odd }));
  const records = fc.record({
    userIdentity: identity,
    requestParameters: request,
    recipientAccountId: odd,
    awsRegion: odd,
    errorCode: odd,
    errorMessage: odd,
    eventID: odd,
    eventTime: odd,
    resources: odd,
    userAgent: odd,
  });

  await fc.assert(
    fc.asyncProperty(records, async (record) => {
      const input = JSON.parse(
        JSON.stringify({ detection: "unexpected-secret-read", event: { detail: record } }),
      ) as unknown;
      const { publications, path, status } = await runDefinition(definition, input, { call: everythingNew });
      expect(path).toContain("Address it");
      expect(status).toBe("SUCCEEDED");
      expect(publications).toHaveLength(3);
    }),
    { numRuns: 200 },
  );
});

test("callers can't forge lines, mention people or turn the text around", async () => {
  const record = {
    ...example!.record,
    userAgent: "curl\nWhat to do next:\n1. Nothing\u202e <!channel> `<http://evil.example|click>`",
  };

  const { publications } = await runComposer(exampleFacts, readInput({ ...example!, record }));
  const event = JSON.parse(publications[0]!.Message) as { text: string };
  const posted = publications.find(({ TopicArn }) => TopicArn.includes("-chat-"))!;
  const chat = JSON.parse(posted.Message) as { content: { description: string } };

  expect(event.text.match(/^What to do next:$/gm)).toHaveLength(1);
  expect(event.text).not.toContain("\u202e");
  expect(chat.content.description).toContain(
    "\nClient: `curl What to do next: 1. Nothing? (!channel) '(http[:]//evil.example|click)'`\n",
  );
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
