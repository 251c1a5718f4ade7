import { isDeepStrictEqual } from "node:util";

import fc from "fast-check";

import { expectedReads } from "../../reads/expected-reads";
import { heartbeatPattern, undeliveredPattern } from "../../health/signs";
import type { ExpectedReads, ReadableSecret } from "../../reads/expectations";
import { readPattern, readRules, withSignals } from "../../reads/unexpected-reads";
import { eventPatternLength, MAX_EVENT_PATTERN_LENGTH } from "../../patterns/compile/event-pattern";
import { evaluate } from "../../patterns/evaluate";
import {
  arbitraryExpectedReads,
  arbitraryRead,
  isElsewhere,
  isUnexpected,
  type PlainRead,
} from "../support/arbitrary-expected-reads";
import { arbitraryCrowd } from "../support/arbitrary-crowd";
import { tellingAs, tellingOf } from "../support/told-reads";
import { readAccount, readCases, readSuffix } from "../support/read-cases";
import { exampleOrganization } from "../support/synthesized";

const account = "901234567803";
const owner = "901234567804";
const iamArn = (resource: string, of = account) => `arn:aws:iam::${of}:${resource}`;
const secretArn = (name: string, of = account) => `arn:aws:secretsmanager:eu-west-1:${of}:secret:${name}`;
const iam = (reader: string) => (/^(arn:|service\/)/.test(reader) ? reader : iamArn(reader));

function secret(name: string, readers: readonly string[], more: Partial<ReadableSecret> = {}): ReadableSecret {
  const arn = secretArn(name);
  return {
    ids: [name, arn, `${arn}-a1B2c3`],
    unsuffixed: [],
    idPrefixes: [],
    expectedReaders: readers.map((reader) => ({ reader: iam(reader) })),
    decoy: false,
    ...more,
  };
}

function reads(accountReaders: readonly string[], ...secrets: readonly ReadableSecret[]): ExpectedReads {
  return { accountReaders: accountReaders.map((reader) => ({ reader: iam(reader) })), secrets };
}

/** A read by a role's session, a user, a service, root, or whoever has this ARN. */
function read(reader: string, request: string | readonly string[] | null, errorCode?: string): PlainRead {
  const batch = typeof request !== "string";
  return {
    eventSource: "secretsmanager.amazonaws.com",
    eventName: batch ? "BatchGetSecretValue" : "GetSecretValue",
    requestParameters: request === null ? {} : batch ? { secretIdList: request } : { secretId: request },
    userIdentity: identityOf(reader),
    ...(errorCode === undefined ? {} : { errorCode }),
  };
}

function identityOf(reader: string): PlainRead["userIdentity"] {
  if (reader.startsWith("service/")) return { type: "AWSService", invokedBy: reader.slice("service/".length) };
  const arn = iam(reader);
  if (!arn.includes(":role/")) return { type: reader === "root" ? "Root" : "IAMUser", arn };
  const session = `arn:aws:sts::${arn.split(":")[4]!}:assumed-role/${arn.split("/").at(-1)!}/session`;
  return { type: "AssumedRole", arn: session, sessionContext: { sessionIssuer: { type: "Role", arn } } };
}

const conditionsOf = (expected: ExpectedReads) => readRules(expected).rules.map(({ condition }) => condition);
const patternsOf = (expected: ExpectedReads) => conditionsOf(expected).map(readPattern);
const told = (expected: ExpectedReads, record: unknown) => tellingOf(expected)(record);

describe("in payments-prod of the example", () => {
  const organization = exampleOrganization();
  const member = organization.members.find(({ id }) => id === readAccount)!;
  const conditionsIn = (region: string) => {
    const { secrets, ...others } = expectedReads(organization, member, region);
    // As if they were made.
    const made = secrets.map(({ ids, ...secret }) => ({
      ...secret,
      ids: ids.map((id) => id.replace("-??????", readSuffix)),
    }));
    return conditionsOf({ ...others, secrets: made });
  };

  test.each(["eu-west-1", "eu-central-1"])("each read of the table in %s is forwarded, or is not", (region) => {
    const conditions = conditionsIn(region);
    const cases = readCases.filter((each) => each.region === region);

    const wrong = cases.filter(
      ({ record, forwarded }) => conditions.some((condition) => evaluate(condition, record)) !== forwarded,
    );

    expect(wrong.map(({ what, forwarded }) => `${what} ${forwarded ? "Not forwarded." : "Forwarded."}`)).toEqual([]);
  });

  test("the table has enough of both, and says each thing once", () => {
    const forwarded = readCases.filter((each) => each.forwarded);

    expect(forwarded.length).toBeGreaterThan(10_000);
    expect(readCases.length - forwarded.length).toBeGreaterThan(1000);
    expect(new Set(readCases.map(({ what }) => what)).size).toBe(readCases.length);
  });
});

type Row = readonly [what: string, reader: string, request: string | readonly string[] | null, errorCode?: string];

/** Rows that people are to be told of, and rows that they are not. */
function table(what: string, expected: ExpectedReads, forwarded: readonly Row[], silent: readonly Row[]) {
  const toldOf = async (rows: readonly Row[]) => {
    const verdicts = await Promise.all(
      rows.map(([, reader, request, errorCode]) => told(expected, read(reader, request, errorCode))),
    );
    return rows.filter((_, index) => verdicts[index]).map(whatOf);
  };

  test(`${what}, people are told of all unexpected reads and no other`, async () => {
    expect(await toldOf(forwarded)).toEqual(forwarded.map(whatOf));
    expect(await toldOf(silent)).toEqual([]);
  });
}

const whatOf = ([what]: Row) => what;

table(
  "with readers of the account only",
  reads(["role/rotation", "user/backup"], secret("db", [])),
  [
    ["a stranger's read", "role/stranger", "db"],
    ["the role's name with a path", "role/x/rotation", "db"],
    ["a role named like the user", "role/backup", "db"],
    ["a user named like the role", "user/rotation", "db"],
    ["root", "root", "db"],
    ["a denied read by a reader", "role/rotation", "db", "AccessDenied"],
    ["a denied batch by a reader", "user/backup", null, "AccessDeniedException"],
  ],
  [
    ["a secret of the configuration", "role/rotation", "db"],
    ["a secret outside the configuration", "role/rotation", "other"],
    ["a batch by filter", "user/backup", null],
    ["a batch of anything", "user/backup", ["db", "other"]],
    ["a secret that is not there", "role/rotation", "gone", "ResourceNotFoundException"],
  ],
);

table(
  "without any reader",
  reads([], secret("db", []), secret("bait", [], { decoy: true })),
  [
    ["a role's read", "role/app", "db"],
    ["root's read", "root", "other"],
    ["a service's read", "service/rds.amazonaws.com", "db"],
    ["a batch", "role/app", ["db"]],
    ["a decoy", "role/app", "bait"],
    ["a secret that is not there", "role/app", "gone", "ResourceNotFoundException"],
  ],
  [],
);

test("without any reader, one pattern matches every read and nothing else", () => {
  expect(patternsOf(reads([], secret("db", [])))).toEqual([
    {
      source: ["aws.secretsmanager"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["secretsmanager.amazonaws.com"],
        eventName: ["GetSecretValue", "BatchGetSecretValue"],
      },
    },
  ]);
});

table(
  "with all roles below a path, and single ones beside them",
  reads(
    ["role/ops/*", "role/rotation"],
    secret("db", ["role/service/*", "role/batch"]),
    secret("api", ["role/service/*"]),
  ),
  [
    ["another secret by a role below the path", "role/service/app", "other"],
    ["a batch of one's own and another", "role/service/app", ["db", "other"]],
    ["a batch by filter", "role/service/app", null],
    ["the path without a name below it", "role/service", "db"],
    ["a path that begins alike", "role/services/app", "db"],
    ["the path below another", "role/x/service/app", "db"],
    ["a user below the same path", "user/service/app", "db"],
    ["a role below the path in another account", iamArn("role/service/app", owner), "db"],
    ["a secret of others by the single role", "role/batch", "api"],
    ["a role whose name the single one's is the beginning of", "role/batch-2", "db"],
    ["a role below the single one", "role/rotation/x", "db"],
    ["denied below the account's path", "role/ops/admin", "db", "AccessDenied"],
  ],
  [
    ["a role below the path", "role/service/app", "db"],
    ["a role far below the path", "role/service/eu/app", "api"],
    ["a batch of what all below the path may read", "role/service/app", ["db", "api"]],
    ["the single role", "role/batch", "db"],
    ["anything by a role below the account's path", "role/ops/admin", "other"],
    ["anything by the account's single role", "role/rotation", null],
  ],
);

table(
  "with users",
  reads([], secret("db", ["user/app", "user/ci/*"]), secret("api", ["user/app"])),
  [
    ["another secret", "user/app", "other"],
    ["a secret of others", "user/ci/builder", "api"],
    ["a role of the name", "role/app", "db"],
    ["a user whose name begins alike", "user/app2", "db"],
    ["a user of the name with a path", "user/x/app", "db"],
    ["the same user of another account", iamArn("user/app", owner), "db"],
  ],
  [
    ["their secret", "user/app", "db"],
    ["a batch of theirs", "user/app", ["db", secretArn("api")]],
    ["users below a path", "user/ci/builder", "db"],
  ],
);

describe("with services", () => {
  const expected = reads(["service/rds.amazonaws.com"], secret("db", ["service/dms.amazonaws.com"]));

  test.each([
    ["service/rds.amazonaws.com", "db", false],
    ["service/rds.amazonaws.com", "other", false],
    ["service/dms.amazonaws.com", "db", false],
    ["service/dms.amazonaws.com", "other", true],
    ["service/ecs.amazonaws.com", "db", true],
  ])("a read by %s of %s: forwarded is %s", async (reader, id, forwarded) => {
    expect(await told(expected, read(reader, id))).toBe(forwarded);
  });

  test("a stranger through the service is a stranger", async () => {
    const through = read("role/stranger", "db");
    const record = { ...through, userIdentity: { ...through.userIdentity, invokedBy: "rds.amazonaws.com" } };

    expect(await told(expected, record)).toBe(true);
  });

  test("any number of them fits one pattern", async () => {
    const services = Array.from({ length: 40 }, (_, index) => `service/s${index}.amazonaws.com`);

    expect(patternsOf(reads(services))).toHaveLength(1);
    expect(await told(reads(services), read("service/s39.amazonaws.com", "db"))).toBe(false);
    expect(await told(reads(services), read("service/s40.amazonaws.com", "db"))).toBe(true);
  });
});

table(
  "with a decoy",
  reads(["role/rotation"], secret("db", ["role/app"]), secret("bait", ["role/app"], { decoy: true })),
  [
    ["by a reader of the account", "role/rotation", "bait"],
    ["by its ARN", "role/rotation", `${secretArn("bait")}-a1B2c3`],
    ["by its ARN without the suffix", "role/rotation", secretArn("bait")],
    ["in a batch", "role/rotation", ["db", "bait"]],
    ["by whoever stands beside it as a reader", "role/app", "bait"],
    ["by them in a batch", "role/app", ["db", "bait"]],
    ["by a stranger", "role/stranger", "bait"],
    ["where it is gone", "role/rotation", "bait", "ResourceNotFoundException"],
  ],
  [
    ["a name that begins like the decoy's", "role/rotation", "bait-2"],
    ["a batch by filter, which also records each secret's read", "role/rotation", null],
    ["one's own secret", "role/app", "db"],
  ],
);

table(
  "with readers of another account's secrets",
  reads(
    [],
    secret("db", ["role/app"]),
    secret("", ["role/app"], { ids: [secretArn("shared", owner)], unsuffixed: [secretArn("shared", owner)] }),
    secret("", ["role/auditor"], { ids: [], idPrefixes: [secretArn("", owner)] }),
  ),
  [
    ["by name, which is of this account", "role/app", "shared"],
    ["another secret of that account", "role/app", `${secretArn("secret", owner)}-a1B2c3`],
    ["a secret of this account by who reads there", "role/auditor", "db"],
    ["the same by ARN", "role/auditor", `${secretArn("db")}-a1B2c3`],
    ["a stranger", "role/stranger", `${secretArn("shared", owner)}-a1B2c3`],
    ["what begins like it and a hyphen", "role/app", `${secretArn("shared-replica", owner)}-a1B2c3`],
  ],
  [
    ["the other account's secret by ARN", "role/app", `${secretArn("shared", owner)}-a1B2c3`],
    ["the same without the suffix", "role/app", secretArn("shared", owner)],
    ["a batch of both accounts' secrets", "role/app", ["db", `${secretArn("shared", owner)}-a1B2c3`]],
    ["any secret there, by who may read all", "role/auditor", `${secretArn("any", owner)}-a1B2c3`],
    ["one's own in this account", "role/app", "db"],
  ],
);

test("who may read everything may also stand beside a single secret", async () => {
  const expected = reads(["role/rotation"], secret("db", ["role/rotation", "role/app"]), secret("api", []));

  expect(await told(expected, read("role/rotation", "api"))).toBe(false);
  expect(await told(expected, read("role/app", "api"))).toBe(true);
});

describe("entries that cover each other", () => {
  const both = reads([], secret("db", ["role/service/*"]), secret("api", ["role/service/app"]), secret("x", []));

  test.each([
    ["role/service/app", "db", false],
    ["role/service/app", "api", false],
    ["role/service/app", ["db", "api"], false],
    ["role/service/app", "x", true],
    ["role/service/app", ["db", "x"], true],
    ["role/service/app", null, true],
    ["role/service/other", "db", false],
    ["role/service/other", "api", true],
    ["role/service/other", ["db", "api"], true],
  ])("add up: %s of %j is told: %s", async (reader, request, expected) => {
    expect(await told(both, read(reader, request))).toBe(expected);
  });

  test("a role that may read any secret stays so below a path that may read some", async () => {
    const expected = reads(["role/service/app"], secret("db", ["role/service/*"]), secret("bait", [], { decoy: true }));

    expect(await told(expected, read("role/service/app", "other"))).toBe(false);
    expect(await told(expected, read("role/service/app", null))).toBe(false);
    expect(await told(expected, read("role/service/app", "bait"))).toBe(true);
    expect(await told(expected, read("role/service/app", "other", "AccessDenied"))).toBe(true);
    expect(await told(expected, read("role/service/b", "other"))).toBe(true);
  });
});

describe("with places", () => {
  const endpoint = "vpce-0123456789abcdef0";
  const through = (vpcEndpointId: string) => ({ vpcEndpointId, sourceIPAddress: "10.0.0.8" });
  const from = (reader: string, ...places: readonly string[]) => ({ reader: iam(reader), from: places });
  const sentBy = (expected: ExpectedReads, who: string, what: string | readonly string[], where: object) =>
    conditionsOf(expected).some((condition) => evaluate(condition, { ...read(who, what), ...where }));

  test.each<[string, ExpectedReads]>([
    [
      "a reader of a secret",
      { accountReaders: [], secrets: [secret("db", [], { expectedReaders: [from("role/app", endpoint)] })] },
    ],
    ["a reader of any secret", { accountReaders: [from("role/app", endpoint)], secrets: [] }],
  ])("rules alone leave out what %s reads through its endpoint, and nothing else", (_, expected) => {
    expect(sentBy(expected, "role/app", "db", through(endpoint))).toBe(false);
    expect(sentBy(expected, "role/app", "db", { sourceIPAddress: "ecs.amazonaws.com" })).toBe(false);
    expect(sentBy(expected, "role/app", ["db"], through(endpoint))).toBe(false);
    expect(sentBy(expected, "role/app", "db", through("vpce-0fedcba9876543210"))).toBe(true);
    expect(sentBy(expected, "role/app", "db", { sourceIPAddress: "203.0.113.7" })).toBe(true);
    expect(sentBy(expected, "role/app", "db", {})).toBe(true);
    expect(sentBy(expected, "role/app", ["db"], { sourceIPAddress: "203.0.113.7" })).toBe(true);
  });

  test("whatever entries of few readers, secrets and places say together, each read is told as it is", async () => {
    const entry = fc.record({
      where: fc.constantFrom("account", "db", "api"),
      reader: fc.constantFrom("role/s/a", "role/s/*"),
      places: fc.constantFrom<(readonly string[] | undefined)[]>(
        undefined,
        [endpoint],
        ["vpce-0fedcba9876543210"],
        [endpoint, "vpce-0fedcba9876543210"],
        ["203.0.113.0/24"],
        [endpoint, "203.0.113.0/24"],
      ),
    });
    const where = [
      {},
      through(endpoint),
      through("vpce-0fedcba9876543210"),
      { sourceIPAddress: "203.0.113.7" },
      { sourceIPAddress: "ecs.amazonaws.com" },
    ];
    const all = ["role/s/a", "role/s/b"].flatMap((who) =>
      ["db", "api", "other", ["db", "api"]].flatMap((what) => where.map((place) => ({ ...read(who, what), ...place }))),
    );

    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 4 }), async (entries) => {
        const readersOf = (list: string) =>
          entries
            .filter((each) => each.where === list)
            .map(({ reader, places }) => ({ reader: iam(reader), ...(places === undefined ? {} : { from: places }) }));
        const expected = {
          accountReaders: readersOf("account"),
          secrets: ["db", "api"].map((name) => secret(name, [], { expectedReaders: readersOf(name) })),
        };
        const plain = all.map((record) =>
          isElsewhere(expected, record) ? "elsewhere" : isUnexpected(expected, record) ? "unexpected" : "nothing",
        );

        expect(await Promise.all(all.map(tellingAs(expected)))).toEqual(plain);
      }),
      { numRuns: 150, seed: 20261128 },
    );
  });

  test("what comes through an endpoint stays in the account though there are networks beside it", () => {
    const expected = { accountReaders: [from("role/app", endpoint, "203.0.113.0/24")], secrets: [] };

    expect(sentBy(expected, "role/app", "db", through(endpoint))).toBe(false);
    expect(sentBy(expected, "role/app", "db", { sourceIPAddress: "203.0.113.7" })).toBe(true);
    expect(readRules(expected).strangers).toEqual([]);
  });

  test("who has networks alone is a stranger to the rules", () => {
    const expected = { accountReaders: [from("role/app", "203.0.113.0/24")], secrets: [] };

    expect(readRules(expected).strangers).toEqual([iam("role/app")]);
    expect(readRules(expected).rules).toHaveLength(1);
  });

  test("the composer knows who has places, to say where they are expected, and nobody else", () => {
    const expected = { accountReaders: [from("role/app", endpoint), { reader: iam("role/other") }], secrets: [] };

    expect(readRules(expected).undecided!.expectations).toEqual([
      expect.objectContaining({ reader: iam("role/app"), from: [endpoint], networks: [] }),
    ]);
  });

  test("places beside an entry from anywhere make no rule and nothing to decide", () => {
    const placed = { accountReaders: [from("role/app", endpoint), { reader: iam("role/a*") }], secrets: [] };

    expect(readRules(placed)).toEqual(readRules(reads(["role/a*"])));
  });

  test("readers of the same secrets and places share a rule, and the longest endpoints fit one", () => {
    const many = Array.from({ length: 12 }, (_, index) => from(`role/app-${index}`, endpoint));
    const endpoints = Array.from({ length: 40 }, (_, index) => `vpce-${String(index).padStart(17, "0")}`);

    expect(patternsOf({ accountReaders: many, secrets: [] })).toHaveLength(2);
    expect(readRules({ accountReaders: [from("role/app", ...endpoints)], secrets: [] }).strangers).toEqual([]);
  });

  test("a reader of more endpoints than a pattern holds is a stranger, and its reads through each are silent", async () => {
    const endpoints = Array.from({ length: 90 }, (_, index) => `vpce-${String(index).padStart(17, "0")}`);
    const expected = { accountReaders: [from("role/app", ...endpoints)], secrets: [] };

    expect(readRules(expected).strangers).toEqual([iam("role/app")]);
    expect(await told(expected, { ...read("role/app", "db"), ...through(endpoints[89]!) })).toBe(false);
    expect(await told(expected, { ...read("role/app", "db"), ...through("vpce-0fedcba9876543210") })).toBe(true);
  });
});

describe("as few patterns as can be", () => {
  const lengths = (expected: ExpectedReads) => patternsOf(expected).map(eventPatternLength);
  const wordOf = (index: number) => `service-${String(index).padStart(2, "0")}`;

  test("readers of the same secrets share one", async () => {
    const readers = Array.from({ length: 15 }, (_, index) => `role/${wordOf(index)}`);

    const together = patternsOf(reads([], secret("db", readers)));
    const apart = patternsOf(reads([], ...readers.map((each) => secret(`db/${each}`, [each]))));

    expect(together.length).toBeLessThanOrEqual(4);
    expect(apart.length).toBeGreaterThan(together.length);
    for (const id of ["db", "api"]) {
      for (const reader of readers) {
        expect(await told(reads([], secret("db", readers)), read(reader, id))).toBe(id === "api");
      }
    }
  });

  test("a role that a path covers takes no room", () => {
    const covered = reads(["role/service/*", "role/service/app"], secret("db", ["role/service/app", "role/service/*"]));

    expect(patternsOf(covered)).toEqual(patternsOf(reads(["role/service/*"])));
  });

  test("twelve services with two secrets each of their own fit twelve rules", async () => {
    const name = (index: number, what: string) => `prod/payments/${wordOf(index)}/${what}`;
    const expected = reads(
      ["role/secret-rotation"],
      ...Array.from({ length: 12 }, (_, index) => [
        secret(name(index, "database"), [`role/service/${wordOf(index)}`]),
        secret(name(index, "signing-key"), [`role/service/${wordOf(index)}`]),
      ]).flat(),
    );

    expect(Math.max(...lengths(expected))).toBeLessThanOrEqual(MAX_EVENT_PATTERN_LENGTH);
    expect(lengths(expected).length).toBeLessThanOrEqual(13);
    for (let index = 0; index < 12; index++) {
      for (let other = 0; other < 12; other++) {
        const reader = `role/service/${wordOf(index)}`;
        expect(await told(expected, read(reader, name(other, "database")))).toBe(index !== other);
        expect(await told(expected, read(reader, [name(index, "database"), name(other, "signing-key")]))).toBe(
          index !== other,
        );
      }
    }
  });

  test("decoys with the longest names are spread over several", async () => {
    const long = (letter: string) => letter.repeat(512);
    const decoys = ["a", "b", "c"].map((letter) => secret(long(letter), [], { decoy: true }));
    const expected = reads(["role/rotation"], ...decoys);

    expect(Math.max(...lengths(expected))).toBeLessThanOrEqual(MAX_EVENT_PATTERN_LENGTH);
    for (const { ids } of decoys) {
      for (const id of ids) {
        expect(await told(expected, read("role/rotation", id))).toBe(true);
        expect(await told(expected, read("role/rotation", ["x", id]))).toBe(true);
      }
    }
  });

  test("the alarm and the sign of life have room beside the first, under the longest prefix and in the longest region", () => {
    const readers = Array.from({ length: 60 }, (_, index) => `role/${wordOf(index)}`);
    const prefix = "p".repeat(20);
    const signals = [
      undeliveredPattern(`${prefix}-reads-undelivered`),
      heartbeatPattern(`arn:aws-us-gov:events:ap-northeast-3:111122223333:rule/${prefix}-sign-of-life`),
    ];

    const [first] = patternsOf(reads(readers));

    expect(eventPatternLength(first!)).toBeGreaterThan(1650);
    expect(eventPatternLength(withSignals(first!, signals))).toBeLessThanOrEqual(MAX_EVENT_PATTERN_LENGTH);
  });
});

describe("what does not fit into patterns", () => {
  const word = "a".repeat(60);
  const roles = (count: number) => Array.from({ length: count }, (_, index) => `role/${word}${index}`);

  test.each([
    ["readers of any secret", reads(roles(60))],
    ["readers of one secret", reads([], secret("db", roles(60)))],
    ["readers of a secret each", reads([], ...roles(60).map((role, index) => secret(`db/${index}`, [role])))],
  ])("%s: nobody is refused, and the message composer tells the rest apart", async (_, expected) => {
    const { rules, undecided } = readRules(expected);
    const id = (index: number) => (expected.secrets.length > 1 ? `db/${index}` : "db");

    expect(
      rules.map(({ condition }) => eventPatternLength(readPattern(condition))).filter((each) => each > 1728),
    ).toEqual([]);
    expect(undecided!.expectations.length).toBeGreaterThan(30);
    expect(undecided!.expectations.length).toBeLessThan(60);
    for (const index of [0, 17, 59]) {
      expect(await told(expected, read(roles(60)[index]!, id(index)))).toBe(false);
      expect(await told(expected, read(roles(60)[index]!, "other"))).toBe(expected.secrets.length > 0);
    }
    expect(await told(expected, read(`role/${word}60`, id(0)))).toBe(true);
  });

  test("many secrets of one reader are all his, and others are not", async () => {
    const names = Array.from({ length: 500 }, (_, index) => `${word}${index}`);
    const expected = reads([], ...names.map((name) => secret(name, ["role/app"])));

    const { rules, undecided } = readRules(expected);

    // It is a stranger to the rules.
    expect(rules).toHaveLength(1);
    expect(undecided!.expectations).toEqual([expect.objectContaining({ reader: iamArn("role/app"), any: false })]);
    expect(await told(expected, read("role/app", names[499]!))).toBe(false);
    expect(await told(expected, read("role/app", names))).toBe(false);
    expect(await told(expected, read("role/app", `${word}500`))).toBe(true);
    expect(await told(expected, read("role/app", [...names, "other"]))).toBe(true);
  });

  test("longer patterns leave fewer readers to it", () => {
    const expected = reads(roles(60));
    const left = (patternLength: number) => readRules(expected, patternLength).undecided!.expectations.length;

    expect(left(4096)).toBeLessThan(left(2048));
  });
});

describe("rules are known by their reader", () => {
  const names = Array.from({ length: 6 }, (_, index) => `prod/service-${index}`);
  const of = (some: readonly string[]) =>
    new Map(
      readRules(reads(["role/rotation"], ...some.map((name) => secret(name, [`role/${name}`])))).rules.map(
        ({ reader, part, condition }) => [`${reader ?? ""} ${part}`, condition],
      ),
    );

  test("a secret that goes changes the rules of its readers, and the one that every account has", () => {
    const [before, after] = [of(names), of(names.filter((name) => name !== names[2]))];

    expect([...before.keys()].filter((key) => !after.has(key))).toEqual([`${iamArn(`role/${names[2]!}`)} 1`]);
    expect(
      [...after].filter(([key, condition]) => !isDeepStrictEqual(before.get(key), condition)).map(([key]) => key),
    ).toEqual([" 1"]);
  });
});

test("for any readers, rules send every unexpected read, and with the message composer people are told of no other", async () => {
  const seen = { undecided: 0, told: 0, silent: 0, elsewhere: 0, exactly: 0 };

  await fc.assert(
    fc.asyncProperty(
      arbitraryExpectedReads,
      fc.array(arbitraryRead, { minLength: 20, maxLength: 20 }),
      fc.constantFrom(700, 1200, 2048, 4096),
      async (expected, some, patternLength) => {
        const { rules, undecided } = readRules(expected, patternLength);
        const plain = some.map((record) => isUnexpected(expected, record));
        const places = some.map((record) => isElsewhere(expected, record));

        expect(await Promise.all(some.map(tellingAs(expected, patternLength)))).toEqual(
          plain.map((each, index) => (places[index] ? "elsewhere" : each ? "unexpected" : "nothing")),
        );
        const lengths = rules.map(({ condition }) => eventPatternLength(readPattern(condition)));
        expect(lengths.filter((each) => each > Math.max(patternLength - 320, 700))).toEqual([]);
        if (undecided === undefined) {
          const sent = some.map((record) => rules.some(({ condition }) => evaluate(condition, record)));
          expect(sent).toEqual(plain);
          seen.exactly++;
        } else seen.undecided++;
        seen.elsewhere += places.filter(Boolean).length;
        for (const each of plain) seen[each ? "told" : "silent"]++;
      },
    ),
    { numRuns: 500, seed: 20261122 },
  );

  expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
});

test("of up to 500 secrets and 300 readers, too: people are told of what is unexpected and of nothing else", async () => {
  const seen = { undecided: 0, told: 0, silent: 0 };

  await fc.assert(
    fc.asyncProperty(arbitraryCrowd({ secrets: 500, readers: 300 }), async ({ expected, reads: some }) => {
      const plain = some.map((record) => isUnexpected(expected, record));

      expect(await Promise.all(some.map(tellingOf(expected)))).toEqual(plain);
      if (readRules(expected).undecided !== undefined) seen.undecided++;
      for (const each of plain) seen[each ? "told" : "silent"]++;
    }),
    { numRuns: 4, seed: 20261128 },
  );

  expect(Math.min(...Object.values(seen))).toBeGreaterThan(2);
});
