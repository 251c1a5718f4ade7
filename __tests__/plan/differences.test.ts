import { patternDifference } from "../../plan/policies/pattern-difference";
import { policyDifference } from "../../plan/policies/policy-difference";
import type { Change, ResourceChange } from "../../plan/plan-document";
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
  const read = (detail: object, or: object = {}) => ({
    source: ["aws.secretsmanager"],
    detail: { eventName: ["GetSecretValue", "BatchGetSecretValue"], ...detail, ...or },
  });
  const rule = (...alternatives: readonly object[]) =>
    JSON.stringify(alternatives.length === 1 ? alternatives[0] : { $or: alternatives });
  const by = (arn: readonly unknown[]) => ({ userIdentity: { sessionContext: { sessionIssuer: { arn } } } });
  const everybodyBut = (...arns: readonly unknown[]) => read(by([{ "anything-but": arns }, { exists: false }]));
  const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:333333333333:secret:${name}`;
  const beyond = (readers: readonly unknown[], ...names: readonly string[]) => {
    const ids = names.flatMap((name) => [name, arnOf(name), `${arnOf(name)}-AbCdEf`]);
    return read({
      ...by(readers),
      errorCode: [{ "anything-but": { prefix: "AccessDenied" } }, { exists: false }],
      $or: ["secretId", "secretIdList"].map((key) => ({
        requestParameters: { [key]: [{ "anything-but": ids }, { exists: false }] },
      })),
    });
  };
  const decoy = (name: string) => read({ requestParameters: { secretId: [name, arnOf(name)] } });
  const denied = read({ errorCode: [{ prefix: "AccessDenied" }] });
  const alarm = { source: ["aws.cloudwatch"], detail: { alarmName: ["undelivered"], state: { value: ["ALARM"] } } };

  test("a reader more is one line, whichever rules it is in", () => {
    const before = [rule(everybodyBut("r/a"), denied), rule(beyond(["r/a"], "prod/a"))];
    const together = [rule(everybodyBut("r/a", "r/b"), denied), rule(beyond(["r/a", "r/b"], "prod/a"))];
    const apart = [
      rule(everybodyBut("r/b", "r/a")),
      rule(denied, beyond(["r/b"], "prod/a")),
      rule(beyond(["r/a"], "prod/a")),
    ];
    const difference = { added: ["expected, no message: prod/a read by r/b"], removed: [], lost: [] };

    expect(patternDifference(before, together)).toEqual(difference);
    expect(patternDifference(before, apart)).toEqual(difference);
    expect(patternDifference(together, apart)).toEqual({ added: [], removed: [], lost: [] });
  });

  test("who may read more or less is told by secret, who may read any by that", () => {
    const before = [rule(everybodyBut("r/a", "r/c"), beyond(["r/a"], "prod/a", "prod/b"), beyond(["r/c"], "prod/a"))];
    const after = [rule(everybodyBut("r/a", "r/c"), beyond(["r/a"], "prod/b", "prod/d"))];

    expect(patternDifference(before, after)).toEqual({
      added: ["expected, no message: any secret read by r/c", "expected, no message: prod/d read by r/a"],
      removed: ["expected, no message: prod/a read by r/a"],
      lost: [],
    });
  });

  test.each<[string, readonly string[], readonly string[], RegExp]>([
    [
      "everybody else",
      [rule(everybodyBut("r/a"), denied)],
      [rule(denied)],
      /^no longer reports reads by whoever is not/,
    ],
    [
      "refused reads",
      [rule(everybodyBut("r/a"), denied)],
      [rule(everybodyBut("r/a"))],
      /^no longer reports reads that are refused$/,
    ],
    [
      "a decoy",
      [rule(everybodyBut("r/a"), decoy("d"))],
      [rule(everybodyBut("r/a"))],
      /^no longer reports every read of d$/,
    ],
    [
      "another event",
      [rule(everybodyBut("r/a"), alarm)],
      [rule(everybodyBut("r/a"))],
      /^no longer reports: source = aws.cloudwatch/,
    ],
    [
      "whoever fits a pattern",
      [rule(everybodyBut("r/a"))],
      [rule(everybodyBut("r/a", { prefix: "r/app-" }))],
      /^no longer reports reads by r\/app-\*, whoever that is, of any secret$/,
    ],
    [
      "whoever fits a wildcard",
      [rule(everybodyBut("r/a"))],
      [rule(read(by([{ "anything-but": { wildcard: ["r/a", "*/b"] } }])))],
      /^no longer reports reads by \*\/b, whoever that is/,
    ],
    ["everything", [rule(everybodyBut("r/a"))], [], /^no longer reports anything$/],
  ])("%s is lost when no rule reports it any more", (_, before, after, what) => {
    expect(patternDifference(before, after)!.lost).toEqual([expect.stringMatching(what)]);
    expect(patternDifference(after, before)!.lost.filter((each) => !each.includes("*"))).toEqual([]);
  });

  test("nothing is lost where another event takes the place of one, or a rule moves", () => {
    const other = { ...alarm, detail: { ...alarm.detail, alarmName: ["delivered"] } };

    expect(patternDifference([rule(everybodyBut("a"), alarm)], [rule(everybodyBut("a"), other)])!.lost).toEqual([]);
    expect(patternDifference([rule(everybodyBut("a"), alarm)], [rule(alarm), rule(everybodyBut("a"))])!.lost).toEqual(
      [],
    );
  });

  test("other values are named with their path", () => {
    const { added } = patternDifference(
      ["{}"],
      [JSON.stringify({ detail: { errorCode: [{ prefix: "Access" }, { exists: false }], eventName: ["A"] } })],
    )!;

    expect(added).toEqual(["reported: detail.errorCode prefix Access or is not there, detail.eventName = A"]);
  });

  test("what is no pattern, or one with more alternatives than AWS takes, is not compared", () => {
    const many = { $or: Array.from({ length: 40 }, (_, index) => ({ [`a${index}`]: ["b"] })) };

    expect(patternDifference(["{"], ["{}"])).toBeUndefined();
    expect(patternDifference(["{}"], ["[]"])).toBeUndefined();
    expect(patternDifference(["{}"], [JSON.stringify({ ...many, x: many })])).toBeUndefined();
  });

  type Side = readonly [id: string, before: string | null, after: string | null];
  const rules = (...sides: readonly Side[]) =>
    sides.map(([id, before, after]) =>
      resource(
        "aws_cloudwatch_event_rule",
        {
          actions:
            before === after ? ["no-op"] : before === null ? ["create"] : after === null ? ["delete"] : ["update"],
          before: before === null ? null : { name: id, region: "a", event_pattern: before },
          after: after === null ? null : { name: id, region: "a", event_pattern: after },
        },
        id,
      ),
    );

  test("rules of a bus are told together: one that is destroyed while another takes over is not dangerous", () => {
    const [all, half] = [rule(everybodyBut("r/a"), denied), rule(everybodyBut("r/a"))];
    const comment = (...changes: readonly Side[]) => commentOn(summarize({ a: planOf(...rules(...changes)) }));

    expect(comment(["x", half, all], ["y", rule(denied), null])).toContain("split differently, reports the same");
    expect(comment(["x", half, half], ["y", rule(denied), null])).toContain(
      "**No longer reports reads that are refused**",
    );
    expect(comment(["x", half, half], ["y", all, null])).toContain("**No longer reports reads that are refused**");
    expect(comment(["x", all, all], ["y", rule(denied), null])).not.toContain("No longer reports");
  });

  /** Of a stack and a region of which nothing stays, that is told instead. */
  const staying = ["a", undefined].map((region) =>
    resource("aws_sns_topic", { actions: ["no-op"], before: { region }, after: { region } }, `Stays-${region ?? ""}`),
  );

  test("a rule with a schedule that goes is dangerous, one of another region takes over nothing", () => {
    const schedule: Change = {
      actions: ["delete"],
      before: { name: "s", schedule_expression: "rate(1 hour)" },
      after: null,
    };
    const elsewhere: Change = {
      actions: ["create"],
      before: null,
      after: { region: "b", event_pattern: rule(denied) },
    };
    const type = "aws_cloudwatch_event_rule";

    const comment = commentOn(
      summarize({
        a: planOf(
          ...staying,
          ...rules(["x", rule(denied), null]),
          resource(type, elsewhere),
          resource(type, schedule, "S"),
        ),
      }),
    );

    expect(comment).toContain("**No longer runs on its schedule**");
    expect(comment).toContain("**No longer reports anything**");
  });

  test("a target that goes is dangerous, unless its rule goes, too, or the same comes anew", () => {
    const type = "aws_cloudwatch_event_target";
    const target = { rule: "x", region: "a", event_bus_name: null, arn: "arn:bus" };
    const gone = resource(type, { actions: ["delete"], before: target, after: null });
    const fresh = (after: object) => resource(type, { actions: ["create"], before: null, after }, "New");
    const comment = (...changes: readonly ResourceChange[]) =>
      commentOn(summarize({ a: planOf(...staying, ...changes) }));
    const danger = "**Gets nothing any more of what its rule finds**";

    expect(comment(gone)).toContain(danger);
    expect(comment(gone, fresh({ ...target, arn: "arn:other" }))).toContain(danger);
    expect(comment(gone, fresh(target))).not.toContain(danger);
    expect(comment(gone, ...rules(["x", rule(denied), null]))).not.toContain(danger);
    expect(comment(gone, ...rules(["y", rule(denied), null]))).toContain(danger);
  });

  test("nothing is said of what rules report together while one of them is known after the apply alone", () => {
    const [known] = rules(["x", rule(everybodyBut("r/a"), denied), rule(denied)]);
    const unknown: Change = {
      actions: ["create"],
      before: null,
      after: { region: "a" },
      after_unknown: { event_pattern: true },
    };

    const comment = commentOn(summarize({ a: planOf(known!, resource("aws_cloudwatch_event_rule", unknown, "Y")) }));

    expect(comment).toContain("what they report together changes, and is known after the apply");
    expect(comment).not.toContain("No longer");
  });
});
