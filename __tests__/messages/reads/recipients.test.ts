import type { ComposerFacts } from "../../../messages/reads/composer-facts";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRecord, readInput, roleSession } from "../../../scripts/messages/example-record";
import { runComposer, type Services } from "../../support/run-composer";

const decoy = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/backup-admin-m4N5p6";
const read = (
  recipientAccountId: string | undefined,
  detection = "unexpected-secret-read",
  requestParameters: object | null = { secretId: "prod/payments/database" },
  more: object = {},
) =>
  readInput({
    what: "",
    detection,
    record: exampleRecord(1, {
      recipientAccountId,
      userIdentity: roleSession("developer", "x"),
      requestParameters,
      ...more,
    }),
  });
/** What a call that was refused has beside the rest. */
const denied = { errorCode: "AccessDenied" };

/** Names of the topics in order, and the whole run. */
async function told(input: unknown, facts: ComposerFacts = exampleFacts, services?: Services) {
  const run = await runComposer(facts, input, services);
  const topics = run.publications.map(({ TopicArn }) => TopicArn.split(":secretwatch-")[1]);
  const mails = run.publications.flatMap((each) =>
    each.Subject === undefined ? [] : [{ ...each, Subject: each.Subject }],
  );
  return { ...run, topics, mails };
}

test("a read goes to programs, then to people, chats and owners, each by severity", async () => {
  expect((await told(read("333333333333"))).topics).toEqual(["events-alerts", "alerts", "chat-alerts", "owners"]);
  expect((await told(read("333333333333", "secret-decoy-read", { secretId: decoy }))).topics).toEqual([
    "events-alerts",
    "events-duty",
    "alerts",
    "chat-alerts",
    "route-duty",
    "owners",
  ]);
});

test("nobody is told of a quiet account, and nothing is remembered of it", async () => {
  for (const detection of ["unexpected-secret-read", "secret-decoy-read"]) {
    const run = await told(read("444444444444", detection, { secretId: decoy }));

    expect(run).toMatchObject({ publications: [], status: "SUCCEEDED" });
    expect(run.path.at(-1)).toBe("Nobody to tell");
    expect(run.path).not.toContain("Remember the event");
  }
});

test.each(["info", "low"] as const)(
  "a detection that is %s does not reach whoever wants more urgent ones",
  async (severity) => {
    const detections = exampleFacts.detections.map((each) => ({ ...each, severity }));

    const { topics } = await told(read("333333333333"), { ...exampleFacts, detections });

    expect(topics).toEqual(severity === "low" ? ["events-alerts", "alerts", "chat-alerts"] : []);
  },
);

test("where there are only programs, nothing is remembered of what people were not told", async () => {
  const [{ minimumSeverity, eventsTopicArn }] = exampleFacts.recipients as [(typeof exampleFacts.recipients)[number]];
  const facts = { ...exampleFacts, recipients: [{ minimumSeverity, eventsTopicArn }], owners: undefined };

  const { topics, path } = await told(read("333333333333"), facts);

  expect(topics).toEqual(["events-alerts"]);
  expect(path).not.toContain("Remember the event");
});

test("people are told of an account that nobody knows", async () => {
  const { topics, mails } = await told(read("999999999999"));

  expect(topics).toEqual(["events-alerts", "alerts", "chat-alerts"]);
  expect(mails[0]!.Subject).toBe("[high] unknown account: prod/payments/database was read by role/developer");
  expect(mails[0]!.Message).toContain("\nAccount: unknown account (999999999999)\n");
});

test("an account is found by who sent the event where the record has none, and is unknown without either", async () => {
  const { detail, ...event } = read("333333333333").event;
  const without = { ...detail, recipientAccountId: null };

  const sent = await told({ detection: "unexpected-secret-read", event: { ...event, detail: without } });
  const nowhere = await told({ detection: "unexpected-secret-read", event: { detail: { ...without, eventID: 7 } } });

  expect(sent.publications[0]!.Message).toContain('"title":"payments-prod: ');
  expect(nowhere.publications[0]!.Message).toContain('"account":{"name":"unknown account"}');
  expect(nowhere.topics).toEqual(["events-alerts", "alerts", "chat-alerts"]);
});

test.each([
  [{ requestParameters: null }, "[high] payments-prod: a secret was read by role/developer"],
  [{ userIdentity: null }, "[high] payments-prod: prod/payments/database was read"],
  [{ userIdentity: null, requestParameters: null }, "[high] payments-prod: a secret was read"],
  [
    { userIdentity: { type: "AWSAccount", accountId: "777777777777", principalId: "AROAEXAMPLE:x" } },
    "[high] payments-prod: prod/payments/database was read by a principal of account 777777777777",
  ],
])("a mail about a record with %j does without what is not there", async (more, subject) => {
  const { mails } = await told(read("333333333333", undefined, undefined, more));

  expect(mails[0]!.Subject).toBe(subject);
  expect(mails[0]!.Message).not.toMatch(/undefined|null/);
});

test("a mail about a refusal says so", async () => {
  const { mails } = await told(read("333333333333", "unexpected-secret-read-refused", undefined, denied));

  expect(mails[0]!.Subject).toBe("[medium] payments-prod: reading prod/payments/database was denied to role/developer");
});

describe("a decoy", () => {
  const others = ["unexpected-secret-read", "unexpected-secret-read-refused"];
  const names = [decoy, "prod/backup-admin", "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/backup-admin"];

  test.each(others)("is told of by its own detection, so %s says nothing of a single read", async (other) => {
    for (const secret of names) {
      const inputs = [
        read("333333333333", other, { secretId: secret }),
        read("333333333333", other, { secretIdList: [secret] }),
      ];
      for (const input of inputs) {
        const { publications, path, status } = await told(input);
        expect(path).toContain("Told already");
        expect({ publications, status }).toEqual({ publications: [], status: "SUCCEEDED" });
      }
    }
  });

  test("is told of by name, whether it was read or tried", async () => {
    const worked = await told(read("333333333333", "secret-decoy-read", { secretId: decoy }));
    const refused = await told(read("333333333333", "secret-decoy-read", { secretId: decoy }, denied));

    expect(worked.mails[0]!.Subject).toBe(
      "[critical] payments-prod: decoy prod/backup-admin was read by role/developer",
    );
    expect(refused.mails[0]!.Subject).toBe(
      "[critical] payments-prod: reading decoy prod/backup-admin was denied to role/developer",
    );
    expect(refused.mails[0]!.Message).toContain("\nOutcome: denied (AccessDenied)\n");
  });

  test("among other secrets in a batch silences nothing", async () => {
    const batch = { secretIdList: ["prod/payments/database", decoy] };

    expect((await told(read("333333333333", "unexpected-secret-read", batch))).mails[0]!.Subject).toBe(
      "[high] payments-prod: 2 secrets were read by role/developer",
    );
    expect((await told(read("333333333333", "secret-decoy-read", batch))).mails[0]!.Subject).toBe(
      "[critical] payments-prod: a decoy among 2 secrets was read by role/developer",
    );
  });

  test("that only an error message names is told of as a refusal: its own detection does not see it", async () => {
    const errorMessage = `not authorized to perform: secretsmanager:GetSecretValue on resource: ${decoy}`;

    const { topics, mails } = await told(
      read("333333333333", "unexpected-secret-read-refused", null, { ...denied, errorMessage }),
    );

    expect(topics).toEqual(["events-alerts", "alerts", "chat-alerts", "owners"]);
    expect(mails[0]!.Subject).toContain("reading prod/backup-admin was denied to role/developer");
  });

  test("is any other secret where there are no decoys", async () => {
    const facts = { ...exampleFacts, decoyNames: [] };

    expect((await told(read("333333333333", "unexpected-secret-read", { secretId: decoy }), facts)).topics).toEqual([
      "events-alerts",
      "alerts",
      "chat-alerts",
      "owners",
    ]);
  });
});

test("owners are written to once, and only if there are any", async () => {
  const owners = async (accountId: string, secretId: string, facts = exampleFacts) =>
    (await told(read(accountId, undefined, { secretId }), facts)).publications.find(({ TopicArn }) =>
      TopicArn.endsWith("-owners"),
    )?.MessageAttributes?.owners?.StringValue;
  const database = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/payments/database-x7Y2k9";
  const same = exampleFacts.secretOwners.map((each) => ({ ...each, owner: "payments@acorn.example" }));

  expect(await owners("333333333333", database)).toBe('["payments@acorn.example","dba@acorn.example"]');
  expect(await owners("333333333333", "prod/payments/other")).toBe('["payments@acorn.example"]');
  expect(await owners("333333333333", database, { ...exampleFacts, secretOwners: same })).toBe(
    '["payments@acorn.example"]',
  );
  const paths = ["prod/*", "prod/payments/*"].map((secretName, index) => ({
    accountId: "333333333333",
    secretName,
    owner: `path-${index}@acorn.example`,
  }));
  const below = (secretId: string) =>
    owners("333333333333", secretId, { ...exampleFacts, secretOwners: [...exampleFacts.secretOwners, ...paths] });
  expect(await below("prod/payments/a/b")).toBe('["payments@acorn.example","path-1@acorn.example"]');
  expect(await below("prod/other")).toBe('["payments@acorn.example","path-0@acorn.example"]');
  expect(await below("prod/payments")).toBe('["payments@acorn.example","path-0@acorn.example"]');
  expect(await below("prod")).toBe('["payments@acorn.example"]');
  expect(await below(database)).toBe('["payments@acorn.example","dba@acorn.example"]');
  expect(await owners("222222222222", database)).toBeUndefined();
  expect(await owners("333333333333", database, { ...exampleFacts, owners: undefined })).toBeUndefined();
});

test("a detection that nobody knows here is told as an unexpected read is", async () => {
  const { topics, publications } = await told(read("333333333333", "brand-new"));

  expect(topics).toEqual(["events-alerts", "alerts", "chat-alerts", "owners"]);
  expect(publications[0]!.Message).toContain('"detection":"brand-new"');
  expect(publications[0]!.Message).toContain('"severity":"high"');
});

test("a topic that refuses does not keep others waiting, and the execution fails", async () => {
  const input = read("333333333333", "secret-decoy-read", { secretId: decoy });

  const { topics, status } = await told(input, exampleFacts, {
    refuses: (topicArn) => topicArn.endsWith("-alerts"),
  });

  expect(topics).toEqual(["events-duty", "route-duty", "owners"]);
  expect(status).toBe("FAILED");
});

test("programs that refuse keep nothing from people, and people nothing from the memory", async () => {
  const programs = await told(read("333333333333"), exampleFacts, { refuses: (arn) => arn.includes("-events-") });
  const people = await told(read("333333333333"), exampleFacts, { refuses: (arn) => !arn.includes("-events-") });

  expect(programs.topics).toEqual(["alerts", "chat-alerts", "owners"]);
  expect(people.topics).toEqual(["events-alerts"]);
  expect([programs.status, people.status]).toEqual(["FAILED", "FAILED"]);
  // Whom no topic told of it, the digest tells: only what was told is counted as told.
  expect(programs.path).toContain("Told");
  expect(people.path).not.toContain("Told");
});

test("anything else than reads is left alone", async () => {
  for (const input of [
    {},
    { event: {} },
    { event: { "detail-type": "Scheduled Event" } },
    { event: { "detail-type": "CloudWatch Alarm Contributor State Change" } },
    { detection: null, event: {} },
  ]) {
    expect(await told(input)).toMatchObject({ publications: [], status: "SUCCEEDED" });
  }
});
