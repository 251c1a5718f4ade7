import type { ComposerFacts } from "../../messages/composer-facts";
import { exampleFacts } from "../../messages/example-facts";
import { exampleRecord, noticeInput, readInput, roleSession } from "../../messages/example-record";
import { runComposer, type Services } from "../support/run-composer";

const attributes = {
  account: "333333333333",
  secret: "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/payments/database-x7Y2k9",
  reader: "arn:aws:sts::333333333333:assumed-role/developer/jane@acorn.example",
};
const decoy = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/backup-admin-m4N5p6";
const read = (
  recipientAccountId: string | undefined,
  detection = "unexpected-secret-read",
  requestParameters: object = { secretId: "prod/payments/database" },
) =>
  readInput({
    what: "",
    detection,
    record: exampleRecord(1, {
      recipientAccountId,
      userIdentity: roleSession("developer", "x"),
      requestParameters,
    }),
  });

/** Names of the topics in order, and the whole run. */
async function told(input: unknown, facts: ComposerFacts = exampleFacts, services?: Services) {
  const run = await runComposer(facts, input, services);
  return { ...run, topics: run.publications.map(({ TopicArn }) => TopicArn.split(":secretwatch-")[1]) };
}

test("a read goes to programs and chats, a notice to people and owners, each by severity", async () => {
  expect((await told(read("333333333333"))).topics).toEqual(["events-alerts", "chat-alerts"]);
  expect((await told(read("333333333333", "secret-decoy-read", { secretId: decoy }))).topics).toEqual([
    "events-alerts",
    "chat-alerts",
    "events-duty",
  ]);
  expect((await told(noticeInput("unexpected-secret-read", attributes))).topics).toEqual(["alerts", "owners"]);
  expect((await told(noticeInput("secret-decoy-read", { ...attributes, secret: decoy }))).topics).toEqual([
    "alerts",
    "route-duty",
    "owners",
  ]);
});

test("nobody is told of an account that is only watched", async () => {
  expect(await told(read("444444444444"))).toMatchObject({ publications: [], status: "SUCCEEDED" });
  expect(await told(noticeInput("secret-decoy-read", { ...attributes, account: "444444444444" }))).toMatchObject({
    publications: [],
    status: "SUCCEEDED",
  });
});

test.each(["info", "low"] as const)(
  "a detection that is %s does not reach whoever wants more urgent ones",
  async (severity) => {
    const detections = exampleFacts.detections.map((each) => ({ ...each, severity }));

    const { topics } = await told(noticeInput("unexpected-secret-read", attributes), { ...exampleFacts, detections });

    expect(topics).toEqual(severity === "low" ? ["alerts"] : []);
  },
);

test("people are told of an account that nobody knows", async () => {
  const { topics, publications } = await told(
    noticeInput("unexpected-secret-read", { ...attributes, account: "999999999999" }),
  );

  expect(topics).toEqual(["alerts"]);
  expect(publications[0]!.Subject).toMatch(/^\[high\] unknown account: prod\/payments\/database was read by /);
  expect(publications[0]!.Message).toContain("\nAccount: unknown account (999999999999)\n");
});

test("an account is found by who sent the event where the record has none, and is unknown without either", async () => {
  const { detail, ...event } = read("333333333333").event;
  const without = { ...detail, recipientAccountId: null };

  const sent = await told({ detection: "unexpected-secret-read", event: { ...event, detail: without } });
  const nowhere = await told({ detection: "unexpected-secret-read", event: { detail: { ...without, eventID: 7 } } });

  expect(sent.publications[0]!.Message).toContain('"title":"payments-prod: ');
  expect(nowhere.publications[0]!.Message).toContain('"account":{"name":"unknown account"}');
});

test.each([
  [{ secret: undefined }, "[high] payments-prod: a secret was read by role/developer"],
  [{ reader: undefined }, "[high] payments-prod: prod/payments/database was read"],
  [{ account: undefined }, "[high] unknown account: prod/payments/database was read by jane@acorn.example"],
  [{ account: undefined, secret: undefined, reader: undefined }, "[high] unknown account: a secret was read"],
])("a notice that lacks %j does without", async (missing, subject) => {
  const reader = "arn:aws:iam::333333333333:role/developer";
  const known =
    "account" in missing && !("secret" in missing)
      ? { ...attributes, reader: "jane@acorn.example" }
      : { ...attributes, reader };

  const { publications } = await told(noticeInput("unexpected-secret-read", { ...known, ...missing }));

  expect(publications[0]!.Subject).toBe(subject);
  expect(publications[0]!.Message).not.toMatch(/undefined|null/);
});

test("a notice about refusals says so, and one that ends is not sent", async () => {
  const denied = await told(noticeInput("unexpected-secret-read-refused", attributes));

  expect(denied.publications[0]!.Subject).toBe(
    "[medium] payments-prod: reading prod/payments/database was refused to role/developer",
  );
  expect((await told(noticeInput("unexpected-secret-read", attributes, "OK"))).publications).toEqual([]);
});

test.each([
  [{ secret: "GetSecretValue" }, "a secret was read by role/developer"],
  [{ secret: "BatchGetSecretValue" }, "secrets in a batch were read by role/developer"],
  [{ reader: "AWSAccount" }, "prod/payments/database was read by a principal of another account"],
  [{ reader: "AWSService" }, "prod/payments/database was read by an AWS service"],
  [{ reader: "secretsmanager.amazonaws.com" }, "prod/payments/database was read by an unknown reader"],
])("a notice of what the journal counts as %j says what that means", async (more, title) => {
  const { publications } = await told(noticeInput("unexpected-secret-read", { ...attributes, ...more }));

  expect(publications[0]!.Subject).toBe(`[high] payments-prod: ${title}`);
  expect(publications[0]!.Message).not.toMatch(/^Secrets?: (Batch)?GetSecretValue|arn = "(AWS|secretsmanager)/m);
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

  test.each(others)(
    "is told of in the notice of %s, too: in the alarm of decoys there may be no place",
    async (other) => {
      for (const secret of names) {
        const { publications } = await told(noticeInput(other, { ...attributes, secret }));
        expect(publications[0]!.Subject).toContain("prod/backup-admin");
      }
    },
  );

  test("is told of by name, whether it was read or tried", async () => {
    const denied = await told(
      readInput({
        what: "",
        detection: "secret-decoy-read",
        record: exampleRecord(1, {
          userIdentity: roleSession("developer", "x"),
          requestParameters: { secretId: decoy },
          errorCode: "AccessDenied",
        }),
      }),
    );
    const notice = await told(noticeInput("secret-decoy-read", { ...attributes, secret: decoy }));

    expect(denied.publications[0]!.Message).toContain(
      '"title":"payments-prod: reading decoy prod/backup-admin was denied to role/developer"',
    );
    expect(notice.publications[0]!.Subject).toBe(
      "[critical] payments-prod: decoy prod/backup-admin was read or tried by role/developer",
    );
    expect(notice.publications[0]!.Message).toContain("\nOutcome: read or tried; where it failed, the journal has ");
  });

  test("among other secrets in a batch silences nothing", async () => {
    const batch = { secretIdList: ["prod/payments/database", decoy] };
    const title = async (input: unknown) => {
      const { Subject, Message } = (await told(input)).publications[0]!;
      return Subject ?? (JSON.parse(Message) as { title: string }).title;
    };
    const notice = { ...attributes, secret: "BatchGetSecretValue" };

    expect(await title(read("333333333333", "unexpected-secret-read", batch))).toBe(
      "payments-prod: 2 secrets were read by role/developer",
    );
    expect(await title(read("333333333333", "secret-decoy-read", batch))).toBe(
      "payments-prod: a decoy among 2 secrets was read by role/developer",
    );
    expect(await title(noticeInput("unexpected-secret-read", notice))).toBe(
      "[high] payments-prod: secrets in a batch were read by role/developer",
    );
    expect(await title(noticeInput("secret-decoy-read", notice))).toBe(
      "[critical] payments-prod: a decoy among secrets in a batch was read or tried by role/developer",
    );
  });

  test("that only an error message names is told of as a refusal: its own detection does not see it", async () => {
    const record = exampleRecord(1, {
      userIdentity: roleSession("developer", "x"),
      requestParameters: null,
      errorCode: "AccessDenied",
      errorMessage: `not authorized to perform: secretsmanager:GetSecretValue on resource: ${decoy}`,
    });

    const { topics, publications } = await told(
      readInput({ what: "", detection: "unexpected-secret-read-refused", record }),
    );

    expect(topics).toEqual(["events-alerts", "chat-alerts"]);
    expect(publications[0]!.Message).toContain("reading prod/backup-admin was denied to role/developer");
  });

  test("is any other secret where there are no decoys", async () => {
    const facts = { ...exampleFacts, decoyNames: [] };

    expect((await told(read("333333333333", "unexpected-secret-read", { secretId: decoy }), facts)).topics).toEqual([
      "events-alerts",
      "chat-alerts",
    ]);
  });
});

test("owners are written to once, and only if there are any", async () => {
  const owners = async (more: object, facts = exampleFacts) =>
    (await told(noticeInput("unexpected-secret-read", { ...attributes, ...more }), facts)).publications.find(
      ({ TopicArn }) => TopicArn.endsWith("-owners"),
    )?.MessageAttributes?.owners?.StringValue;
  const same = exampleFacts.secretOwners.map((each) => ({ ...each, owner: "payments@acorn.example" }));

  expect(await owners({})).toBe('["payments@acorn.example","dba@acorn.example"]');
  expect(await owners({ secret: "prod/payments/other" })).toBe('["payments@acorn.example"]');
  expect(await owners({}, { ...exampleFacts, secretOwners: same })).toBe('["payments@acorn.example"]');
  expect(await owners({ account: "222222222222" })).toBeUndefined();
  expect(await owners({}, { ...exampleFacts, owners: undefined })).toBeUndefined();
});

test("a detection and an alarm that nobody knows here are told as an unexpected read is", async () => {
  const { topics, publications } = await told(read("333333333333", "brand-new"));

  expect(topics).toEqual(["events-alerts", "chat-alerts"]);
  expect(publications[0]!.Message).toContain('"detection":"brand-new"');
  expect(publications[0]!.Message).toContain('"severity":"high"');
  expect((await told(noticeInput("brand-new", attributes))).topics).toEqual(["alerts", "owners"]);
});

test("a topic that refuses does not keep others waiting, and the execution fails", async () => {
  const { topics, status } = await told(noticeInput("secret-decoy-read", attributes), exampleFacts, {
    refuses: (topicArn) => topicArn.endsWith("-alerts"),
  });

  expect(topics).toEqual(["route-duty", "owners"]);
  expect(status).toBe("FAILED");
});

test("anything else than reads and notices is left alone", async () => {
  for (const input of [
    {},
    { event: {} },
    { event: { "detail-type": "Scheduled Event" } },
    { detection: null, event: {} },
  ]) {
    expect(await told(input)).toMatchObject({ publications: [], status: "SUCCEEDED" });
  }
});
