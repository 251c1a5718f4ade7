import fc from "fast-check";

import type { CloudTrailRecord } from "../../detections/detection";
import { type Arrival, type Mail, mailboxOf, mostInASecond } from "../support/mailbox";
import { exampleOrganization, synthesize } from "../support/synthesized";

/**
 * What arrives in a mailbox, asked of the state machines as Terraform gets them. docs/decisions/0007 has the table; with
 * FLOOD_READS=1000 and FLOOD_ACCOUNTS=600 it is made of as many reads and accounts as there.
 */
const MANY = Number(process.env.FLOOD_READS ?? 150);
const MANY_ACCOUNTS = Math.min(500, MANY);
/** More than find a place in the line of mails, so that a digest comes early. */
const FLOODED = Number(process.env.FLOOD_ACCOUNTS ?? 150);
const RUNS = Number(process.env.FLOOD_RUNS ?? 8);
const MOST_MAILS_A_SECOND = 10;
const MINUTE = 60_000;
const DECOY = "prod/backup/root-database";

const organization = exampleOrganization();
const { security } = synthesize(organization);
const mailbox = (arrivals: readonly Arrival[]) => mailboxOf(security!, organization.decoyNames, arrivals);
const toPeople = (mails: readonly Mail[]) => mails.filter(({ topic }) => topic === "alerts");

jest.setTimeout(20 * MINUTE);

interface Read {
  readonly account: string;
  readonly role: string;
  readonly secret: string;
  /** Milliseconds after the beginning. */
  readonly at: number;
  /** Whether the secret is there. */
  readonly works?: boolean;
}

let events = 0;

function arrivalOf({ account, role, secret, at, works = true }: Read): Arrival {
  const record: CloudTrailRecord = {
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    eventTime: new Date(Date.parse("2026-03-01T03:00:00Z") + at).toISOString().replace(/\.\d+/, ""),
    eventID: `event-${(events += 1)}`,
    awsRegion: "eu-west-1",
    recipientAccountId: account,
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${account}:assumed-role/${role}/session-${events}`,
      sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${account}:role/${role}` } },
    },
    requestParameters: { secretId: secret },
    ...(works ? {} : { errorCode: "ResourceNotFoundException" }),
  };
  return { at, record };
}

/** Reads of different secrets, spread over the time, the readers and the accounts. */
function attack({
  reads,
  readers,
  accounts,
  seconds = 60,
}: Record<"reads" | "readers" | "accounts", number> & { seconds?: number }) {
  return Array.from({ length: reads }, (_, index) =>
    arrivalOf({
      at: Math.floor((index * seconds * 1000) / reads),
      account: String(500000000000 + (index % accounts)),
      role: `reader-${index % readers}`,
      secret: `prod/secret-${index}`,
    }),
  );
}

/** When people were told of a read by its account, secret and reader, not before a time. */
function toldOf(mails: readonly Mail[], { account, role, secret }: Read, notBefore: number): number | undefined {
  return toPeople(mails).find(
    ({ at, text }) =>
      at >= notBefore && text.includes(`(${account})`) && text.includes(secret) && text.includes(`role/${role}`),
  )?.at;
}

test.each([
  ["one read", { reads: 1, readers: 1, accounts: 1 }, { read: 1, digest: 0 }],
  // Six at once, and one that says that there were many.
  ["20 reads by one reader", { reads: 20, readers: 1, accounts: 1 }, { read: 7, digest: 1 }],
  ["20 reads by 20 readers in 20 accounts", { reads: 20, readers: 20, accounts: 20 }, { read: 20, digest: 0 }],
] as const)("%s within a minute", async (_, reads, mails) => {
  const { mails: all, failures } = await mailbox(attack(reads));
  const people = toPeople(all);

  expect(failures).toEqual([]);
  expect({
    read: people.filter(({ from }) => from === "read").length,
    digest: people.filter(({ from }) => from === "digest").length,
  }).toEqual(mails);
});

test.each([
  ["one reader in one account", { readers: 1, accounts: 1 }],
  ["a hundred readers in one account", { readers: 100, accounts: 1 }],
  [`one reader in ${MANY_ACCOUNTS} accounts`, { readers: 1, accounts: MANY_ACCOUNTS }],
] as const)(`${MANY} reads by %s within a minute close no mailbox, and each is named`, async (what, reads) => {
  const arrivals = attack({ ...reads, reads: MANY });
  const { mails, failures, hits } = await mailbox(arrivals);
  const people = toPeople(mails);

  expect(failures).toEqual([]);
  expect(hits).toBe(MANY);
  expect(mostInASecond(people)).toBeLessThan(MOST_MAILS_A_SECOND);
  const named = new Set(people.flatMap(({ text }) => text.match(/prod\/secret-\d+/g) ?? []));
  expect(named.size).toBe(MANY);
  if (process.env.FLOOD_READS !== undefined) {
    const count = (from: Mail["from"]) => people.filter((mail) => mail.from === from).length;
    process.stdout.write(
      `${MANY} reads by ${what}: ${count("read")} at once, ${count("early digest")} early, ${count("digest")} in the digest; most in a second ${mostInASecond(people)}\n`,
    );
  }
});

test("a read in another account is named within a minute, however many accounts are flooded at the same moment", async () => {
  const flood = attack({ reads: FLOODED, readers: FLOODED, accounts: FLOODED, seconds: 1 });
  const quiet: Read = { account: "333333333333", role: "intruder", secret: "prod/payments/database", at: 1100 };

  const { mails, failures } = await mailbox([...flood, arrivalOf(quiet)]);

  expect(failures).toEqual([]);
  expect(mails.some(({ from }) => from === "early digest")).toBe(true);
  expect(mostInASecond(toPeople(mails))).toBeLessThan(MOST_MAILS_A_SECOND);
  expect(toldOf(mails, quiet, quiet.at)! - quiet.at).toBeLessThanOrEqual(MINUTE);
});

test("attempts on made-up names take nothing from reads that work, nor those from decoys", async () => {
  const account = "333333333333";
  const chaff = Array.from({ length: 60 }, (_, index) =>
    arrivalOf({ account, role: "chaff", secret: `made/up-${index}`, at: index * 10, works: false }),
  );
  const reads = Array.from({ length: 30 }, (_, index) =>
    arrivalOf({ account, role: "chaff", secret: `prod/cheap-${index}`, at: 1000 + index * 10 }),
  );
  const target: Read = { account, role: "intruder", secret: "prod/payments/database", at: 900 };
  const decoy: Read = { account, role: "intruder", secret: DECOY, at: 2000 };

  const { mails } = await mailbox([...chaff, ...reads, arrivalOf(target), arrivalOf(decoy)]);

  expect(toldOf(mails, target, target.at)! - target.at).toBeLessThan(10_000);
  expect(toldOf(mails, decoy, decoy.at)! - decoy.at).toBeLessThan(10_000);
});

test("one call for a batch is one mail at once, and the secrets in it are in the digest", async () => {
  const [first] = [arrivalOf({ account: "333333333333", role: "reader", secret: "prod/one", at: 0 })];
  const identity = first.record.userIdentity as object;
  const child = (secretId: string, at: number): Arrival => ({
    at,
    record: {
      ...first.record,
      eventID: `child-${secretId}`,
      requestID: `request-1:${secretId}`,
      requestParameters: { secretId },
      userIdentity: { ...identity, invokedBy: "secretsmanager.amazonaws.com" },
    },
  });
  const batch: Arrival = {
    at: 100,
    record: {
      ...first.record,
      eventName: "BatchGetSecretValue",
      eventID: "batch",
      requestID: "request-1",
      requestParameters: { secretIdList: ["prod/one", "prod/two"] },
    },
  };

  const people = toPeople((await mailbox([child("prod/one", 0), batch, child("prod/two", 160)])).mails);

  expect(people.map(({ from }) => from)).toEqual(["read", "digest"]);
  expect(people[0]!.subject).toBe("[high] payments-prod: 2 secrets were read by role/reader");
  expect(people[1]!.text).toMatch(/read prod\/one: once[^]*read prod\/two: once/);
});

test("who goes on reading is in each digest, and told of at once again after an hour of quiet", async () => {
  const read = (minute: number) =>
    arrivalOf({ account: "333333333333", role: "poller", secret: "prod/one", at: minute * MINUTE });

  const { mails } = await mailbox([0, 1, 2, 20, 21, 40, 140].map(read));

  expect(toPeople(mails).map(({ from, at }) => [from, Math.floor(at / MINUTE)])).toEqual([
    ["read", 0],
    ["digest", 17],
    ["digest", 32],
    ["digest", 47],
    ["read", 140],
  ]);
});

/** Whoever holds accounts: which role reads what of them, when, how often its event comes, and how late. */
const plan = fc.record({
  accounts: fc.integer({ min: 1, max: 60 }),
  roles: fc.integer({ min: 1, max: 20 }),
  burst: fc.integer({ min: 0, max: 40 * MINUTE }),
  reads: fc.array(
    fc.record({
      account: fc.nat(),
      role: fc.nat(),
      secret: fc.nat({ max: 40 }),
      works: fc.boolean(),
      /** At the burst, or at any time within the hour. */
      at: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 0, max: 3000 }) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 * MINUTE }) },
      ),
      delay: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 * MINUTE }) },
      ),
      again: fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 5 * MINUTE })),
    }),
    { minLength: 20, maxLength: 140 },
  ),
  /** Of others, just after the burst. */
  victims: fc.uniqueArray(
    fc.record({ account: fc.integer({ min: 0, max: 9 }), after: fc.integer({ min: 0, max: 4000 }) }),
    {
      selector: ({ account }) => account,
      minLength: 1,
      maxLength: 3,
    },
  ),
});

test("no adversary closes the mailbox, keeps another account's mail for a minute, or hides a read", async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ accounts, roles, burst, reads, victims }) => {
      const own = reads.map((each): Read & { again?: number } => ({
        account: String(700000000000 + (each.account % accounts)),
        role: `chaff-${each.role % roles}`,
        secret: `chaff/secret-${each.secret}.`,
        works: each.works,
        at: burst + each.at + each.delay,
        again: each.again,
      }));
      const others = victims.map(({ account, after }): Read => ({
        account: String(800000000000 + account),
        role: "victim",
        secret: "prod/target",
        at: burst + after,
      }));
      const arrivals = own.flatMap((read) => {
        const arrival = arrivalOf(read);
        // The same event once more; a hop to another region changes its envelope only.
        return read.again === undefined ? [arrival] : [arrival, { ...arrival, at: arrival.at + read.again }];
      });

      const { mails, failures, hits } = await mailbox([...arrivals, ...others.map(arrivalOf)]);

      expect(failures).toEqual([]);
      expect(hits).toBe(own.length + others.length);
      expect(mostInASecond(toPeople(mails))).toBeLessThanOrEqual(MOST_MAILS_A_SECOND);
      for (const read of others) expect(toldOf(mails, read, read.at)! - read.at).toBeLessThanOrEqual(MINUTE);
      for (const read of own) {
        const window = 15 * MINUTE;
        const digest = (Math.floor(read.at / window) + 1) * window + 2 * MINUTE;
        expect(toldOf(mails, read, read.at)).toBeLessThanOrEqual(digest + MINUTE);
      }
    }),
    // To find a smaller plan takes minutes.
    { numRuns: RUNS, endOnFailure: true },
  );
});
