import fc from "fast-check";

import type { PlannedWork } from "../../../reads/planned-work";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRecord, readInput } from "../../../scripts/messages/example-record";
import { somePlannedWork } from "../../support/arbitrary-planned-work";
import { runComposer } from "../../support/run-composer";

const START = Date.parse("2026-03-01T20:00:00Z");
const QUARTER = 15 * 60_000;
const accounts = ["333333333333", "555555555555"];
const roles = ["developer", "migration", "migration/blue", "service/ledger"];
const secrets = ["prod/payments/database", "prod/payments/ledger", "prod/payments-old", "ci/key"];
const parameters = ["/prod/db/password", "/prod/dbs", "/ci/key"];
const [decoy] = exampleFacts.decoyNames as [string];

const works = somePlannedWork({
  start: START,
  quarters: 4,
  accounts,
  readers: [
    "arn:aws:iam::<a>:role/migration",
    "arn:aws:iam::<a>:role/migration/*",
    "arn:aws:iam::333333333333:role/developer",
    "service/rds.amazonaws.com",
  ],
  names: [...secrets, ...parameters],
  paths: ["prod/payments/", "/prod/db/", "prod/"],
});

interface Read {
  readonly account: string;
  readonly caller: { readonly role: string } | "service" | "root";
  readonly asked: Asked;
  readonly outcome: "read" | "denied" | "failed";
  /** Seconds from the start, also at the very bounds. */
  readonly second: number;
}

/** What is asked for, in whatever form. */
interface Asked {
  readonly store: "secrets" | "parameters";
  /** Names, or the path below which all is asked for, which ends in a slash. */
  readonly names: readonly string[];
  readonly eventName: string;
  readonly request: object;
}

const arnOf = (account: string, name: string) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}-a1B2c3`;

const someSecrets = fc
  .record({ names: fc.subarray([...secrets, decoy], { minLength: 1 }), isArn: fc.boolean(), isBatch: fc.boolean() })
  .map(({ names, isArn, isBatch }) => (account: string): Asked => {
    const ids = names.map((name) => (isArn ? arnOf(account, name) : name));
    return isBatch
      ? { store: "secrets", names, eventName: "BatchGetSecretValue", request: { secretIdList: ids } }
      : { store: "secrets", names: names.slice(0, 1), eventName: "GetSecretValue", request: { secretId: ids[0] } };
  });
const someParameters = fc.oneof(
  fc.constantFrom(...parameters).map((name) => (): Asked => ({
    ...{ store: "parameters", names: [name], eventName: "GetParameter" },
    request: { name: `${name}:3`, withDecryption: true },
  })),
  fc.constantFrom("/prod/db", "/prod", "/prod/db/").map((path) => (): Asked => ({
    ...{ store: "parameters", names: [path.endsWith("/") ? path : `${path}/`], eventName: "GetParametersByPath" },
    request: { path, withDecryption: true },
  })),
);

const someReads: fc.Arbitrary<Read> = fc
  .record({
    account: fc.constantFrom(...accounts),
    caller: fc.oneof(
      fc.constantFrom(...roles).map((role) => ({ role })),
      fc.constantFrom("service" as const, "root" as const),
    ),
    asked: fc.oneof({ weight: 3, arbitrary: someSecrets }, someParameters),
    outcome: fc.constantFrom<Read["outcome"]>("read", "read", "read", "denied", "failed"),
    second: fc.oneof(
      fc.integer({ min: -900, max: 9000 }),
      fc.tuple(fc.nat(8), fc.constantFrom(-1, 0, 1)).map(([quarter, away]) => (quarter * QUARTER) / 1000 + away),
    ),
  })
  .map(({ asked, ...read }) => ({ ...read, asked: asked(read.account) }));

/** What the example's composer finds to be of another kind: decoys, and a reader in an unexpected place. */
function isPlain({ asked: { store, names, request }, caller, account, outcome }: Read): boolean {
  if (outcome !== "read") return false;
  if (store === "secrets" && names.includes(decoy)) return false;
  const isInTable = account === "333333333333";
  const isOfDecoyPath =
    store === "parameters" &&
    isInTable &&
    names.some((name) => "/prod/backup/admin".startsWith(name) && name.endsWith("/"));
  const isElsewhere =
    store === "secrets" &&
    isInTable &&
    caller !== "service" &&
    caller !== "root" &&
    caller.role === "service/ledger" &&
    // The example knows this one by its name alone.
    !JSON.stringify(request).includes("arn:") &&
    names.every((name) => name === "prod/payments/ledger");
  return !isOfDecoyPath && !isElsewhere;
}

/** The definition, in plain words. */
function covers(work: PlannedWork, { account, caller, asked: { store, names }, second }: Read): boolean {
  const time = `${new Date(START + second * 1000).toISOString().slice(0, 19)}Z`;
  const reader =
    caller === "root"
      ? "nobody"
      : caller === "service"
        ? "service/rds.amazonaws.com"
        : `arn:aws:iam::${account}:role/${caller.role}`;
  const isReader = (each: string) => {
    const own = each.replace("<a>", account);
    return own.endsWith("*") ? reader.startsWith(own.slice(0, -1)) : reader === own;
  };
  const listed = work[store];
  const isNamed = (name: string) =>
    listed !== undefined && (listed.names.includes(name) || listed.paths.some((path) => name.startsWith(path)));
  return (
    work.from <= time &&
    time < work.until &&
    (work.accounts?.includes(account) ?? true) &&
    (work.readers?.some(isReader) ?? true) &&
    ((work.secrets === undefined && work.parameters === undefined) || names.every(isNamed))
  );
}

function recordOf({ account, caller, asked, outcome, second }: Read) {
  const source = asked.store === "secrets" ? "secretsmanager" : "ssm";
  const error = { read: {}, denied: { errorCode: "AccessDenied" }, failed: { errorCode: "ResourceNotFoundException" } };
  return exampleRecord(1, {
    ...{ eventSource: `${source}.amazonaws.com`, eventName: asked.eventName, recipientAccountId: account },
    eventTime: `${new Date(START + second * 1000).toISOString().slice(0, 19)}Z`,
    sourceIPAddress: "198.51.100.9",
    userIdentity:
      caller === "service"
        ? { type: "AWSService", invokedBy: "rds.amazonaws.com" }
        : caller === "root"
          ? { type: "Root", arn: `arn:aws:iam::${account}:root`, accountId: account }
          : {
              type: "AssumedRole",
              arn: `arn:aws:sts::${account}:assumed-role/${caller.role.split("/").at(-1)!}/session`,
              sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${account}:role/${caller.role}` } },
            },
    requestParameters: asked.request,
    ...error[outcome],
  });
}

/** What the composer sends of a read: what programs get of the planned work, and how many mails and posts there are. */
async function told(plannedWork: readonly PlannedWork[], read: Read) {
  const detection = {
    secrets: read.outcome === "read" ? "unexpected-secret-read" : "unexpected-secret-read-refused",
    parameters: read.outcome === "read" ? "unexpected-parameter-read" : "unexpected-parameter-read-refused",
  }[read.asked.store];
  const input = readInput({ what: "", detection, record: recordOf(read) });
  // Nothing is listed of parameters: which are is not what this is about.
  const facts = { ...exampleFacts, plannedWork };
  const { publications } = await runComposer(facts, input);
  const programs = publications.filter(({ TopicArn }) => TopicArn.includes(":secretwatch-events-"));
  return {
    isTold: programs.length > 0,
    planned: programs.map(
      ({ Message }) => (JSON.parse(Message) as { planned?: { reason: string } }).planned?.reason,
    )[0],
    people: publications.length - programs.length,
  };
}

test("what planned work covers is what its words say, at any second, in any form, and nothing else", async () => {
  let covered = 0;
  await fc.assert(
    fc.asyncProperty(works, someReads, async (plannedWork, read) => {
      const { isTold, planned, people } = await told(plannedWork, read);

      fc.pre(isTold);
      const expected = isPlain(read) ? plannedWork.find((work) => covers(work, read))?.reason : undefined;
      if (expected !== undefined) covered += 1;
      expect({ planned, isAtOnce: people > 0 }).toEqual({ planned: expected, isAtOnce: expected === undefined });
    }),
    { numRuns: 500 },
  );
  expect(covered).toBeGreaterThan(8);
}, 120_000);

test("planned work about everything covers no decoy, whoever reads it and however", async () => {
  const everything = { reason: "Everything there is", from: "2026-01-01T00:00:00Z", until: "2027-01-01T00:00:00Z" };
  await fc.assert(
    fc.asyncProperty(
      someReads,
      fc.constantFrom("unexpected-secret-read", "secret-decoy-read"),
      async (read, detection) => {
        const request = { secretIdList: [...read.asked.names, decoy] };
        const record = recordOf({
          ...read,
          asked: { store: "secrets", names: [], eventName: "BatchGetSecretValue", request },
        });
        const input = readInput({ what: "", detection, record });

        const { publications } = await runComposer({ ...exampleFacts, plannedWork: [everything] }, input);

        expect(publications.filter(({ TopicArn }) => TopicArn.endsWith(":secretwatch-alerts")).length).toBe(1);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test("a read for which no words are found is told at once, whatever is planned", async () => {
  const everything = { reason: "Everything there is", from: "2026-01-01T00:00:00Z", until: "2027-01-01T00:00:00Z" };
  const record = exampleRecord(1, { eventTime: { not: "a time" }, requestParameters: { secretId: { not: "a name" } } });

  const { publications } = await runComposer(
    { ...exampleFacts, plannedWork: [everything] },
    readInput({ what: "", detection: "unexpected-secret-read", record }),
  );

  expect(publications.some(({ TopicArn }) => TopicArn.endsWith(":secretwatch-alerts"))).toBe(true);
});

test("the ARN of another account's secret is not taken for one of this account", async () => {
  const work = {
    reason: "The ledger moves",
    from: "2026-01-01T00:00:00Z",
    until: "2027-01-01T00:00:00Z",
    secrets: { names: ["prod/payments/ledger"], paths: [] },
  };
  const asked = (account: string): Asked => ({
    ...{ store: "secrets", names: ["prod/payments/ledger"], eventName: "GetSecretValue" },
    request: { secretId: arnOf(account, "prod/payments/ledger") },
  });
  const read = { account: "333333333333", caller: { role: "developer" }, outcome: "read", second: 0 } as const;

  expect((await told([work], { ...read, asked: asked("333333333333") })).planned).toBe("The ledger moves");
  expect((await told([work], { ...read, asked: asked("555555555555") })).planned).toBeUndefined();
});
