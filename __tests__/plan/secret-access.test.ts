import fc from "fast-check";

import type { Change, ResourceChange } from "../../plan/plan-document";
import { commentOn, planOf, policy, resource, summarize, summarizeStreamed } from "./summarize";

const arn = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/db-a1B2c3";
const key = (id: string) => `arn:aws:kms:eu-west-1:333333333333:key/${id}`;
const role = (name: string) => `arn:aws:iam::444444444444:role/${name}`;
const change = (actions: Change["actions"], before: unknown, after: unknown, more: Partial<Change> = {}): Change => ({
  actions,
  before,
  after,
  ...more,
});
const secret = (before: object, after: object, more: Partial<Change> = {}) =>
  resource(
    "aws_secretsmanager_secret",
    change(["update"], { name: "prod/db", arn, ...before }, { name: "prod/db", arn, ...after }, more),
  );
const policyOf = (before: string, after: string) =>
  resource(
    "aws_secretsmanager_secret_policy",
    change(["update"], { secret_arn: arn, policy: before }, { secret_arn: arn, policy: after }),
  );
const allow = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: role("reports") },
  Action: "secretsmanager:GetSecretValue",
  Resource: "*",
  ...more,
});
const deny = { Effect: "Deny", Principal: "*", Action: "secretsmanager:*", Resource: "*" };

function said(...changes: readonly ResourceChange[]): readonly string[] {
  const plan = { member: planOf(...changes) };
  expect(summarizeStreamed(plan)).toEqual(summarize(plan));
  return summarize(plan)
    .dangers.filter(({ value }) => value.kind === "secret-access")
    .map(({ value }) => value.what);
}

test.each([
  ["another key", { kms_key_id: key("old") }, { kms_key_id: key("new") }, [`${key("new")} instead of ${key("old")}`]],
  ["a key of its own", { kms_key_id: null }, { kms_key_id: key("new") }, [`${key("new")} instead of the key of AWS`]],
  ["no key of its own", { kms_key_id: key("old") }, { kms_key_id: null }, [`the key of AWS instead of ${key("old")}`]],
  ["the same key", { kms_key_id: key("old") }, { kms_key_id: key("old") }, []],
  ["no key before and none after", { kms_key_id: null }, { kms_key_id: "" }, []],
  ["tags taken away", { tags_all: { team: "a", cost: "1", x: "" } }, { tags_all: { x: "" } }, ["the tag cost, team"]],
  ["all tags taken away", { tags: { team: "a" } }, { tags: null }, ["the tag team"]],
  ["tags added and changed", { tags_all: { team: "a" } }, { tags_all: { team: "b", cost: "1" } }, []],
  ["a copy taken away", { replica: [{ region: "us-east-1" }] }, { replica: [] }, ["loses its copy in us-east-1"]],
  [
    "a copy under another key",
    { replica: [{ region: "us-east-1", kms_key_id: "one" }] },
    { replica: [{ region: "us-east-1", kms_key_id: "two" }] },
    ["makes its copy in us-east-1 anew"],
  ],
  ["a copy added", { replica: [] }, { replica: [{ region: "us-east-1" }] }, []],
  ["another description", { description: "a" }, { description: "b" }, []],
])("a secret that gets %s", (_, before, after, expected) => {
  expect(said(secret(before, after))).toEqual(expected.map((text) => expect.stringContaining(text) as string));
});

test("what is known after the apply only: a key is told, tags and copies are not", () => {
  const unknown = { after_unknown: { kms_key_id: true, tags_all: true, replica: true } };

  expect(
    said(secret({ kms_key_id: key("old"), tags_all: { a: "1" }, replica: [{ region: "a" }] }, {}, unknown)),
  ).toEqual([expect.stringContaining(`gets another key: (known after the apply) instead of ${key("old")}`)]);
});

test.each([
  ["a statement", policy(allow(), deny), policy(deny)],
  [
    "a principal",
    policy(allow({ Principal: { AWS: [role("reports"), role("b")] } })),
    policy(allow({ Principal: { AWS: role("b") } })),
  ],
  [
    "an action",
    policy(allow({ Action: ["secretsmanager:GetSecretValue", "secretsmanager:Describe*"] })),
    policy(allow({ Action: "secretsmanager:Describe*" })),
  ],
  ["a condition fewer", policy(allow()), policy(allow({ Condition: { Bool: { "aws:SecureTransport": "true" } } }))],
  ["everything", policy(allow()), ""],
])("a policy that loses %s names who and what", (_, before, after) => {
  expect(said(policyOf(before, after))).toEqual([
    expect.stringMatching(/^no longer lets arn:aws:iam::444444444444:role\/reports use secretsmanager:GetSecretValue/),
  ]);
});

test.each([
  ["denies less", policy(allow(), deny), policy(allow())],
  ["allows more", policy(allow()), policy(allow(), allow({ Principal: { AWS: role("b") } }))],
  ["allows the same by a wider statement", policy(allow()), policy(allow({ Action: "secretsmanager:Get*" }))],
  [
    "allows the same without a condition",
    policy(allow({ Condition: { Bool: { "aws:SecureTransport": "true" } } })),
    policy(allow()),
  ],
  [
    "is written in another way",
    policy(allow({ Sid: "One" }), deny),
    policy(deny, allow({ Action: ["secretsmanager:GetSecretValue"] })),
  ],
])("a policy that %s takes nothing from anybody", (_, before, after) => {
  expect(said(policyOf(before, after))).toEqual([]);
});

test("a policy that is made over the one that a secret has loses what that allowed, in whichever order they stand", () => {
  const both = [
    resource("aws_secretsmanager_secret", change(["no-op"], { arn, policy: policy(allow()) }, { arn })),
    resource("aws_secretsmanager_secret_policy", change(["create"], null, { secret_arn: arn, policy: policy(deny) })),
  ] as const;

  for (const order of [both, [...both].reverse()]) {
    expect(said(...order)).toEqual([
      expect.stringContaining("no longer lets arn:aws:iam::444444444444:role/reports use"),
    ]);
  }
});

test("a policy that goes, and one of another resource", () => {
  const gone = change(["delete"], { secret_arn: arn, policy: policy(allow()) }, null);

  expect(said(resource("aws_secretsmanager_secret_policy", gone))).toHaveLength(1);
  expect(said(resource("aws_sqs_queue_policy", gone))).toEqual([]);
});

const principals = ["a", "b", "c"].map(role);
const names = ["GetSecretValue", "DescribeSecret", "PutSecretValue"].map((each) => `secretsmanager:${each}`);
const atoms = fc.uniqueArray(fc.record({ AWS: fc.constantFrom(...principals), Action: fc.constantFrom(...names) }), {
  maxLength: 6,
  selector: ({ AWS, Action }) => `${AWS} ${Action}`,
});
const written = (each: readonly { AWS: string; Action: string }[]) =>
  policy(deny, ...each.map(({ AWS, Action }) => allow({ Principal: { AWS }, Action })));

test("of random policies, exactly what is allowed no more is told", () => {
  fc.assert(
    fc.property(atoms, atoms, (before, after) => {
      const still = after.map((each) => JSON.stringify(each));
      const lost = before.filter((each) => !still.includes(JSON.stringify(each)));
      const text = said(policyOf(written(before), written(after))).join("\n");

      for (const { AWS } of lost) expect(text).toContain(AWS);
      for (const { Action } of lost) expect(text).toContain(Action);
      expect(text === "").toBe(lost.length === 0);
    }),
    { numRuns: 100 },
  );
});

describe("imports", () => {
  const state = { before: { recovery_window_in_days: null, force_overwrite_replica_secret: null } };
  const after = { recovery_window_in_days: 30, force_overwrite_replica_secret: false };
  const importing = { importing: { id: arn } };

  test.each([
    [
      "is read as it is",
      resource("aws_secretsmanager_secret", change(["no-op"], { name: "prod/db" }, { name: "prod/db" }, importing)),
    ],
    ["has what the provider never reads set in the state", secret(state.before, after, importing)],
  ])("a secret that %s changes nothing", (_, imported) => {
    const summary = summarize({ member: planOf(imported) });

    expect(summary).toMatchObject({ dangers: [], others: [], policies: [] });
    expect(summary.stacks).toMatchObject([{ counts: { create: 0, update: 0 }, changes: true }]);
    expect(commentOn(summary)).toContain(
      "- imported `prod/db` in `member` (333333333333): is taken over as it is: nothing changes in AWS",
    );
  });

  test("one that gets something else says what, and what is lost with it", () => {
    const imported = secret(
      { ...state.before, kms_key_id: key("old"), tags_all: { team: "a" } },
      { ...after, kms_key_id: key("new"), tags_all: {} },
      importing,
    );
    const summary = summarize({ member: planOf(imported) });

    expect(summary.notes.map(({ value }) => value.what)).toEqual(["is taken over, with another kms_key_id, tags_all"]);
    expect(summary.dangers.map(({ value }) => value.kind)).toEqual(["secret-access", "secret-access"]);
    expect(commentOn(summary)).toContain("- **Gets another key: ");
  });
});
