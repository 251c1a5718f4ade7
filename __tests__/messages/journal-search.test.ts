import type { CloudTrailRecord } from "../../detections/detection";
import { forwardedReads, readMetricNames } from "../../detections/forwarded-reads";
import { readMetrics } from "../../detections/journal-metrics";
import { exampleFacts } from "../../messages/example-facts";
import { exampleRecord, noticeInput, noticeOf, readInput, roleSession } from "../../messages/example-record";
import { messageExamples } from "../../messages/examples";
import { lint, match } from "../../patterns/cloudwatch-filter-pattern";
import { journalOf } from "../support/journal";
import { type JournalPage, type JournalSearch, runComposer, type Services } from "../support/run-composer";

const decoy = "prod/backup-admin";
const attributes = {
  account: "333333333333",
  secret: "prod/payments/database",
  reader: "arn:aws:iam::333333333333:role/developer",
};
const read = (number: number, more: CloudTrailRecord = {}) =>
  exampleRecord(number, {
    userIdentity: roleSession("developer", "debugging-42"),
    requestParameters: { secretId: "prod/payments/database" },
    ...more,
  });
const notice = noticeInput("unexpected-secret-read", attributes);
const eventOf = (record: CloudTrailRecord) => readInput({ what: "", detection: "", record }).event;

/** The mail, and what the journal was asked. */
async function mailed(input: unknown, services: Services = {}) {
  const asked: JournalSearch[] = [];
  const { search = () => ({ Events: [] }) } = services;
  const { publications, path } = await runComposer(exampleFacts, input, {
    search: (request) => {
      asked.push(request);
      return search(request);
    },
  });
  const [mail] = publications;
  return { asked, path, publications, subject: mail?.Subject, text: mail?.Message };
}

describe("the pattern", () => {
  const identities: readonly (object | undefined)[] = [
    roleSession("developer", "debugging-42"),
    roleSession("developer", "debugging-43"),
    roleSession("service/report-mailer", "i-0123456789abcdef0"),
    roleSession("aws-reserved/sso.amazonaws.com/AWSReservedSSO_PowerUser_0123456789abcdef", "jane@acorn.example"),
    roleSession("aws-reserved/sso.amazonaws.com/AWSReservedSSO_PowerUser_0123456789abcdef", "john@acorn.example"),
    { type: "Root", arn: "arn:aws:iam::333333333333:root" },
    { type: "IAMUser", arn: "arn:aws:iam::333333333333:user/ci/deploy" },
    {
      type: "FederatedUser",
      arn: "arn:aws:sts::333333333333:federated-user/x",
      sessionContext: { sessionIssuer: { type: "IAMUser", arn: "arn:aws:iam::333333333333:user/ci/deploy" } },
    },
    { type: "AWSAccount", accountId: "999999999999" },
    { type: "AWSService", invokedBy: "rds.amazonaws.com" },
    { accountId: "333333333333", invokedBy: "secretsmanager.amazonaws.com" },
    undefined,
  ];
  const batch = "BatchGetSecretValue";
  const requests: readonly CloudTrailRecord[] = [
    { requestParameters: { secretId: "prod/payments/database" } },
    { requestParameters: { secretId: "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/payments/db-x7Y2k9" } },
    { requestParameters: { secretId: decoy } },
    { requestParameters: null },
    { eventName: batch, requestParameters: { secretIdList: ["prod/payments/database"] } },
    { eventName: batch, requestParameters: { secretIdList: ["prod/payments/database", decoy] } },
  ];
  const records = identities.flatMap((userIdentity) =>
    requests.flatMap((request) =>
      [{}, { errorCode: "AccessDenied" }, { recipientAccountId: "555555555555" }].map((more) =>
        exampleRecord(1, { ...(userIdentity && { userIdentity }), ...request, ...more }),
      ),
    ),
  );

  test.each(forwardedReads([decoy]))(
    "of a notice about $id finds those reads that its alarm counts together, and no others",
    async ({ id, kind }) => {
      const { filters } = readMetrics([decoy]).find((metric) => metric.metricName === readMetricNames[kind])!;
      const events = records.map(eventOf);
      const series = events.map((event) => {
        const filter = filters.find(({ pattern }) => match(pattern, event) === true);
        return filter && dimensionsOf(event, filter.dimensions);
      });
      const different = new Map(
        series.filter((each) => each !== undefined).map((each) => [JSON.stringify(each), each]),
      );

      expect(different.size).toBeGreaterThan(10);
      for (const [key, dimensions] of different) {
        const { asked } = await mailed(noticeInput(id, dimensions));
        if (isSilent(id, dimensions)) continue;
        const counted = events.filter((_, index) => JSON.stringify(series[index]) === key);
        expect(events.filter((event) => match(asked[0]!.FilterPattern, event) === true)).toEqual(counted);
      }
    },
  );

  test.each(messageExamples)("is one that CloudWatch Logs takes: $what", async (example) => {
    const { asked } = await mailed(noticeOf(example));

    const findings = lint(asked[0]!.FilterPattern, { requireEventSource: false, alwaysPresent: [] });
    expect(findings).toEqual([]);
    expect(asked[0]).toMatchObject({ LogGroupName: "/aws/events/secretwatch-unexpected-reads" });
    expect(Math.abs(Date.now() - 15 * 60_000 - asked[0]!.StartTime)).toBeLessThan(60_000);
  });

  test.each([
    'prod/payments"',
    '" || $.account = "*',
    '" || $.x = "*',
    "prod/*",
    "*",
    "prod\\",
    "prod } || { $.account = x",
    "prod%.*%",
    "prod\npayments",
    "prod payments",
    "prod/ü",
    "",
    "x".repeat(1024),
  ])("never has %j in it, be it the secret or the reader", async (chosen) => {
    for (const more of [
      { secret: chosen },
      { reader: chosen },
      { reader: `arn:aws:iam::333333333333:user/${chosen}/x"` },
    ]) {
      const { asked, subject, path } = await mailed(noticeInput("unexpected-secret-read", { ...attributes, ...more }));

      expect(asked).toEqual([]);
      expect(subject).toMatch(/^\[high\] payments-prod: /);
      expect(path).toContain("Address the notice");
    }
  });

  test("is not made where the alarm does not name all three", async () => {
    for (const missing of ["account", "secret", "reader"]) {
      expect(
        (await mailed(noticeInput("unexpected-secret-read", { ...attributes, [missing]: undefined }))).asked,
      ).toEqual([]);
    }
  });

  function dimensionsOf(event: object, selectors: Readonly<Record<string, string>>) {
    return Object.fromEntries(
      Object.entries(selectors).map(([name, selector]) => [
        name,
        selector
          .split(".")
          .slice(1)
          .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], event) as string,
      ]),
    );
  }

  /** The decoy's own notice tells of it. */
  function isSilent(id: string, { secret }: Readonly<Record<string, string>>) {
    return id !== "secret-decoy-read" && secret === decoy;
  }
});

describe("the mail", () => {
  test("has what the record says of the person, the place and the event", async () => {
    const person = messageExamples.find(({ what }) => what.includes("single sign-on"))!;

    const { subject, text } = await mailed(noticeOf(person), journalOf(person.record));

    expect(subject).toBe("[high] payments-prod: prod/payments/database was read by jane@acorn.example (PowerUser)");
    for (const line of [
      "Person: jane@acorn.example",
      "From: 203.0.113.7",
      "Client: Mozilla/5.0 (X11; Linux x86_64)",
      "When: 2026-03-01 03:14:02 UTC",
      "Outcome: read",
      "Event: 00000000-0000-4000-8000-000000000002",
      "Noticed: 2026-03-01 03:16:30 UTC",
      "While this goes on, no other mail comes about this reader, secret and account. Each read is in the journal.",
      "Alarm: secretwatch-notice-unexpected-secret-read",
    ]) {
      expect(`${text}\n`).toContain(`\n${line}\n`);
    }
    expect(text).toContain(
      "/cloudtrailv2/home?region=eu-west-1#/events?EventId=00000000-0000-4000-8000-000000000002\n",
    );
  });

  test("tells of the latest of several reads, and how many there were", async () => {
    const { text } = await mailed(notice, journalOf(read(1), read(2), read(3, { sourceIPAddress: "198.51.100.1" })));

    expect(text).toContain("\n\nThere were 3 such reads within 15 minutes; this is the latest.\n\n");
    expect(text).toContain("\nFrom: 198.51.100.1\n");
    expect(text).toContain("\nEvent: 00000000-0000-4000-8000-000000000003\n");
  });

  test("says no more than it knows where there are more reads than it looked at", async () => {
    const many = Array.from({ length: 11 }, (_, index) => read(index + 1));

    const { text, asked } = await mailed(notice, journalOf(...many));

    expect(asked).toHaveLength(1);
    expect(text).toContain("\nThere were at least 10 such reads within 15 minutes; this is one of them.\n");
    expect((await mailed(notice, journalOf(read(1)))).text).not.toContain("There w");
  });

  test("says nothing of how many batches there were: one alone may fill what a search gives back", async () => {
    const batch = (number: number) =>
      read(number, { eventName: "BatchGetSecretValue", requestParameters: { secretIdList: ["a", "b"] } });

    const { text, asked } = await mailed(
      noticeInput("unexpected-secret-read", { ...attributes, secret: "BatchGetSecretValue" }),
      journalOf(batch(1), batch(2)),
    );

    expect(asked[0]!.Limit).toBe(1);
    expect(text).toContain("\nEvent: 00000000-0000-4000-8000-000000000001\n");
    expect(text).not.toContain("There w");
  });

  test("about a decoy says what came of it", async () => {
    const refused = read(1, { requestParameters: { secretId: decoy }, errorCode: "AccessDenied" });
    const failed = read(2, { requestParameters: { secretId: decoy }, errorCode: "ResourceNotFoundException" });
    const input = noticeInput("secret-decoy-read", { ...attributes, secret: decoy });

    const once = await mailed(input, journalOf(refused));
    const twice = await mailed(input, journalOf(refused, failed));

    expect(once.subject).toBe("[critical] payments-prod: reading decoy prod/backup-admin was denied to role/developer");
    expect(once.text).toContain("\nOutcome: denied (AccessDenied)\n");
    expect(twice.subject).toBe("[critical] payments-prod: reading decoy prod/backup-admin failed for role/developer");
    expect(twice.text).toContain("\nThere were 2 such attempts within 15 minutes; this is the latest.\n");
  });

  test("about a read that worked does not tell of another one that was refused, or the other way around", async () => {
    const both = journalOf(
      read(1),
      read(2, { errorCode: "AccessDenied" }),
      read(3),
      read(4, { errorCode: "Throttled" }),
    );

    const { text: worked } = await mailed(notice, both);
    const { text: refused } = await mailed(noticeInput("unexpected-secret-read-refused", attributes), both);

    expect(worked).toContain("\nOutcome: read\nEvent: 00000000-0000-4000-8000-000000000003\n");
    expect(refused).toContain("\nOutcome: failed (Throttled)\nEvent: 00000000-0000-4000-8000-000000000004\n");
  });

  test("goes to the same people, whatever the record says", async () => {
    const input = noticeInput("unexpected-secret-read", { ...attributes, secret: "BatchGetSecretValue" });
    const batch = read(1, {
      eventName: "BatchGetSecretValue",
      requestParameters: { secretIdList: ["prod/payments/database"] },
    });
    const decoyBatch = { ...batch, requestParameters: { secretIdList: [decoy] } };
    const addressed = async (services: Services) =>
      (await mailed(input, services)).publications.map(({ TopicArn, MessageAttributes }) => [
        TopicArn,
        MessageAttributes?.owners?.StringValue,
      ]);

    const without = await addressed({});
    expect(without).toHaveLength(2);
    expect(await addressed(journalOf(batch))).toEqual(without);
    expect(await addressed(journalOf(decoyBatch))).toEqual(without);
  });
});

describe("without a record", () => {
  const page = (message: unknown): JournalPage => ({ Events: [{ Message: message as string }] });
  const event = eventOf(read(1));

  test.each<[string, () => JournalPage]>([
    ["nothing is found", () => ({ Events: [] })],
    ["the search has no result", () => ({}) as JournalPage],
    ["what is found is no JSON", () => page("{")],
    ["what is found is nothing", () => page("null")],
    ["what is found is no event", () => page('"read"')],
    ["what is found has no text", () => page(undefined)],
    ["what is found is of another account", () => page(JSON.stringify({ ...event, account: "555555555555" }))],
    ["what is found has no record", () => page(JSON.stringify({ ...event, detail: undefined }))],
    [
      "what is found is of another secret",
      () => page(JSON.stringify(eventOf(read(1, { requestParameters: { secretId: "another" } })))),
    ],
    [
      "what is found is of somebody else",
      () => page(JSON.stringify(eventOf(read(1, { userIdentity: roleSession("admin", "x") })))),
    ],
    [
      "the search is refused",
      () => {
        throw new Error("ThrottlingException");
      },
    ],
  ])("the mail says what the alarm knows: %s", async (_, search) => {
    const { subject, text, publications } = await mailed(notice, { search });

    expect(subject).toBe("[high] payments-prod: prod/payments/database was read by role/developer");
    expect(text).toContain(
      "\nRole: role/developer\nPrincipal: arn:aws:iam::333333333333:role/developer\n\nNoticed: 2026-",
    );
    expect(text).not.toMatch(/^(From|When|Outcome|Event|There)\b/m);
    expect(publications).toHaveLength(2);
  });

  test("empty pages are turned, and five of them are enough", async () => {
    let pages = 0;
    const late: Services = {
      search: () => (++pages < 3 ? { Events: [], NextToken: `page-${pages}` } : page(JSON.stringify(event))),
    };

    const found = await mailed(notice, late);
    const never = await mailed(notice, { search: () => ({ Events: [], NextToken: "more" }) });

    expect(found.asked.map(({ NextToken }) => NextToken)).toEqual([undefined, "page-1", "page-2"]);
    expect(found.text).toContain("\nFrom: 203.0.113.7\n");
    expect(never.asked).toHaveLength(5);
    expect(never.text).not.toContain("\nFrom: ");
  });
});

test("nothing is looked up for a read, or for an account that is only watched", async () => {
  const watched = noticeInput("unexpected-secret-read", { ...attributes, account: "444444444444" });

  for (const input of [readInput(messageExamples[0]!), watched]) {
    expect((await mailed(input, journalOf(read(1)))).asked).toEqual([]);
  }
});
