import path from "node:path";

import fc from "fast-check";

import { loadOrganization } from "../../../config/load-organization";
import { expectedReads } from "../../../reads/expected-reads";
import { tellingOf } from "../../support/told-reads";
import { temporaryDirectory } from "../../support/temporary-directory";
import { correct, problemsOf } from "./problems-of";

const id = "901234567803";
const arn = (name: string, { region = "eu-west-1", account = id, partition = "aws" } = {}) =>
  `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`;
const watching = (...entries: readonly object[]) => `${correct}    watchedSecrets: ${JSON.stringify(entries)}\n`;

test.each([
  ["a name", "legacy/database"],
  ["a name that looks like a partial ARN's", "legacy/database-a1b2c3"],
  ["a secret that a service manages", "rds!db-6b1f3c1e-1111-4222-8333-444455556666"],
  ["a whole ARN", arn("legacy/database-a1B2c3")],
  ["an ARN in another region", arn("legacy/database-a1B2c3", { region: "eu-central-1" })],
  ["a path", "legacy/*"],
  ["a longer path", "legacy/payments+x@2/*"],
])("%s is watched", (_, name) => {
  expect(problemsOf(watching({ name, expectedReaders: ["role/app"] }))).toEqual([]);
});

test.each([
  [
    "a star that stands after no slash",
    "prod/db*",
    /is not valid; a watched secret is its name, .* » .*a star stands after a slash/,
  ],
  ["everything", "*", /is not valid/],
  ["everything below the root", "/*", /is not valid/],
  ["a star in the middle", "prod/*/db", /is not valid/],
  ["an ARN without its end", arn("legacy/db"), /is not valid; .* » .*the ARN with the six characters at its end/],
  ["an ARN of a path", arn("legacy/*"), /is not valid/],
  [
    "another account's",
    arn("legacy/db-a1B2c3", { account: "901234567804" }),
    /the ARN is of account 901234567804; this is 901234567803\. » List the secret at its own account/,
  ],
  ["another partition's", arn("legacy/db-a1B2c3", { partition: "aws-cn" }), /the ARN is of partition aws-cn/],
  ["a placeholder's", arn("legacy/db-a1B2c3", { account: "111122223333" }), /placeholder|is of account/],
  ["one that is made here", "prod/database", /"prod\/database" is one of the account's secrets/],
])("%s is refused", (_, name, said) => {
  const problems = problemsOf(watching({ name }));

  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]).toMatch(/^organization\.yaml:16:\d+ {2}members\[0\]\.watchedSecrets\[0\]\.name: /);
  expect(problems.join("\n")).toMatch(said);
});

test("a secret stands once, and in a region that its ARN does not contradict", () => {
  expect(problemsOf(watching({ name: "a" }, { name: "b" }, { name: "a" }))).toEqual([
    expect.stringMatching(
      /watchedSecrets\[2\]\.name: "a" is listed already \(organization\.yaml:16:\d+\)\. » Join the two\.$/,
    ),
  ]);
  expect(problemsOf(watching({ name: arn("a-a1B2c3"), region: "eu-central-1" }))).toEqual([
    expect.stringMatching(
      /watchedSecrets\[0\]\.region: the ARN is of region eu-west-1\. » Leave region out: the ARN says it\.$/,
    ),
  ]);
});

describe("in rules and messages", () => {
  const files = {
    "organization.yaml": watching(
      { name: "one", expectedReaders: ["role/app"] },
      { name: arn("two-a1B2c3"), expectedReaders: ["role/app"] },
      { name: "prod/payments/*", expectedReaders: ["role/payments"] },
      { name: "here", region: "eu-central-1", expectedReaders: ["role/app"] },
    ),
  };
  const organization = loadOrganization(path.join(temporaryDirectory(files), "organization.yaml"));
  const telling = tellingOf(expectedReads(organization, organization.members[0]!, "eu-west-1"));
  const read = (role: string, secretId: string | readonly string[]) => ({
    eventSource: "secretsmanager.amazonaws.com",
    eventName: typeof secretId === "string" ? "GetSecretValue" : "BatchGetSecretValue",
    requestParameters: typeof secretId === "string" ? { secretId } : { secretIdList: secretId },
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${id}:assumed-role/${role}/x`,
      sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${id}:role/${role}` } },
    },
  });

  test.each<[string, string | readonly string[], boolean]>([
    ["app", "one", false],
    ["app", arn("one"), false],
    ["app", arn("one-Zz9Zz9"), false],
    ["app", arn("one-replica-Zz9Zz9"), true],
    ["app", "one-replica", true],
    ["app", "two", false],
    ["app", arn("two-a1B2c3"), false],
    ["app", arn("two-Zz9Zz9"), true],
    ["app", ["one", arn("two")], false],
    ["app", ["one", "other"], true],
    ["app", "prod/payments/db", true],
    ["app", "here", true],
    ["payments", "prod/payments/db", false],
    ["payments", "prod/payments/a/b", false],
    ["payments", arn("prod/payments/db-Zz9Zz9"), false],
    ["payments", ["prod/payments/a", arn("prod/payments/b-Zz9Zz9")], false],
    ["payments", "prod/payments", true],
    ["payments", "prod/payments-2/db", true],
    ["payments", "x/prod/payments/db", true],
    ["payments", "one", true],
    ["stranger", "one", true],
  ])("%s reading %j is told: %s", async (role, secretId, told) => {
    expect(await telling(read(role, secretId))).toBe(told);
  });

  test("for any name and path, nothing that only begins alike passes", async () => {
    const part = fc.stringMatching(/^[a-z]{1,4}$/);

    await fc.assert(
      fc.asyncProperty(part, part, fc.constantFrom("", "-", "/", "x", "-x", "-abcdef"), async (one, two, after) => {
        const name = `${one}/${two}`;
        const { members } = loadOrganization(
          path.join(
            temporaryDirectory({ "organization.yaml": watching({ name, expectedReaders: ["role/app"] }) }),
            "organization.yaml",
          ),
        );
        const told = tellingOf(expectedReads(organization, members[0]!, "eu-west-1"));

        expect(await told(read("app", `${name}${after}`))).toBe(after !== "");
        // AWS takes an ARN with six characters for the whole one.
        expect(await told(read("app", arn(`${name}${after}`)))).toBe(after !== "" && after !== "-abcdef");
      }),
      { numRuns: 60 },
    );
  });
});
