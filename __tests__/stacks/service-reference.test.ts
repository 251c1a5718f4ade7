import fc from "fast-check";

import { everyStatement as places } from "../support/every-statement";
import { arnsMeet, globsMeet } from "../support/globs-meet";
import { unknownTo, type AnyStatement, type PolicyKind } from "../support/service-reference";

/** What is as AWS has it, though its own list says otherwise; one that nothing needs any more is a failure. */
const asAwsHasIt: Readonly<Record<string, string>> = {
  "kms:Describe* has no condition key kms:EncryptionContext:aws:logs:arn":
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
};

test("AWS knows every action, condition key and resource of every statement", async () => {
  const found = (
    await Promise.all(
      places.map(async ({ where, kind, statement }) =>
        (await unknownTo(statement, kind)).map((what) => ({ what, where })),
      ),
    )
  ).flat();
  const unexplained = found.filter(({ what }) => !(what in asAwsHasIt)).map(({ what, where }) => `${where}: ${what}`);

  expect(unexplained).toEqual([]);
  expect(Object.keys(asAwsHasIt).filter((each) => !found.some(({ what }) => what === each))).toEqual([]);
});

test("it is asked of policies of every kind, in stacks, templates and docs", () => {
  const count = (kind: PolicyKind) => places.filter((each) => each.kind === kind).length;

  for (const kind of ["identity", "resource", "trust", "SCP", "RCP"] as const)
    expect([kind, count(kind)]).not.toEqual([kind, 0]);
  for (const where of ["deploy-role", "plan-role", "docs/"])
    expect(places.some((each) => each.where.includes(where))).toBe(true);
});

describe("a statement that AWS takes and that never does what it says", () => {
  const fits: AnyStatement = {
    Effect: "Allow",
    Action: ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
    Resource: "arn:aws:kms:*:333333333333:key/*",
    Condition: { StringEquals: { "aws:ResourceTag/managed-by": "secretwatch" } },
  };
  const spoilt: readonly (readonly [string, Partial<AnyStatement>, PolicyKind, string])[] = [
    [
      "an action that there is not",
      { Action: "kms:PutKeysPolicy" },
      "identity",
      "there is no action kms:PutKeysPolicy",
    ],
    ["a service that there is not", { Action: "kmz:PutKeyPolicy" }, "identity", "there is no action kmz:PutKeyPolicy"],
    ["a pattern that finds nothing", { Action: "kms:Encipher*" }, "identity", "there is no action kms:Encipher*"],
    [
      "a condition key that there is not",
      { Condition: { Bool: { "kms:IsOurs": "true" } } },
      "identity",
      "there is no condition key kms:IsOurs",
    ],
    [
      "a global key that there is not",
      { Condition: { Bool: { "aws:IsOurs": "true" } } },
      "identity",
      "there is no condition key aws:IsOurs",
    ],
    [
      "a condition key of another action",
      { Action: "iam:GetRole", Resource: "*", Condition: { StringEquals: { "iam:AWSServiceName": "x" } } },
      "identity",
      "iam:GetRole has no condition key iam:AWSServiceName",
    ],
    [
      "a condition key that none of its actions has, were it only where it exists",
      { Action: "iam:GetRole", Resource: "*", Condition: { StringLikeIfExists: { "iam:AWSServiceName": "x" } } },
      "identity",
      "iam:GetRole has no condition key iam:AWSServiceName",
    ],
    [
      "an alias asked of what has none",
      {
        Action: "kms:CreateKey",
        Resource: "*",
        Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "x" } },
      },
      "SCP",
      "kms:CreateKey has no condition key kms:ResourceAliases",
    ],
    [
      "a tag asked of an alias, which has none",
      { Action: "kms:CreateAlias", Resource: "arn:aws:kms:*:333333333333:alias/x" },
      "identity",
      "kms:CreateAlias has no condition key aws:ResourceTag/managed-by",
    ],
    [
      "tags of a request that has none",
      { Condition: { StringEquals: { "aws:RequestTag/managed-by": "x" } } },
      "identity",
      "kms:PutKeyPolicy has no condition key aws:RequestTag/managed-by",
    ],
    [
      "a resource for an action that takes none",
      { Action: "events:PutPermission", Resource: "arn:aws:events:*:*:event-bus/x", Condition: undefined },
      "identity",
      "events:PutPermission takes none of arn:aws:events:*:*:event-bus/x",
    ],
    [
      "a resource that none of the actions takes",
      { Resource: ["arn:aws:kms:*:333333333333:key/*", "arn:aws:s3:::x"] },
      "identity",
      "no action takes arn:aws:s3:::x",
    ],
    [
      "a service that RCPs do not reach",
      { Effect: "Deny", Action: "sns:Publish", Resource: "*", Condition: undefined },
      "RCP",
      "resource control policies do not reach sns:Publish",
    ],
    [
      "a token's claim that is not of its issuer",
      {
        Action: "sts:AssumeRoleWithWebIdentity",
        Resource: undefined,
        Principal: { Federated: "arn:aws:iam::1:oidc-provider/gitlab.com" },
        Condition: { StringEquals: { "example.com:sub": "x" } },
      },
      "trust",
      "there is no condition key example.com:sub",
    ],
  ];

  test("is told from one that does", async () => {
    expect(await unknownTo(fits, "identity")).toEqual([]);
  });

  test.each(spoilt)("%s is found", async (_what, change, kind, finding) => {
    expect(await unknownTo({ ...fits, ...change }, kind)).toContain(finding);
  });
});

test("one letter more in an action or a condition key of any of our statements is found", async () => {
  for (const { kind, statement, where } of places) {
    const { Action, Condition = {} } = statement;
    const longer = [Action ?? []]
      .flat()
      .map((each) => `${each}x`)
      .filter((each) => !each.includes("*"));
    for (const each of longer)
      expect([where, await unknownTo({ ...statement, Action: each }, kind)]).not.toEqual([where, []]);
    for (const [operator, keys] of Object.entries(Condition)) {
      const [key] = Object.keys(keys).filter((each) => !/\/|EncryptionContext/.test(each));
      if (key === undefined) continue;
      const spoilt = { ...statement, Condition: { [operator]: { [`${key}x`]: "x" } } };
      expect([where, await unknownTo(spoilt, kind)]).not.toEqual([where, []]);
    }
  }
});

test("patterns meet where one text matches both", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", ":"), maxLength: 8 });
  const patternOf = (text: string) =>
    fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map((stars) =>
      Array.from(text)
        .map((each, at) => (stars[at] ? "*" : each))
        .join(""),
    );

  fc.assert(
    fc.property(
      letters.chain((text) => fc.tuple(patternOf(text), patternOf(text))),
      ([one, other]) => {
        expect(globsMeet(one, other)).toBe(true);
      },
    ),
  );
  expect(arnsMeet("arn:aws:kms:*:*:key/*", "arn:*:kms:*:*:alias/*")).toBe(false);
  expect(arnsMeet("arn:aws:kms:*:*:key/*", "arn:*:kms:*:1:key/2")).toBe(true);
  expect(globsMeet("a*b", "a*c")).toBe(false);
});
