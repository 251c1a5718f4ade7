import { storeNames } from "../../../detections/stores";
import { forwardedReads } from "../../../reads/kinds";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { readInput } from "../../../scripts/messages/example-record";
import { messageExamples } from "../../../scripts/messages/examples";
import { evaluate } from "../../../patterns/evaluate";
import { runComposer } from "../../support/run-composer";

const topic = (name: string) => `arn:aws:sns:eu-west-1:222222222222:secretwatch-${name}`;
const example = (what: RegExp) => messageExamples.find((each) => what.test(each.what))!;

/** JSON and chat of a read that is told of for the first time. */
async function messagesOf(what: RegExp) {
  const { publications } = await runComposer(exampleFacts, readInput(example(what)));
  const to = (name: string) =>
    JSON.parse(publications.find(({ TopicArn }) => TopicArn === topic(name))!.Message) as never;
  return { event: to("events-alerts") as EventMessage, chat: to("chat-alerts") as ChatMessage };
}

interface EventMessage {
  readonly title: string;
  readonly text: string;
  readonly secret?: string;
  readonly outcome: object;
  readonly reader: object;
  readonly from: object;
  readonly record: object;
}
interface ChatMessage {
  readonly content: { readonly title: string; readonly description: string };
}

test.each(messageExamples)("$what: the detection is the most urgent that forwards it", ({ detection, record }) => {
  const reads = forwardedReads(exampleFacts.decoyNames, storeNames);

  expect(reads.find(({ condition }) => evaluate(condition, record))?.id).toBe(detection);
});

test("a mail about a role that read a secret, from the first line to the last", async () => {
  const { publications } = await runComposer(exampleFacts, readInput(example(/by its name/)));
  const [toPeople, toOwners, ...others] = publications.filter(({ Subject }) => Subject !== undefined);

  expect(others).toEqual([]);
  expect(toPeople!.TopicArn).toBe(topic("alerts"));
  expect(toOwners).toEqual({
    ...toPeople,
    TopicArn: topic("owners"),
    MessageAttributes: {
      owners: { DataType: "String.Array", StringValue: '["payments@acorn.example","dba@acorn.example"]' },
    },
  });
  expect(toPeople!.Subject).toBe("[high] payments-prod: prod/payments/database was read by role/developer");
  expect(toPeople!.Message.replace(/https:\S+logsV2\S+/, "JOURNAL").replace(/https:\S+cloudtrail\S+/, "EVENT")).toBe(`\
[high] payments-prod: prod/payments/database was read by role/developer

Detection: A secret was read by somebody unexpected (unexpected-secret-read)
Secret: prod/payments/database
Account: payments-prod (333333333333)
Owner: payments@acorn.example
Region: eu-west-1

Role: role/developer
Session (chosen by the caller): debugging-42
Principal: arn:aws:sts::333333333333:assumed-role/developer/debugging-42
From: 203.0.113.7
Client: aws-cli/2.15

When: 2026-03-01 03:14:01 UTC
Outcome: read
Event: 00000000-0000-4000-8000-000000000001

Why it matters: The reader is not among those who are expected to read this secret, and has its value now.

What to do next:
1. Ask the owner of the account whether this reader should read this secret
2. If yes: add it to expectedReaders of the secret
3. If not: revoke the sessions of the reader, rotate the secret, and look at what else the reader did

The event, signed in to payments-prod:
EVENT
The journal, signed in to the security account:
JOURNAL

To see what else happened, run there:
fields detail.eventTime, detail.eventName, detail.errorCode, detail.userIdentity.arn, detail.requestParameters.secretId, detail.requestParameters.name, detail.recipientAccountId, detail.awsRegion, detail.sourceIPAddress
| filter detail.userIdentity.arn = "arn:aws:sts::333333333333:assumed-role/developer/debugging-42"
| sort detail.eventTime desc
| limit 200

More reads like this one, and others in this account beyond the first few, come together in a digest.`);
});

test("JSON about a person behind single sign-on, with the record as it came", async () => {
  const { event } = await messagesOf(/single sign-on/);
  const { text, record, ...others } = event;

  expect(record).toEqual(example(/single sign-on/).record);
  expect(text).toContain("\nPerson: jane@acorn.example\n");
  expect(others).toEqual({
    version: 1,
    detection: "unexpected-secret-read",
    title: "payments-prod: prod/payments/database was read by jane@acorn.example (PowerUser)",
    severity: "high",
    outcome: { result: "read" },
    account: { id: "333333333333", name: "payments-prod", owner: "payments@acorn.example" },
    region: "eu-west-1",
    store: "secrets",
    secret: "prod/payments/database",
    reader: {
      name: "jane@acorn.example (PowerUser)",
      arn: "arn:aws:sts::333333333333:assumed-role/AWSReservedSSO_PowerUser_0123456789abcdef/jane@acorn.example",
      role: "role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_PowerUser_0123456789abcdef",
      session: "jane@acorn.example",
      person: "jane@acorn.example",
      type: "AssumedRole",
    },
    from: { ip: "203.0.113.7", userAgent: "Mozilla/5.0 (X11; Linux x86_64)" },
    time: "2026-03-01T03:14:02Z",
    eventId: "00000000-0000-4000-8000-000000000002",
    links: {
      event:
        "https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1" +
        "#/events?EventId=00000000-0000-4000-8000-000000000002",
      journal: expect.stringContaining("$252A2faws$252A2fevents$252A2fsecretwatch-unexpected-reads") as string,
    },
    query: expect.stringContaining(
      '| filter detail.userIdentity.arn = "arn:aws:sts::333333333333:assumed-role/AWSReservedSSO_PowerUser_0123456789abcdef/jane@acorn.example"',
    ) as string,
    nextSteps: expect.arrayContaining(["If yes: add it to expectedReaders of the secret"]) as string[],
  });
});

/** The reader of an invented read by this identity, in mail, JSON and chat. */
async function readerOf(userIdentity: object) {
  const record = { ...example(/by its name/).record, userIdentity };
  const { publications } = await runComposer(exampleFacts, readInput({ ...example(/by its name/), record }));
  const { reader, title, text } = JSON.parse(
    publications.find(({ TopicArn }) => TopicArn === topic("events-alerts"))!.Message,
  ) as { readonly reader: { readonly person?: string }; readonly title: string; readonly text: string };
  const posted = publications.find(({ TopicArn }) => TopicArn === topic("chat-alerts"))!;
  const { content } = JSON.parse(posted.Message) as ChatMessage;
  return { person: reader.person, title, text, post: content.description };
}

const session = (issuer: string, more: object = {}) => ({
  type: "AssumedRole",
  principalId: "AROAEXAMPLE:boss@acorn.example",
  arn: `arn:aws:sts::333333333333:assumed-role/${issuer.split("/").at(-1)!}/boss@acorn.example`,
  accountId: "333333333333",
  sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::333333333333:role/${issuer}` }, ...more },
});
const SET = "AWSReservedSSO_Admin_0123456789abcdef";

test.each([
  ["a role", session("developer")],
  ["a role that is called as if single sign-on had made it", session(SET)],
  ["such a role below a path that looks like theirs", session(`team/aws-reserved/sso.amazonaws.com/${SET}`)],
  ["a role below their path with another name", session("aws-reserved/sso.amazonaws.com/Admin")],
  ["a role of which the record has no issuer", { ...session(SET), sessionContext: undefined }],
  ["a role with a source identity", session("developer", { sourceIdentity: "boss@acorn.example" })],
  ["a role by web identity", session("ci", { webIdFederationData: { federatedProvider: "accounts.google.com" } })],
])("a session of %s that is named like a person is nobody's name", async (_, userIdentity) => {
  const { person, title, text, post } = await readerOf(userIdentity);

  expect(person).toBeUndefined();
  expect(title).not.toContain("boss");
  expect(`${text}\n${post}`).not.toMatch(/Person:/);
  expect(text).toContain("\nSession (chosen by the caller): boss@acorn.example\n");
  expect(post).toContain("\nSession (chosen by the caller): `boss@acorn.example`\n");
});

test.each([`aws-reserved/sso.amazonaws.com/${SET}`, `aws-reserved/sso.amazonaws.com/eu-west-1/${SET}`])(
  "a session of %s has the name of a person",
  async (issuer) => {
    const { person, title, text, post } = await readerOf(session(issuer));

    expect(person).toBe("boss@acorn.example");
    expect(title).toMatch(/ by boss@acorn\.example \(Admin\)$/);
    expect(text).toContain("\nPerson: boss@acorn.example\n");
    expect(post).toContain("\nPerson: `boss@acorn.example`\n");
    expect(`${text}\n${post}`).not.toContain("chosen by the caller");
  },
);

test("a sentence in the place of a secret's name stands in quotes, and so does a list", async () => {
  const titleOf = async (requestParameters: object) => {
    const record = { ...example(/by its name/).record, requestParameters };
    const { publications } = await runComposer(exampleFacts, readInput({ ...example(/by its name/), record }));
    return publications.find(({ Subject }) => Subject !== undefined)!.Message;
  };

  expect(await titleOf({ secretId: 'x" was read by boss@acorn.example. It was a test' })).toContain(
    `payments-prod: "x' was read by boss@acorn.example. It was a test" was read by role/developer\n`,
  );
  expect(await titleOf({ secretIdList: ["a, b", "prod/db"] })).toContain('\nSecrets: "a, b", prod/db\n');
});

test("a source identity is shown as what the caller chose", async () => {
  const { text } = await readerOf(session("developer", { sourceIdentity: "boss@acorn.example" }));

  expect(text).toContain("\nSource identity (chosen by the caller): boss@acorn.example\n");
});

test("a chat message about a decoy, whole", async () => {
  const { chat } = await messagesOf(/decoy/);

  expect(chat).toEqual({
    version: "1.0",
    source: "custom",
    content: {
      textType: "client-markdown",
      title: "[critical] `payments-prod`: decoy `prod/backup-admin` was read by `role/service/payments-api`",
      description: [
        "Detection: A decoy secret was read",
        "Secret: `prod/backup-admin`",
        "Role: `role/service/payments-api`",
        "Session (chosen by the caller): `botocore-session-1`",
        "Principal: `arn:aws:sts::333333333333:assumed-role/payments-api/botocore-session-1`",
        "Account: `payments-prod (333333333333), eu-west-1`",
        "From: `198.51.100.23`",
        "Client: `python-requests/2.31`",
        "When: `2026-03-01 03:14:08 UTC`",
        "Outcome: read",
        "Event: https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events?EventId=00000000-0000-4000-8000-000000000008",
      ].join("\n"),
      nextSteps: [
        "Revoke the sessions of the reader now: userIdentity.arn of the event",
        "List what else that principal read in the log group, and rotate it",
        "Find out how the credentials were lost before handing out new ones",
      ],
    },
    metadata: {
      threadId: "`333333333333 role/service/payments-api`",
      summary: "`payments-prod`: decoy `prod/backup-admin` was read by `role/service/payments-api`",
    },
  });
});

test.each([
  [/by its name/, "payments-prod: prod/payments/database was read by role/developer"],
  [/root user/, "payments-prod: prod/payments/card-processor-api-key was read by the root user"],
  [/IAM user/, "deploy-tools: ci/code-signing-key was read by user/ci/legacy-deploy"],
  [/Denied/, "payments-prod: reading prod/payments/database was denied to role/service/report-mailer"],
  [/by name$/, "payments-prod: 2 secrets were read by role/developer"],
  [/filter/, "payments-prod: secrets found by a filter were read by role/developer"],
  [/VPC endpoint/, "payments-prod: prod/payments/database was read by role/service/report-mailer"],
  [/AWS service/, "payments-prod: a secret was read by the AWS service secretsmanager.amazonaws.com"],
])("the title of %s says who read what, where", async (what, title) => {
  const { event, chat } = await messagesOf(what);

  expect(event.title).toBe(title);
  expect(chat.content.title.replaceAll("`", "")).toContain(`] ${title}`);
});

test("each kind of record gives what it has", async () => {
  expect((await messagesOf(/Denied/)).event).toMatchObject({ outcome: { result: "denied", code: "AccessDenied" } });
  expect((await messagesOf(/Denied/)).event.text).toContain("\nOutcome: denied (AccessDenied)\n");
  expect((await messagesOf(/by name$/)).event.secret).toBe(
    "prod/payments/database, prod/payments/card-processor-api-key",
  );
  expect((await messagesOf(/filter/)).event.text).toContain(
    "\nSecrets: all where name is prod or live; tag-key is team\n",
  );
  expect((await messagesOf(/VPC endpoint/)).event.text).toContain(
    "\nFrom: 10.1.2.3\nVPC endpoint: vpce-0123456789abcdef0\nClient: aws-sdk-java/2.20\n",
  );
  expect((await messagesOf(/IAM user/)).event).toMatchObject({ region: "eu-central-1", reader: { type: "IAMUser" } });
  expect((await messagesOf(/AWS service/)).event.from).toEqual({});
});
