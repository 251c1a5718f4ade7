import type { Change } from "../../plan/plan-document";
import { planOf, policy, resource, summarize } from "./summarize";

const GITHUB = "arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com";
const SUB = "token.actions.githubusercontent.com:sub";
const AUD = "token.actions.githubusercontent.com:aud";

type Statement = Readonly<Record<string, unknown>>;

function dangersOf(
  before: Statement | undefined,
  after: Statement,
  type = "aws_iam_role",
  attribute = "assume_role_policy",
) {
  const of = (statement: Statement) => ({
    name: "it",
    [attribute]: policy({ Effect: "Allow", Resource: "*", ...statement }),
  });
  const change: Change =
    before === undefined
      ? { actions: ["create"], before: null, after: of(after) }
      : { actions: ["update"], before: of(before), after: of(after) };
  return summarize({ a: planOf(resource(type, change)) }).dangers.map(({ value }) => value.what);
}

/** A role that a workflow may assume, by the conditions on its token. */
function trust(Condition: object, Federated = GITHUB): Statement {
  return { Principal: { Federated }, Action: "sts:AssumeRoleWithWebIdentity", Condition };
}

const main = trust({ StringEquals: { [SUB]: "repo:acorn/infra:ref:refs/heads/main", [AUD]: "sts.amazonaws.com" } });

test.each<[string, object]>([
  ["any repository", { StringLike: { [SUB]: "repo:*" }, StringEquals: { [AUD]: "sts.amazonaws.com" } }],
  ["anything at all", { StringLike: { [SUB]: "*" }, StringEquals: { [AUD]: "sts.amazonaws.com" } }],
  ["no subject", { StringEquals: { [AUD]: "sts.amazonaws.com" } }],
  ["no condition", {}],
  ["a subject that may be missing", { StringEqualsIfExists: { [SUB]: "repo:acorn/infra:ref:refs/heads/main" } }],
  ["any repository beside the own one", { StringLike: { [SUB]: ["repo:acorn/infra:ref:refs/heads/main", "repo:*"] } }],
])("a role that a workflow may assume is opened to %s: dangerous, whether it is new or changes", (_, condition) => {
  expect(dangersOf(main, trust(condition))).toContain(
    "lets in anybody's workload on token.actions.githubusercontent.com: sts:AssumeRoleWithWebIdentity",
  );
  expect(dangersOf(undefined, trust(condition))).toHaveLength(1);
});

test.each<[string, object, RegExp]>([
  [
    "all branches of a repository",
    { StringLike: { [SUB]: "repo:acorn/infra:*" } },
    /for \S+:sub repo:acorn\/infra:\*$/,
  ],
  [
    "another branch, too",
    { StringEquals: { [SUB]: ["repo:acorn/infra:ref:refs/heads/main", "repo:acorn/infra:ref:refs/heads/dev"] } },
    /heads\/dev$/,
  ],
  ["another repository", { StringEquals: { [SUB]: "repo:evil/infra:ref:refs/heads/main" } }, /for \S+:sub repo:evil/],
])("%s: dangerous where a trust policy named one", (_, condition, what) => {
  const before = trust({ StringEquals: { [SUB]: "repo:acorn/infra:ref:refs/heads/main" } });

  expect(dangersOf(before, trust(condition))).toEqual([expect.stringMatching(what)]);
});

test("a subject that is narrowed, and one that stays, are not dangerous, and a new role for one repository is not", () => {
  const wide = trust({ StringLike: { [SUB]: "repo:acorn/infra:*" } });

  expect(dangersOf(wide, main)).toEqual([]);
  expect(dangersOf(wide, trust({ StringLike: { [SUB]: ["repo:acorn/infra:ref:refs/heads/*"] } }))).toEqual([]);
  expect(dangersOf(undefined, wide)).toEqual([]);
  expect(dangersOf(undefined, trust({}, "arn:aws:iam::333333333333:oidc-provider/oidc.acorn.example"))).toEqual([]);
});

const shared = (Condition: object): Statement => ({
  Principal: { AWS: "arn:aws:iam::444444444444:root" },
  Action: "sqs:SendMessage",
  Condition,
});

test.each<[string, object, object, string]>([
  ["is gone", { StringEquals: { "sts:ExternalId": "hunter2" } }, {}, "sqs:SendMessage, whatever sts:ExternalId is"],
  [
    "may lack its key",
    { StringEquals: { "aws:SourceVpce": "vpce-1" } },
    { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } },
    "also without aws:SourceVpce",
  ],
  [
    "takes more",
    { ArnEquals: { "aws:SourceArn": "arn:aws:sns:a:1:b" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:1:*" } },
    "for aws:SourceArn arn:aws:sns:*:1:*",
  ],
  [
    "takes every address",
    { IpAddress: { "aws:SourceIp": "10.0.0.0/16" } },
    { IpAddress: { "aws:SourceIp": ["10.0.0.0/16", "0.0.0.0/0"] } },
    "for aws:SourceIp 0.0.0.0/0",
  ],
  [
    "no longer asks for a second factor",
    { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    {},
    "whatever aws:MultiFactorAuthPresent is",
  ],
])("a condition of a policy that %s is dangerous, and not the other way round", (_, before, after, what) => {
  const of = (was: object, is: object) => dangersOf(shared(was), shared(is), "aws_sqs_queue_policy", "policy");

  expect(of(before, after)).toEqual([expect.stringContaining(what)]);
  expect(of(after, before)).toEqual([]);
});

test("another account beside the own one is told, and not dangerous by itself", () => {
  const of = (...accounts: readonly string[]) => shared({ StringEquals: { "aws:SourceAccount": accounts } });

  expect(dangersOf(of("1"), of("1", "2"), "aws_sqs_queue_policy", "policy")).toEqual([]);
});

test("a policy of the organization that refuses less is dangerous, one that refuses more is not", () => {
  const of = (before: Statement, after: Statement) =>
    dangersOf({ Effect: "Deny", ...before }, { Effect: "Deny", ...after }, "aws_organizations_policy", "content");
  const both = { Action: ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"] };
  const one = { Action: ["cloudtrail:DeleteTrail"] };
  const spared = { ...both, Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } } };

  expect(of(both, one)).toEqual(["no longer refuses as much: cloudtrail:StopLogging"]);
  expect(of(both, spared)).toEqual(["no longer refuses as much: cloudtrail:DeleteTrail, cloudtrail:StopLogging"]);
  expect(of(one, both)).toEqual([]);
  expect(of(spared, both)).toEqual([]);
});
