import fc from "fast-check";

import { type Place, RefusedCall } from "../../aws/calls";
import { LiveCalls, type LiveCallsProps } from "../../aws/live-calls";
import { AwsServer, AwsTrouble, brokenOff } from "../support/aws-server";

let aws: AwsServer;

beforeAll(async () => {
  aws = await AwsServer.start();
  process.env.AWS_ENDPOINT_URL = aws.url;
});
beforeEach(() => {
  aws.clear();
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL;
  await aws.stop();
});

const own = "111111111111";
const other = "222222222222";
const at = (account: string, region = "eu-west-1"): Place => ({ account, region });
const callsOf = (props: Partial<LiveCallsProps> = {}) =>
  new LiveCalls({ region: "eu-west-1", role: "Reader", sessionName: "test", own: aws.own, pace: 0.001, ...props });
const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof RefusedCall)) throw error;
      return error.refusal;
    },
  );
const secretsOf = (calls: LiveCalls, place: Place) => calls.call("secretsmanager:ListSecrets", {}, place);

test("an answer has all pages, and nothing of the request", async () => {
  const pages = [["a", "b"], ["c"], [], ["d"]];
  aws.answer = ({ input }) => {
    const index = Number(input.NextToken ?? 0);
    const next = index + 1 < pages.length ? { NextToken: String(index + 1) } : {};
    return { SecretList: pages[index]!.map((Name) => ({ Name })), ...next };
  };

  const answer = await secretsOf(callsOf(), at(own));

  expect(answer).toEqual({ SecretList: ["a", "b", "c", "d"].map((Name) => ({ Name })) });
});

test("a list whose pages come round again is refused", async () => {
  aws.answer = ({ input }) => ({ SecretList: [], NextToken: input.NextToken === "one" ? "two" : "one" });

  const refusal = await refusalOf(secretsOf(callsOf(), at(own)));

  expect(refusal).toMatchObject({ kind: "other", code: "RepeatedToken", place: at(own) });
  expect(aws.of("secretsmanager:ListSecrets")).toHaveLength(3);
});

test("where it matters who calls, the role is assumed in the caller's account, too", async () => {
  const calls = callsOf({ assumesInOwn: true });

  await secretsOf(calls, at(own));
  await secretsOf(calls, at(other));

  expect(aws.of("sts:AssumeRole").map(({ input }) => input.RoleArn)).toEqual([
    `arn:aws:iam::${own}:role/Reader`,
    `arn:aws:iam::${other}:role/Reader`,
  ]);
});

test("the caller's account is asked with its own credentials, every other one with those of its role", async () => {
  const calls = callsOf({ externalId: "known" });

  await secretsOf(calls, at(own));
  await secretsOf(calls, at(other));
  await secretsOf(calls, at(other, "eu-central-1"));

  expect(aws.of("secretsmanager:ListSecrets").map(({ account, region }) => at(account, region))).toEqual([
    at(own),
    at(other),
    at(other, "eu-central-1"),
  ]);
  expect(aws.of("sts:AssumeRole").map(({ input, account, region }) => ({ input, account, region }))).toEqual([
    {
      input: expect.objectContaining({
        RoleArn: `arn:aws:iam::${other}:role/Reader`,
        RoleSessionName: "test",
        ExternalId: "known",
      }) as unknown,
      ...at(own),
    },
  ]);
});

test("whatever is asked in whatever order, no account is asked with the credentials of another one", async () => {
  const accounts = [own, other, "333333333333", "444444444444"];
  const places = fc.record({
    account: fc.constantFrom(...accounts),
    region: fc.constantFrom("eu-west-1", "eu-central-1", "ap-south-1"),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(places, { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), async (asked, parallel) => {
      aws.clear();
      // The answer says who asked.
      aws.answer = ({ account, region }) => ({ SecretList: [{ Name: `${account} ${region}` }] });
      const calls = callsOf({ parallel });

      const answers = await Promise.all(asked.map((place) => secretsOf(calls, place)));

      expect(answers.map(({ SecretList }) => SecretList?.[0]?.Name)).toEqual(
        asked.map(({ account, region }) => `${account} ${region}`),
      );
      expect(aws.mostAtATime).toBeLessThanOrEqual(parallel);
      const roles = new Set(asked.map(({ account }) => account).filter((account) => account !== own));
      expect(aws.of("sts:AssumeRole")).toHaveLength(roles.size);
    }),
    { numRuns: 30 },
  );
});

test("credentials of a role are asked for again before they end", async () => {
  const calls = callsOf();

  aws.sessionSeconds = 5 * 60;
  await secretsOf(calls, at(other));
  aws.sessionSeconds = 3600;
  await secretsOf(calls, at(other));
  const renewed = aws.of("sts:AssumeRole").length;
  await secretsOf(calls, at(other));

  expect(renewed).toBeGreaterThan(1);
  expect(aws.of("sts:AssumeRole")).toHaveLength(renewed);
});

test("what is asked too often waits and is answered, however often that happens to others", async () => {
  const left = new Map<string, number>();
  aws.answer = ({ region }) => {
    const times = left.get(region) ?? 8;
    left.set(region, times - 1);
    return times > 0 ? new AwsTrouble("ThrottlingException", "Rate exceeded") : { SecretList: [{ Name: region }] };
  };
  let retried = 0;
  const calls = callsOf({ watched: { retried: () => retried++ } });
  const regions = Array.from({ length: 60 }, (_, index) => `xx-test-${index}`);

  const answers = await Promise.all(regions.map((region) => secretsOf(calls, at(own, region))));

  expect(answers.map(({ SecretList }) => SecretList?.[0]?.Name)).toEqual(regions);
  expect(retried).toBe(60 * 8);
});

test.each([
  ["an answer that breaks off", () => brokenOff],
  ["an error of the server", () => new AwsTrouble("InternalServiceError", "Try again.", 500)],
  ["a server that is overloaded", () => new AwsTrouble("ServiceUnavailable", "Try again.", 503)],
])("%s is asked for again", async (_, trouble) => {
  let asked = 0;
  aws.answer = () => (++asked <= 3 ? trouble() : { SecretList: [{ Name: "a" }] });

  const { SecretList } = await secretsOf(callsOf(), at(own));

  expect(SecretList).toHaveLength(1);
});

test.each([
  ["ResourceNotFoundException", "missing"],
  ["AccessDeniedException", "denied"],
  ["ExpiredTokenException", "denied"],
  ["InvalidSignatureException", "denied"],
  ["ThrottlingException", "other"],
  ["ValidationException", "other"],
] as const)("%s is refused as %s, with where it was asked", async (code, kind) => {
  aws.answer = () => new AwsTrouble(code, "AWS says no.");

  const refusal = await refusalOf(secretsOf(callsOf(), at(other, "eu-central-1")));

  expect(refusal).toMatchObject({
    kind,
    code,
    operation: "secretsmanager:ListSecrets",
    place: at(other, "eu-central-1"),
  });
});

test("a region that does not know credentials which are good elsewhere is off", async () => {
  aws.answer = () =>
    new AwsTrouble("UnrecognizedClientException", "The security token included in the request is invalid");
  const calls = callsOf();

  const there = await refusalOf(secretsOf(calls, at(own, "ap-east-1")));
  const here = await refusalOf(secretsOf(calls, at(own)));

  expect([there?.kind, here?.kind]).toEqual(["off", "denied"]);
});

test("a role that can't be assumed is named, and asked for once", async () => {
  aws.refuse = ({ operation }) =>
    operation === "sts:AssumeRole" ? new AwsTrouble("AccessDenied", "Not authorized.", 403) : undefined;
  const calls = callsOf();

  const refusals = await Promise.all(
    ["eu-west-1", "eu-central-1"].map((region) => refusalOf(secretsOf(calls, at(other, region)))),
  );

  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ kind: "denied", code: "AccessDenied" });
    expect(refusal?.message).toBe(`The role arn:aws:iam::${other}:role/Reader can't be assumed: Not authorized.`);
  }
  expect(aws.of("sts:AssumeRole")).toHaveLength(1);
  expect(aws.of("secretsmanager:ListSecrets")).toHaveLength(0);
});

test("a role that could not be asked for is asked for again with the next call", async () => {
  let isDown = true;
  aws.refuse = ({ operation }) =>
    operation === "sts:AssumeRole" && isDown ? new AwsTrouble("InternalFailure", "Later.", 500) : undefined;
  const calls = callsOf();

  const refusal = await refusalOf(secretsOf(calls, at(other)));
  isDown = false;
  const answer = await secretsOf(calls, at(other));

  expect(refusal?.kind).toBe("other");
  expect(answer).toEqual({ SecretList: [] });
});

test("without a role, other accounts are refused, and it is said whose the credentials are", async () => {
  const refusal = await refusalOf(secretsOf(callsOf({ role: undefined }), at(other)));

  expect(refusal).toMatchObject({ kind: "denied", code: "NoRole" });
  expect(refusal?.message).toContain(own);
});

test.each([
  ["InvalidClientTokenId", "The security token included in the request is invalid."],
  ["ExpiredToken", "The security token included in the request is expired"],
  [
    "SignatureDoesNotMatch",
    "The Canonical String for this request should have been 'POST / x-amz-security-token:FwoGZXIvYXdzEXAMPLE' AKIAIOSFODNN7EXAMPLE",
  ],
])("credentials with which AWS answers %s are refused wherever they are used, and not shown", async (code, message) => {
  aws.refuse = () => new AwsTrouble(code, message, 403);

  const refusal = await refusalOf(secretsOf(callsOf(), at(other, "ap-east-1")));

  expect(refusal).toMatchObject({ kind: "denied", code });
  expect(refusal?.message).not.toMatch(/FwoGZX|AKIA/);
});

test("without credentials, it is said how they are found", async () => {
  const none = Object.assign(new Error("Could not load credentials from any providers"), {
    name: "CredentialsProviderError",
  });

  const refusal = await refusalOf(secretsOf(callsOf({ own: () => Promise.reject(none) }), at(own)));

  expect(refusal).toMatchObject({ kind: "denied", code: "CredentialsProviderError" });
  expect(refusal?.message).toContain("AWS_PROFILE");
});

test("no access key is in what is said of an answer", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("AKIA", "ASIA"),
      fc.string({
        unit: fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")),
        minLength: 16,
        maxLength: 16,
      }),
      fc.constantFrom("AccessDeniedException", "ValidationException", "ResourceNotFoundException"),
      async (kind, rest, code) => {
        aws.answer = () => new AwsTrouble(code, `The key ${kind}${rest} may not.`);

        const refusal = await refusalOf(secretsOf(callsOf(), at(own)));

        expect(refusal?.message).toBe("The key … may not.");
      },
    ),
    { numRuns: 20 },
  );
});

describe("the organization", () => {
  const accountOf = (management: string) => () => ({
    Organization: { Id: "o-exampleorg", MasterAccountId: management },
    Roots: [],
  });
  const rootsOf = (calls: LiveCalls) => calls.call("organizations:ListRoots", {}, at("", "ap-south-1"));

  test("is asked in the management account, whatever account is named", async () => {
    aws.answer = accountOf(other);

    await rootsOf(callsOf());
    await rootsOf(callsOf({ managementAccountId: "333333333333" }));

    expect(aws.of("organizations:ListRoots").map(({ account }) => account)).toEqual([other, "333333333333"]);
  });

  test("is asked with the caller's own credentials where they are those of the management account", async () => {
    aws.answer = accountOf(own);

    await rootsOf(callsOf({ role: undefined }));

    expect(aws.of("organizations:ListRoots").map(({ account }) => account)).toEqual([own]);
  });

  test("is asked by a delegated administrator where the role of the management account can't be assumed", async () => {
    aws.answer = accountOf(other);
    aws.refuse = ({ operation }) => (operation === "sts:AssumeRole" ? new AwsTrouble("AccessDenied") : undefined);

    await rootsOf(callsOf());

    expect(aws.of("organizations:ListRoots").map(({ account }) => account)).toEqual([own]);
  });

  test("and who is neither is told both reasons", async () => {
    aws.answer = ({ operation }) =>
      operation === "organizations:ListRoots"
        ? new AwsTrouble("AccessDeniedException", "You don't have permissions.")
        : accountOf(other)();
    aws.refuse = ({ operation }) => (operation === "sts:AssumeRole" ? new AwsTrouble("AccessDenied") : undefined);

    const refusal = await refusalOf(rootsOf(callsOf()));

    expect(refusal?.message).toMatch(
      /You don't have permissions\. .*instead of the management account.*can't be assumed/,
    );
  });

  test("is asked four things at a time, however many other calls there are", async () => {
    let [now, most] = [0, 0];
    aws.answer = async ({ operation }) => {
      if (operation !== "organizations:ListAccountsForParent") return accountOf(own)();
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now--;
      return { Accounts: [] };
    };
    const calls = callsOf({ parallel: 30 });
    const parents = Array.from({ length: 20 }, (_, index) => `ou-${index}`);

    await Promise.all(
      parents.map((ParentId) => calls.call("organizations:ListAccountsForParent", { ParentId }, at(own))),
    );

    expect(most).toBe(4);
  });
});

test("who ends it gets the reason, of what is under way, what waits to be tried again, and what waits for its turn", async () => {
  const controller = new AbortController();
  aws.answer = ({ region }) =>
    region === "eu-west-1" ? new Promise(() => undefined) : new AwsTrouble("ThrottlingException");
  const calls = callsOf({ signal: controller.signal, parallel: 2, pace: 1000 });

  const asked = ["eu-west-1", "eu-central-1", "ap-south-1"].map((region) =>
    secretsOf(calls, at(own, region)).catch((error: unknown) => error),
  );
  setTimeout(() => {
    controller.abort(new Error("Ctrl-C"));
  }, 100);
  const ends = await Promise.all(asked);

  expect(ends).toEqual(Array(3).fill(new Error("Ctrl-C")));
  expect(aws.of("secretsmanager:ListSecrets").map(({ region }) => region)).not.toContain("ap-south-1");
});
