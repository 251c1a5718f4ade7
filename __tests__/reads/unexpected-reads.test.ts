import fc from "fast-check";

import { expectedReads } from "../../reads/expected-reads";
import { heartbeatPattern, undeliveredPattern } from "../../health/signs";
import {
  ExpectedReadersError,
  readPattern,
  unexpectedReadPatterns,
  unexpectedReads,
  withSignals,
  type ExpectedReads,
  type ReadableSecret,
} from "../../reads/unexpected-reads";
import { eventPatternLength, MAX_EVENT_PATTERN_LENGTH } from "../../patterns/compile/event-pattern";
import { evaluate } from "../../patterns/evaluate";
import {
  arbitraryExpectedReads,
  arbitraryRead,
  contradictsItself,
  isUnexpected,
  type PlainRead,
} from "../support/arbitrary-expected-reads";
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
    idPrefixes: [],
    expectedReaders: readers.map(iam),
    decoy: false,
    ...more,
  };
}

function reads(accountReaders: readonly string[], ...secrets: readonly ReadableSecret[]): ExpectedReads {
  return { accountReaders: accountReaders.map(iam), secrets };
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

function forwards(expected: ExpectedReads, record: unknown): boolean {
  return unexpectedReads(expected).some((condition) => evaluate(condition, record));
}

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
    return unexpectedReads({ ...others, secrets: made });
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

/** Rows that are to be forwarded, and rows that are not. */
function table(what: string, expected: ExpectedReads, forwarded: readonly Row[], silent: readonly Row[]) {
  const forwardedOf = (rows: readonly Row[]) =>
    rows.filter(([, reader, request, errorCode]) => forwards(expected, read(reader, request, errorCode))).map(whatOf);

  test(`${what}, all and only unexpected reads are forwarded`, () => {
    expect(forwardedOf(forwarded)).toEqual(forwarded.map(whatOf));
    expect(forwardedOf(silent)).toEqual([]);
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
  expect(unexpectedReadPatterns(reads([], secret("db", [])))).toEqual([
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
  ])("a read by %s of %s: forwarded is %s", (reader, id, forwarded) => {
    expect(forwards(expected, read(reader, id))).toBe(forwarded);
  });

  test("a stranger through the service is a stranger", () => {
    const through = read("role/stranger", "db");
    const record = { ...through, userIdentity: { ...through.userIdentity, invokedBy: "rds.amazonaws.com" } };

    expect(forwards(expected, record)).toBe(true);
  });

  test("any number of them fits one pattern", () => {
    const services = Array.from({ length: 40 }, (_, index) => `service/s${index}.amazonaws.com`);

    expect(unexpectedReadPatterns(reads(services))).toHaveLength(1);
    expect(forwards(reads(services), read("service/s39.amazonaws.com", "db"))).toBe(false);
    expect(forwards(reads(services), read("service/s40.amazonaws.com", "db"))).toBe(true);
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
    secret("", ["role/app"], { ids: [secretArn("shared", owner)], idPrefixes: [`${secretArn("shared", owner)}-`] }),
    secret("", ["role/auditor"], { ids: [], idPrefixes: [secretArn("", owner)] }),
  ),
  [
    ["by name, which is of this account", "role/app", "shared"],
    ["another secret of that account", "role/app", `${secretArn("secret", owner)}-a1B2c3`],
    ["a batch, where only whole names count", "role/app", ["db", `${secretArn("shared", owner)}-a1B2c3`]],
    ["a secret of this account by who reads there", "role/auditor", "db"],
    ["the same by ARN", "role/auditor", `${secretArn("db")}-a1B2c3`],
    ["a stranger", "role/stranger", `${secretArn("shared", owner)}-a1B2c3`],
  ],
  [
    ["the other account's secret by ARN", "role/app", `${secretArn("shared", owner)}-a1B2c3`],
    ["the same without the suffix", "role/app", secretArn("shared", owner)],
    ["what begins like it and a hyphen, which its own account tells apart", "role/app", secretArn("shared-2", owner)],
    ["any secret there, by who may read all", "role/auditor", `${secretArn("any", owner)}-a1B2c3`],
    ["one's own in this account", "role/app", "db"],
  ],
);

test("who may read everything may also stand beside a single secret", () => {
  const expected = reads(["role/rotation"], secret("db", ["role/rotation", "role/app"]), secret("api", []));

  expect(forwards(expected, read("role/rotation", "api"))).toBe(false);
  expect(forwards(expected, read("role/app", "api"))).toBe(true);
});

describe("contradictions", () => {
  const remedy = "Give both the same secrets, or name each of the roles by itself.";

  test.each([
    [
      "fewer secrets for the path than for a role below it",
      reads([], secret("db", ["role/service/*"]), secret("api", ["role/service/app"])),
      `${iamArn("role/service/*")} covers ${iamArn("role/service/app")}, which may read other secrets.`,
    ],
    [
      "a path below a path",
      reads([], secret("db", ["role/a/*"]), secret("api", ["role/a/b/*", "role/a/*"]), secret("x", ["role/a/b/*"])),
      `${iamArn("role/a/*")} covers ${iamArn("role/a/b/*")}, which may read other secrets.`,
    ],
    [
      "some secrets for the path, all for a role below it",
      reads(["role/service/app"], secret("db", ["role/service/*"])),
      `${iamArn("role/service/*")} may read some secrets and covers ${iamArn("role/service/app")}, which may read any.`,
    ],
  ])("%s", (_, expected, message) => {
    const attempt = () => unexpectedReads(expected);

    expect(attempt).toThrow(new ExpectedReadersError(message, remedy));
    expect(attempt).toThrow(expect.objectContaining({ name: "ExpectedReadersError", message, remedy }) as Error);
  });

  test.each([
    [
      "fewer secrets for a role below the path",
      reads([], secret("db", ["role/service/*", "role/service/app"]), secret("api", ["role/service/*"])),
    ],
    ["a path of the account, and a role below it", reads(["role/service/*"], secret("db", ["role/service/app"]))],
    ["equal paths of roles and users", reads([], secret("db", ["role/a/*"]), secret("api", ["user/a/x"]))],
    [
      "a decoy that names a role below the path",
      reads([], secret("db", ["role/a/*"]), secret("bait", ["role/a/x"], { decoy: true })),
    ],
  ])("none: %s", (_, expected) => {
    expect(() => unexpectedReads(expected)).not.toThrow();
  });
});

describe("as few patterns as can be", () => {
  const lengths = (expected: ExpectedReads) => unexpectedReadPatterns(expected).map(eventPatternLength);
  const wordOf = (index: number) => `service-${String(index).padStart(2, "0")}`;

  test("readers of the same secrets share one", () => {
    const readers = Array.from({ length: 15 }, (_, index) => `role/${wordOf(index)}`);

    const together = unexpectedReadPatterns(reads([], secret("db", readers)));
    const apart = unexpectedReadPatterns(reads([], ...readers.map((each) => secret(`db/${each}`, [each]))));

    expect(together.length).toBeLessThanOrEqual(4);
    expect(apart.length).toBeGreaterThan(together.length);
    for (const id of ["db", "api"]) {
      for (const reader of readers) {
        expect(forwards(reads([], secret("db", readers)), read(reader, id))).toBe(id === "api");
      }
    }
  });

  test("a role that a path covers takes no room", () => {
    const covered = reads(["role/service/*", "role/service/app"], secret("db", ["role/service/app", "role/service/*"]));

    expect(unexpectedReadPatterns(covered)).toEqual(unexpectedReadPatterns(reads(["role/service/*"])));
  });

  test("twelve services with two secrets each of their own fit twelve rules", () => {
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
        expect(forwards(expected, read(reader, name(other, "database")))).toBe(index !== other);
        expect(forwards(expected, read(reader, [name(index, "database"), name(other, "signing-key")]))).toBe(
          index !== other,
        );
      }
    }
  });

  test("decoys with the longest names are spread over several", () => {
    const long = (letter: string) => letter.repeat(512);
    const decoys = ["a", "b", "c"].map((letter) => secret(long(letter), [], { decoy: true }));
    const expected = reads(["role/rotation"], ...decoys);

    expect(Math.max(...lengths(expected))).toBeLessThanOrEqual(MAX_EVENT_PATTERN_LENGTH);
    for (const { ids } of decoys) {
      for (const id of ids) {
        expect(forwards(expected, read("role/rotation", id))).toBe(true);
        expect(forwards(expected, read("role/rotation", ["x", id]))).toBe(true);
      }
    }
  });

  test("the alarm and the sign of life have room beside the first, under the longest prefix and in the longest region", () => {
    const readers = Array.from({ length: 30 }, (_, index) => `role/${wordOf(index)}`);
    const fitting = readers.map((_, index) => reads(readers.slice(0, index + 1))).filter(fits);
    const prefix = "p".repeat(20);
    const signals = [
      undeliveredPattern(`${prefix}-reads-undelivered`),
      heartbeatPattern(`arn:aws-us-gov:events:ap-northeast-3:111122223333:rule/${prefix}-sign-of-life`),
    ];

    const [first, ...others] = unexpectedReadPatterns(fitting.at(-1)!);
    const withIt = withSignals([first!, ...others], signals);

    expect(withIt).toHaveLength(others.length + 1);
    expect(eventPatternLength(first!)).toBeGreaterThan(1500);
    expect(withIt.map(eventPatternLength).filter((length) => length > MAX_EVENT_PATTERN_LENGTH)).toEqual([]);
  });

  function fits(expected: ExpectedReads): boolean {
    try {
      return unexpectedReads(expected).length > 0;
    } catch {
      return false;
    }
  }
});

describe("what does not fit", () => {
  const word = "a".repeat(60);

  test("too many readers are refused", () => {
    const readers = Array.from({ length: 30 }, (_, index) => `role/${word}${index}`);
    const message =
      "an event pattern of reads by nobody of its 30 expected readers has 3158 characters; there is room for 1728.";

    const attempt = () => unexpectedReads(reads(readers));

    expect(attempt).toThrow(new ExpectedReadersError(message, ""));
    expect(attempt).toThrow(expect.objectContaining({ remedy: "Join roles below a path: role/service/*" }) as Error);
    expect(() => unexpectedReads(reads([`role/${word.slice(0, 40)}*`, ...readers]))).not.toThrow();
  });

  test("too many secrets of one reader are refused", () => {
    const secrets = Array.from({ length: 12 }, (_, index) => secret(`${word}${index}`, ["role/app"]));
    const message = `an event pattern of reads by ${iamArn("role/app")} of anything but its secrets, 12, has 4004 characters; there is room for 1728.`;

    const attempt = () => unexpectedReads(reads([], ...secrets));

    expect(attempt).toThrow(new ExpectedReadersError(message, ""));
    expect(attempt).toThrow(
      expect.objectContaining({
        remedy: "Make it an expected reader of the account, or give it fewer secrets, or shorter names.",
      }) as Error,
    );
    expect(() => unexpectedReads(reads(["role/app"], ...secrets))).not.toThrow();
  });
});

test("for any readers, what a pattern matches is what is unexpected, in few patterns that fit", () => {
  const seen = { contradictory: 0, unexpected: 0, expected: 0 };

  fc.assert(
    fc.property(arbitraryExpectedReads, fc.array(arbitraryRead, { minLength: 20, maxLength: 20 }), (expected, some) => {
      if (contradictsItself(expected)) {
        seen.contradictory++;
        expect(() => unexpectedReads(expected)).toThrow(ExpectedReadersError);
        return;
      }

      const conditions = unexpectedReads(expected);
      const forwarded = some.map((record) => conditions.some((condition) => evaluate(condition, record)));
      const plain = some.map((record) => isUnexpected(expected, record));

      expect(forwarded).toEqual(plain);
      expect(conditions.map((each) => eventPatternLength(readPattern(each))).filter((each) => each > 1728)).toEqual([]);
      expect(conditions.length).toBeLessThanOrEqual(8);
      for (const each of plain) seen[each ? "unexpected" : "expected"]++;
    }),
    { numRuns: 500, seed: 20261122 },
  );

  expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
});
