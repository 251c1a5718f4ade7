import { patternDifference } from "../../plan/policies/pattern-difference";
import { policyDifference } from "../../plan/policies/policy-difference";
import type { Change } from "../../plan/plan-document";
import { policyLines } from "../../plan/comment/difference-lines";
import { commentOn, planOf, policy, resource, summarize } from "./summarize";

const lines = (before: object[], after: object[]) =>
  policyLines(policyDifference(policy(...before), policy(...after), "role reader")!);
const allow = (more: object) => ({
  Effect: "Allow",
  Principal: { AWS: "arn:a" },
  Action: "s3:GetObject",
  Resource: "b",
  ...more,
});

describe("who may do what", () => {
  test("how a policy is written makes no difference", () => {
    const together = [
      allow({ Sid: "A", Action: ["s3:GetObject", "s3:PutObject"], Principal: { AWS: ["arn:a", "arn:b"] } }),
    ];
    const apart = ["arn:b", "arn:a"].flatMap((AWS) =>
      ["s3:PutObject", "s3:GetObject"].map((Action) => allow({ Principal: { AWS: [AWS] }, Action, Resource: ["b"] })),
    );

    expect(lines(together, apart)).toEqual([]);
  });

  test("an action more is one line, and one less another", () => {
    expect(lines([allow({})], [allow({ Action: ["s3:PutObject"] })])).toEqual([
      "- allow arn:a: s3:GetObject",
      "-   on b",
      "+ allow arn:a: s3:PutObject",
      "+   on b",
    ]);
  });

  test("another condition is told beside what it is about", () => {
    const only = (id: string) => allow({ Condition: { StringEquals: { "aws:SourceAccount": id } } });

    expect(lines([only("1")], [only("2")])).toEqual([
      "! allow arn:a: s3:GetObject",
      "!   on b",
      "-   if aws:SourceAccount StringEquals 1",
      "+   if aws:SourceAccount StringEquals 2",
    ]);
    expect(lines([only("1")], [allow({})])).toEqual([
      "! allow arn:a: s3:GetObject",
      "!   on b",
      "-   if aws:SourceAccount StringEquals 1",
    ]);
  });

  test("exceptions are words", () => {
    const except = { Effect: "Deny", NotPrincipal: { AWS: "arn:a" }, NotAction: "iam:*", NotResource: ["x", "y"] };

    expect(lines([], [except])).toEqual([
      "+ deny everybody except arn:a: everything except iam:*",
      "+   on everything except x, y",
    ]);
  });

  test("a policy of a role is about the role, one of the organization about its accounts", () => {
    const of = (type: string, attribute: string, more: object) => {
      const after = { [attribute]: policy({ Effect: "Allow", Action: "a:B", Resource: "*" }), ...more };
      return commentOn(summarize({ m: planOf(resource(type, { actions: ["create"], before: null, after })) }));
    };

    expect(of("aws_iam_role_policy", "policy", { role: "reader" })).toContain("+ allow role reader: a:B");
    expect(of("aws_organizations_policy", "content", {})).toContain(
      "+ allow everybody in the accounts below its targets: a:B",
    );
  });

  test("a policy that is known after the apply is named", () => {
    const change: Change = {
      actions: ["update"],
      before: { policy: policy(allow({})) },
      after: {},
      after_unknown: { policy: true },
    };

    expect(commentOn(summarize({ m: planOf(resource("aws_kms_key", change)) }))).toContain(
      "the policy is known after the apply",
    );
  });

  test("a statement of very many combinations is compared as a whole", () => {
    const names = Array.from({ length: 100 }, (_, index) => `a:${index}`);
    const large = (more: string[]) => [allow({ Action: [...names, ...more], Resource: names })];

    const { added, removed } = policyDifference(policy(...large([])), policy(...large(["b:C"])), "x")!;

    expect([added.length, removed.length]).toEqual([1, 1]);
  });

  test("one of thousands of combinations is compared each by each: what was there before is not reported", () => {
    const names = Array.from({ length: 60 }, (_, index) => `a:${index}`);
    const many = (more: string[]) => [allow({ Action: [...names, ...more], Resource: names })];

    const { added, removed } = policyDifference(policy(...many([])), policy(...many(["b:C"])), "x")!;

    expect([added.length, removed.length]).toEqual([1, 0]);
  });

  test("broken policies and other texts are none", () => {
    expect(policyDifference('{"Statement": [', "x", "y")).toBeUndefined();
  });
});

describe("what is reported", () => {
  const pattern = (detail: object) => JSON.stringify({ $or: [{ detail }] });
  const readers = (...arns: string[]) =>
    pattern({
      userIdentity: { sessionContext: { sessionIssuer: { arn: [{ "anything-but": arns }, { exists: false }] } } },
    });

  test("readers are named as such", () => {
    expect(patternDifference(readers("arn:a"), readers("arn:b"))).toEqual({
      added: ["expected, no message about: arn:b"],
      removed: ["expected, no message about: arn:a"],
    });
  });

  test("secrets are named once", () => {
    const ids = ["prod/a", "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/a-AbCdEf"];

    expect(patternDifference(pattern({}), pattern({ requestParameters: { secretId: ids } }))).toEqual({
      added: ["secret: prod/a"],
      removed: [],
    });
  });

  test("other values are named with their path", () => {
    const { added } = patternDifference("{}", pattern({ errorCode: [{ prefix: "Access" }], eventName: ["A"] }))!;

    expect(added).toEqual(["detail.errorCode prefix Access", "detail.eventName = A"]);
  });

  test("order makes no difference, and no JSON is no pattern", () => {
    expect(patternDifference(readers("a", "b"), readers("b", "a"))).toEqual({ added: [], removed: [] });
    expect(patternDifference("{", "{}")).toBeUndefined();
  });
});
