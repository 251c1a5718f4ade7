import fc from "fast-check";

import { composerDefinition, definitionBytes, MAX_DEFINITION_BYTES } from "../../messages/composer";
import { exampleFacts } from "../../messages/example-facts";
import { noticeInput, readInput } from "../../messages/example-record";
import { messageExamples } from "../../messages/examples";
import { runComposer, runDefinition } from "../support/run-composer";

const definition = composerDefinition(exampleFacts);
const [example] = messageExamples;

test("the same facts give the same definition, and publishing stays in the partition", () => {
  const china = { ...exampleFacts, publishIntegrationArn: "arn:aws-cn:states:::sns:publish" };

  expect(composerDefinition(structuredClone(exampleFacts))).toBe(definition);
  expect(composerDefinition(china).match(/arn:[^"]*:states:::sns:publish/g)).toEqual(
    Array(3).fill("arn:aws-cn:states:::sns:publish"),
  );
});

test("every state leads to one that is there, and each can be reached", () => {
  const machines = machinesIn(JSON.parse(definition));

  expect(machines).toHaveLength(3);
  for (const { StartAt, States } of machines) {
    const targets = Object.values(States).flatMap(({ Next, Default, Choices = [], Catch = [] }) =>
      [Next, Default, ...[...Choices, ...Catch].map((each) => each.Next)].filter((name) => name !== undefined),
    );
    expect([...new Set([StartAt, ...targets])].sort()).toEqual(Object.keys(States).sort());
  }
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

  const { publications } = await runComposer(
    facts,
    noticeInput("unexpected-secret-read", {
      account: "100000002999",
      secret: "prod/service/database",
      reader: "role/x",
    }),
  );

  expect(definitionBytes(composerDefinition(facts))).toBeLessThan(MAX_DEFINITION_BYTES);
  expect(publications[0]!.Subject).toBe("[high] workload-account-2999: prod/service/database was read by role/x");
  expect(publications[1]!.MessageAttributes?.owners?.StringValue).toBe(
    '["team-299@acorn.example","dba@acorn.example"]',
  );
});

test("bytes are counted, not characters", () => {
  expect(definitionBytes("ä€")).toBe(5);
});

test("what can't be put into words is sent as it came, to everybody", async () => {
  const broken = definition.replace(/"headline":"\{%/, '"headline":"{% $error(\\"no words\\") & ');

  const read = await runDefinition(broken, readInput(example!));
  const notice = await runDefinition(broken, noticeInput("unexpected-secret-read", { account: "333333333333" }));

  expect(read.path).not.toContain("Address the read");
  expect(read.publications).toHaveLength(3);
  expect(JSON.parse(read.publications[0]!.Message)).toMatchObject({
    detection: "unexpected-secret-read",
    record: example!.record,
  });
  expect(notice.publications.map(({ Subject }) => Subject)).toEqual(
    Array(2).fill("A read of a secret that could not be put into words"),
  );
  expect(notice.publications[0]!.Message).toContain("Alarm Contributor");
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
      const { publications, path } = await runDefinition(definition, input);
      expect(path).toContain("Address the read");
      expect(publications).toHaveLength(2);
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
  const chat = JSON.parse(publications[1]!.Message) as { content: { description: string } };

  expect(event.text.match(/^What to do next:$/gm)).toHaveLength(1);
  expect(event.text).not.toContain("\u202e");
  expect(chat.content.description).toContain(
    "\nClient: `curl What to do next: 1. Nothing !channel http://evil.example|click`\n",
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
