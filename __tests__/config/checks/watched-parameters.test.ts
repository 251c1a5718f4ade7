import path from "node:path";

import { loadOrganization } from "../../../config/load-organization";
import { evaluate } from "../../../patterns/evaluate";
import { parameterRules } from "../../../reads/parameter-rules";
import { listedParameters } from "../../../reads/parameters";
import { temporaryDirectory } from "../../support/temporary-directory";
import { correct, problemsOf } from "./problems-of";

const id = "901234567803";
const arn = (name: string, { region = "eu-west-1", account = id, partition = "aws" } = {}) =>
  `arn:${partition}:ssm:${region}:${account}:parameter/${name}`;
const watching = (...entries: readonly object[]) => `${correct}    watchedParameters: ${JSON.stringify(entries)}\n`;

test.each([
  ["a name without a path", "token"],
  ["a name", "/prod/db/password"],
  ["an ARN", arn("prod/db/password")],
  ["what another account shares, by its ARN", arn("prod/licence", { account: "901234567804" })],
  ["a path", "/prod/payments/*"],
  ["a path by its ARN", arn("prod/payments/*")],
])("%s is watched", (_, name) => {
  expect(problemsOf(watching({ name, expectedReaders: ["role/app"] }))).toEqual([]);
});

test.each([
  ["a path without its first slash", "prod/db", /is not valid; .* » .*with a slash before it if it has a path/],
  ["everything", "/*", /is not valid/],
  ["a star that stands after no slash", "/prod/db*", /is not valid/],
  ["a version", "/prod/db:3", /is not valid/],
  ["a space", "/prod/my db", /is not valid/],
  ["a slash at the end", "/prod/db/", /is not valid/],
  ["another partition's ARN", arn("db", { partition: "aws-cn" }), /the ARN is of partition aws-cn/],
  ["the ARN of a secret", `arn:aws:secretsmanager:eu-west-1:${id}:secret:db-a1B2c3`, /is not valid/],
  [
    "a region without rules",
    arn("db", { region: "us-east-2" }),
    /the ARN is of region us-east-2, where the account has no rules/,
  ],
  [
    "a secret by way of Parameter Store",
    "/aws/reference/secretsmanager/prod/database",
    /is a secret of Secrets Manager; .* » Remove it, or list the secret under watchedSecrets\./,
  ],
])("%s is refused", (_, name, said) => {
  const problems = problemsOf(watching({ name }));

  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]).toMatch(/^organization\.yaml:16:\d+ {2}members\[0\]\.watchedParameters\[0\]\.name: /);
  expect(problems.join("\n")).toMatch(said);
});

test("a parameter stands once, with its slash or without, and a decoy has no readers", () => {
  expect(problemsOf(watching({ name: "token" }, { name: "/token" }))).toEqual([
    expect.stringMatching(/watchedParameters\[1\]\.name: "\/token" is listed already/),
  ]);
  expect(problemsOf(watching({ name: "/a", decoy: true, expectedReaders: ["role/app"] }))).toEqual([
    expect.stringMatching(/watchedParameters\[0\]\.expectedReaders: a decoy has no expected readers/),
  ]);
});

test("a reader's places are checked as those beside secrets are", () => {
  const readers = [{ reader: "role/app", from: ["300.0.0.0/8"] }];

  expect(problemsOf(watching({ name: "/a", expectedReaders: readers }))).toEqual([
    expect.stringMatching(/watchedParameters\[0\]\.expectedReaders\[0\]\.from\[0\]/),
  ]);
});

describe("in rules", () => {
  const directory = temporaryDirectory({
    "organization.yaml": watching(
      { name: "/prod/db", region: "eu-west-1", expectedReaders: ["role/app"] },
      { name: arn("dev/*") },
      { name: "token" },
    ),
  });
  const organization = loadOrganization(path.join(directory, "organization.yaml"));
  const [member] = organization.members;

  test("a parameter is in its region alone, with readers of its account by their ARNs", () => {
    const { parameters } = listedParameters(organization, member!, "eu-west-1");

    expect(parameters.map(({ name, expectedReaders }) => [name, expectedReaders])).toEqual([
      ["/prod/db", [{ reader: `arn:aws:iam::${id}:role/app` }]],
      ["/dev/", []],
      ["/token", []],
    ]);
    expect(listedParameters(organization, member!, "eu-central-1").parameters.map(({ name }) => name)).toEqual([
      "/token",
    ]);
  });

  test("only accounts that list some have rules for parameters", () => {
    const storesOf = (account: typeof organization.security) =>
      organization.readPatterns.of(account, "eu-west-1").patterns.map(({ store }) => store);

    expect(storesOf(member!)).toContain("parameters");
    expect(new Set(storesOf(organization.security))).toEqual(new Set(["secrets"]));
  });

  test("a read of the whole account is sent, and one of a public parameter is not", () => {
    const { rules } = parameterRules(listedParameters(organization, member!, "eu-west-1"));
    const isSent = (eventName: string, asked: object) =>
      rules.some(({ condition }) =>
        evaluate(condition, {
          eventSource: "ssm.amazonaws.com",
          eventName,
          requestParameters: { ...asked, withDecryption: true },
          userIdentity: {},
        }),
      );

    expect(isSent("GetParametersByPath", { path: "/", recursive: true })).toBe(true);
    expect(isSent("GetParameter", { name: "/aws/service/global-infrastructure/regions" })).toBe(false);
  });
});

test("more names than the message composer can know are refused before anything is written", () => {
  const entries = Array.from({ length: 1000 }, (_, index) => ({
    name: `/prod/${"service-".repeat(120)}${index}/password`,
  }));

  expect(problemsOf(watching(...entries))).toEqual([
    expect.stringMatching(/members: listed parameters of 1 accounts, .* characters; .* » List paths/),
  ]);
});
