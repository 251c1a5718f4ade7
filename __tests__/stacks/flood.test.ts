import { type JournalRead, mailTraffic } from "../support/mail-traffic";
import { exampleOrganization, resourcesOf, synthesize } from "../support/synthesized";

/** What arrives in a mailbox, asked of the filters and alarms as Terraform gets them. docs/decisions/0007 has the table. */
const { security } = synthesize(exampleOrganization());
const MOST_MAILS_A_SECOND = 10;

interface Attack {
  readonly reads: number;
  readonly readers: number;
  readonly accounts: number;
  /** @default - a minute */
  readonly seconds?: number;
}

/** Each read of another secret, spread over the time, the readers and the accounts. */
function journalOf({ reads, readers, accounts, seconds = 60 }: Attack): readonly JournalRead[] {
  return Array.from({ length: reads }, (_, index) => ({
    second: Math.floor((index * seconds) / reads),
    event: {
      account: String(500000000000 + (index % accounts)),
      detail: {
        eventName: "GetSecretValue",
        userIdentity: {
          type: "AssumedRole",
          arn: `arn:aws:sts::1:assumed-role/reader-${index % readers}/session-${index}`,
          sessionContext: { sessionIssuer: { arn: `arn:aws:iam::1:role/reader-${index % readers}` } },
        },
        requestParameters: { secretId: `prod/secret-${index}` },
      },
    },
  }));
}

function mailsOf(attack: Attack, switchesOff = false): Readonly<Record<string, number>> {
  const { mails } = mailTraffic(security!, journalOf(attack), switchesOff);
  const counts: Record<string, number> = {};
  for (const { alarm } of mails)
    counts[alarm.replace("secretwatch-", "")] = (counts[alarm.replace("secretwatch-", "")] ?? 0) + 1;
  return counts;
}

const read = "notice-unexpected-secret-read";

test.each<[string, Attack, Readonly<Record<string, number>>]>([
  ["one read", { reads: 1, readers: 1, accounts: 1 }, { [read]: 1 }],
  ["20 reads by one reader", { reads: 20, readers: 1, accounts: 1 }, { [read]: 3, "many-reads-by-one": 1 }],
  ["20 reads by 20 readers in 20 accounts", { reads: 20, readers: 20, accounts: 20 }, { [read]: 3 }],
  [
    "10,000 reads by one reader in one account",
    { reads: 10_000, readers: 1, accounts: 1 },
    { [read]: 3, "many-reads-by-one": 1, "flood-of-reads": 1 },
  ],
  [
    "10,000 reads by 100 readers in one account",
    { reads: 10_000, readers: 100, accounts: 1 },
    { [read]: 3, "many-reads-by-one": 2, "flood-of-reads": 1 },
  ],
  [
    "10,000 reads by one reader in 500 accounts",
    { reads: 10_000, readers: 1, accounts: 500 },
    { [read]: 3, "many-reads-by-one": 2, "flood-of-reads": 1 },
  ],
  [
    "10,000 reads by 500 readers in 500 accounts",
    { reads: 10_000, readers: 500, accounts: 500 },
    { [read]: 3, "many-reads-by-one": 2, "flood-of-reads": 1 },
  ],
])("%s within a minute", (_, attack, mails) => {
  expect(mailsOf(attack)).toEqual(mails);
  // Also where CloudWatch stops counting by secret.
  expect(mailsOf(attack, true)).toEqual(mails);
});

test("an hour of it keeps below what closes a mailbox, and goes on naming readers", () => {
  const journal = journalOf({ reads: 60_000, readers: 50, accounts: 500, seconds: 3600 });

  for (const switchesOff of [false, true]) {
    const { mails, mostInAMinute } = mailTraffic(security!, journal, switchesOff);
    expect(mostInAMinute).toBeLessThan(MOST_MAILS_A_SECOND);
    expect(mails.filter(({ alarm }) => alarm.endsWith("flood-of-reads"))).toHaveLength(1);
    expect(mails.filter(({ alarm }) => alarm.endsWith(read)).length).toBeGreaterThan(0);
  }
});

test("the limits of all alarms on reads together stay below what a subscription takes in a second", () => {
  const queries = Object.values(resourcesOf(security, "aws_cloudwatch_metric_alarm")).flatMap(
    ({ metric_query: query }) =>
      (query as { expression?: string }[] | undefined)?.map(({ expression = "" }) => expression) ?? [],
  );
  const limits = queries
    .filter((expression) => expression.includes("secretwatch/reads"))
    .map((expression) => Number(/LIMIT (\d+)$/.exec(expression)![1]));
  const flood = 1;

  expect(limits.reduce((sum, each) => sum + each, flood)).toBe(9);
});

test("a second read by the same reader is no second mail, another reader's is one", () => {
  const [first] = journalOf({ reads: 1, readers: 1, accounts: 1 });
  const other = journalOf({ reads: 2, readers: 2, accounts: 1 })[1]!;

  const { mails } = mailTraffic(security!, [first!, { ...first!, second: 61 }, { ...other, second: 70 }], false);

  expect(mails.map(({ minute, names }) => [minute, names])).toEqual([
    [0, ["500000000000", "arn:aws:iam::1:role/reader-0", "prod/secret-0"]],
    [1, ["500000000000", "arn:aws:iam::1:role/reader-1", "prod/secret-1"]],
  ]);
});

test.each([
  ["unexpected reads", "prod/secret", read, 10],
  ["decoys", "prod/backup/root-database", "notice-secret-decoy-read", 10],
])("who reads %s once is named, however often others do", (_, secretId, alarm, noisy) => {
  const by = (reader: number, second: number): JournalRead => ({
    second,
    event: {
      account: String(500000000000 + reader),
      detail: {
        eventName: "GetSecretValue",
        userIdentity: { sessionContext: { sessionIssuer: { arn: `arn:aws:iam::1:role/reader-${reader}` } } },
        requestParameters: { secretId },
      },
    },
  });
  const noise = Array.from({ length: 15 * 60 }, (__, second) => by(second % noisy, second));
  const intruder = 99;

  const { mails } = mailTraffic(security!, [...noise, by(intruder, 14 * 60 + 30)], false);

  expect(mails.filter(({ alarm: name, names }) => name.endsWith(alarm) && names.includes("500000000099"))).toHaveLength(
    1,
  );
});

describe("a read that lacks what the others have is counted once, and names what there is", () => {
  const record = { eventName: "GetSecretValue", eventSource: "secretsmanager.amazonaws.com" };

  test.each<[string, object, readonly string[]]>([
    [
      "a person behind single sign-on",
      {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin_0/jane@acorn.example",
          sessionContext: {
            sessionIssuer: { arn: "arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0" },
          },
        },
        requestParameters: { secretId: "s" },
      },
      ["1", "arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin_0/jane@acorn.example", "s"],
    ],
    [
      "a user",
      { userIdentity: { type: "IAMUser", arn: "arn:user" }, requestParameters: { secretId: "s" } },
      ["1", "arn:user", "s"],
    ],
    [
      "root",
      { userIdentity: { type: "Root", arn: "arn:root" }, requestParameters: { secretId: "s" } },
      ["1", "arn:root", "s"],
    ],
    [
      "a service",
      { userIdentity: { type: "AWSService" }, requestParameters: { secretId: "s" } },
      ["1", "AWSService", "s"],
    ],
    ["nobody", { requestParameters: { secretId: "s" } }, ["1", "secretsmanager.amazonaws.com", "s"]],
    ["a batch", { userIdentity: { type: "IAMUser", arn: "arn:user" } }, ["1", "arn:user", "GetSecretValue"]],
    [
      "no request",
      { userIdentity: { type: "IAMUser", arn: "arn:user" }, requestParameters: null },
      ["1", "arn:user", "GetSecretValue"],
    ],
  ])("%s", (_, more, names) => {
    const event = { account: "1", detail: { ...record, ...more } };

    const { mails } = mailTraffic(security!, [{ second: 0, event }], false);

    expect(mails).toEqual([{ minute: 0, alarm: `secretwatch-${read}`, names }]);
  });
});
