import type { Change, ResourceChange } from "../../plan/plan-document";
import { exitCode } from "../../plan/plan-summary";
import { lossOf, plannedTypes } from "../../resources/resource-types";
import { commentOn, planOf, policy, resource, summarize } from "./summarize";

const create = (after: object, more: Partial<Change> = {}): Change => ({
  actions: ["create"],
  before: null,
  after,
  ...more,
});
const update = (before: object, after: object, more: Partial<Change> = {}): Change => ({
  actions: ["update"],
  before,
  after,
  ...more,
});

const destroy = (before: object): Change => ({ actions: ["delete"], before, after: null });

function dangersOf(...changes: readonly ResourceChange[]) {
  return summarize({ member: planOf(...changes) }).dangers.map(({ value }) => value);
}

test("names of any length and kind don't crowd a danger out of the comment", () => {
  const plans = Object.fromEntries(
    Array.from({ length: 30 }, (_, stack) => [
      `stack-${stack}`,
      planOf(
        ...Array.from({ length: 12 }, (_, index) =>
          resource("aws_cloudtrail", destroy({ name: `${stack}-${index}${"漢".repeat(1000)}` }), `T${index}`),
        ),
      ),
    ]),
  );

  const comment = commentOn(summarize(plans));

  expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(65_000);
  expect(comment).toContain("- **Destroys 360 trails**. Lost: ");
});

describe("stateful resources", () => {
  test.each(Object.keys(plannedTypes).filter((type) => lossOf(type) !== undefined))(
    "destroying %s is dangerous, making one is not",
    (type) => {
      expect(dangersOf(resource(type, destroy({ name: "a" })))).toHaveLength(1);
      expect(dangersOf(resource(type, create({ name: "a" })))).toEqual([]);
    },
  );

  test.each([
    ["aws_sqs_queue", "a queue", "the messages that wait in it."],
    ["aws_sns_topic_subscription", "a subscription", "its confirmation: "],
    ["aws_observabilityadmin_centralization_rule_for_organization", "a centralization rule", "what happens while "],
  ])("the comment says what is lost with %s", (type, what, lost) => {
    const comment = commentOn(summarize({ member: planOf(resource(type, destroy({ name: "a" }))) }));

    expect(comment).toContain(`- **Destroys ${what}**. Lost: ${lost}`);
  });

  test.each(["aws_kms_alias", "aws_cloudwatch_query_definition", "aws_lambda_function"])(
    "the end of %s is not dangerous: it can be made again, or nothing is known of it",
    (type) => {
      expect(dangersOf(resource(type, destroy({ name: "a" })))).toEqual([]);
    },
  );

  test("a replacement says why, in either order of actions", () => {
    for (const actions of [
      ["delete", "create"],
      ["create", "delete"],
    ] as const) {
      const change = { ...update({ bucket: "a" }, { bucket: "b" }), actions, replace_paths: [["bucket"]] };
      expect(dangersOf(resource("aws_s3_bucket", change))).toMatchObject([{ verb: "replace", because: ["bucket"] }]);
    }
  });

  test("forgetting one is not dangerous, and is told", () => {
    const summary = summarize({
      a: planOf(resource("aws_s3_bucket", { actions: ["forget"], before: { bucket: "a" } })),
    });

    expect(exitCode(summary)).toBe(10);
    expect(commentOn(summary)).toContain("stays in AWS and is no longer managed");
  });
});

describe("values of secrets", () => {
  const version = "aws_secretsmanager_secret_version";

  test("the made-up value of a decoy is not one, whatever the provider marks as sensitive", () => {
    const after = { secret_string_wo_version: 1, secret_string: null, secret_string_wo: null, secret_binary: null };
    const masks = { after_sensitive: { secret_binary: true, secret_string: true, secret_string_wo: true } };

    expect(dangersOf(resource(version, create(after)))).toEqual([]);
    expect(dangersOf(resource(version, create(after, masks)))).toEqual([]);
    expect(dangersOf(resource(version, create({ ...after, secret_binary: "aGk=" }, masks)))).toHaveLength(1);
  });

  test.each([
    ["a value that the state keeps", create({ secret_string: "hunter2" })],
    [
      "a value that is not known yet",
      create({ secret_string_wo_version: 1 }, { after_unknown: { secret_string: true } }),
    ],
    ["another value of a decoy", update({ secret_string_wo_version: 1 }, { secret_string_wo_version: 2 })],
    ["its end", destroy({})],
  ])("%s is dangerous", (_, change) => {
    expect(dangersOf(resource(version, change))).toMatchObject([{ kind: "secret-value" }]);
  });

  test.each([
    ["in the stack", { resources: [{ address: `data.${version}.X`, mode: "data", type: version }] }],
    [
      "in a module",
      { module_calls: { m: { module: { resources: [{ address: "m", mode: "data", type: version }] } } } },
    ],
  ])("a data source %s that reads one is dangerous, even if nothing changes", (_, root_module) => {
    const summary = summarize({ member: { format_version: "1.2", configuration: { root_module } } });

    expect(exitCode(summary)).toBe(20);
    expect(summary.dangers[0]!.value.what).toContain("reads the value of a secret");
  });

  test("a sensitive output is dangerous when it changes", () => {
    const output = (actions: Change["actions"], after: string | null = "hunter2") =>
      summarize({
        member: { format_version: "1.2", output_changes: { key: { actions, after, after_sensitive: true } } },
      });

    expect(exitCode(output(["create"]))).toBe(20);
    expect(exitCode(output(["no-op"]))).toBe(0);
    expect(exitCode(output(["update"], null))).toBe(10);
    expect(commentOn(output(["create"]))).not.toContain("hunter2");
  });

  test.each([
    ["marked as a whole", { before_sensitive: true, after_sensitive: true }],
    ["marked by attribute", { before_sensitive: { note: true }, after_sensitive: { note: true } }],
    ["marked inside", { before_sensitive: { note: [{ a: true }] }, after_sensitive: { note: [{ a: true }] } }],
  ])("what is %s is never shown", (_, masks) => {
    const change = update({ note: "hunter1", name: "x" }, { note: "hunter2", name: "x" }, masks);

    const summary = summarize({ member: planOf(resource("aws_lambda_function", change)) });

    expect(`${JSON.stringify(summary)}${commentOn(summary)}`).not.toContain("hunter");
    expect(commentOn(summary)).toContain("`note`: `(sensitive)` → `(sensitive)`");
  });

  test.each([
    ...["secret_string", "secret_string_wo", "secret_binary", "secret_binary_base64", "value_wo"],
    ...["password", "master_password", "password_hash", "passphrase", "key_passphrase"],
    ...["private_key", "private_key_pem", "secret_key", "my_secret_key_id", "key_material", "key_material_base64"],
    ...["token", "session_token", "auth_token", "auth_header"],
  ])("%s is never shown, marked or not", (attribute) => {
    const change = update({ [attribute]: "hunter1" }, { [attribute]: "hunter2" });

    const summary = summarize({ member: planOf(resource("aws_x", change)) });

    expect(`${JSON.stringify(summary)}${commentOn(summary)}`).not.toContain("hunter");
  });

  test("a sensitive policy is named and not shown", () => {
    const change = update(
      { policy: policy({ Effect: "Allow", Action: "hunter:1" }) },
      { policy: policy({ Effect: "Allow", Action: "hunter:2" }) },
      { before_sensitive: { policy: true }, after_sensitive: { policy: true } },
    );

    const summary = summarize({ member: planOf(resource("aws_sqs_queue_policy", change)) });

    expect(commentOn(summary)).toContain("the policy is sensitive");
    expect(JSON.stringify(summary)).not.toContain("hunter");
  });
});

describe("policies that let others in", () => {
  const opened = (before: object[], after: object[], organization?: string) =>
    summarize(
      {
        member: planOf(
          resource("aws_sqs_queue_policy", update({ policy: policy(...before) }, { policy: policy(...after) })),
        ),
      },
      organization,
    ).dangers.map(({ value }) => value.what);
  const statement = (more: object) => ({
    Effect: "Allow",
    Principal: "*",
    Action: "sqs:SendMessage",
    Resource: "q",
    ...more,
  });
  const condition = (operator: string, key: string, value: string) =>
    statement({ Condition: { [operator]: { [key]: value } } });

  test.each([
    ["nobody is asked who they are", statement({})],
    ["any AWS principal", statement({ Principal: { AWS: ["*"] } })],
    ["everybody but one", statement({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::333333333333:root" } })],
    ["a condition that limits nobody", condition("Bool", "aws:SecureTransport", "true")],
    ["a limit that is a wildcard", condition("StringLike", "aws:PrincipalOrgID", "*")],
    [
      "a limit that is a wildcard beside another value",
      statement({ Condition: { StringLike: { "aws:PrincipalOrgID": ["o-ours000000", "o-*"] } } }),
    ],
    ["a limit to any account", condition("ArnLike", "aws:SourceArn", "arn:aws:events:*:*:rule/x-*")],
    ["a limit by a key that says nothing of who asks", condition("StringEquals", "aws:RequestedRegion", "eu-west-1")],
    [
      "a limit that holds if the key is missing",
      condition("StringEqualsIfExists", "aws:PrincipalOrgID", "o-ours000000"),
    ],
    ["a limit the wrong way round", condition("StringNotEquals", "aws:PrincipalAccount", "333333333333")],
  ])("everybody: %s", (_, added) => {
    expect(opened([], [added])).toEqual(["lets in everybody: sqs:SendMessage"]);
  });

  test.each([
    ["our organization", condition("StringEquals", "aws:PrincipalOrgID", "o-ours000000")],
    ["an account", condition("StringEquals", "aws:SourceAccount", "333333333333")],
    [
      "several accounts",
      statement({ Condition: { StringEquals: { "aws:SourceAccount": ["333333333333", "444444444444"] } } }),
    ],
    [
      "a limit beside a condition that limits nobody",
      statement({
        Condition: { Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:SourceAccount": "333333333333" } },
      }),
    ],
    ["a key in another case", condition("StringEquals", "AWS:principalorgid", "o-ours000000")],
    ["an ARN", condition("ArnLike", "aws:SourceArn", "arn:aws:events:*:333333333333:rule/x-*")],
    ["a denial", statement({ Effect: "Deny" })],
    ["a service", statement({ Principal: { Service: "events.amazonaws.com" } })],
  ])("not dangerous: %s", (_, added) => {
    expect(opened([], [added])).toEqual([]);
  });

  test("the end of a condition is dangerous", () => {
    expect(opened([condition("StringEquals", "aws:PrincipalOrgID", "o-ours000000")], [statement({})])).toEqual([
      "allows more than before: sqs:SendMessage, whatever aws:PrincipalOrgID is",
      "lets in everybody: sqs:SendMessage",
    ]);
  });

  const ours = condition("StringEquals", "aws:PrincipalOrgID", "o-ours000000");
  const theirs = condition("StringEquals", "aws:PrincipalOrgID", "o-theirs0000");

  test("another organization than the one in force is dangerous", () => {
    expect(opened([ours], [ours, theirs])).toEqual(["lets in another organization, o-theirs0000: sqs:SendMessage"]);
  });

  test("the own organization can be named", () => {
    expect(opened([], [theirs], "o-ours000000")).toHaveLength(1);
    expect(opened([], [theirs], "o-theirs0000")).toEqual([]);
  });

  test("a denial that keeps others out must stay and must not spare them", () => {
    const denied = (id: string) => ({ ...condition("StringNotEquals", "aws:PrincipalOrgID", id), Effect: "Deny" });

    expect(opened([denied("o-ours000000")], [])).toEqual(["no longer keeps other organizations out: sqs:SendMessage"]);
    expect(opened([denied("o-ours000000")], [denied("o-theirs0000")])).toHaveLength(1);
  });

  test("only what kept others out and does not any more is told, each action by its name", () => {
    const denial = (...actions: readonly string[]) => ({
      ...condition("StringNotEquals", "aws:PrincipalOrgID", "o-ours000000"),
      Effect: "Deny",
      Action: actions,
    });
    const elsewhere = { ...denial("sqs:SendMessage"), Resource: "arn:aws:sqs:*:333333333333:orders" };
    const allowed = { ...ours, Action: "sqs:SendMessage" };

    expect(opened([ours], [])).toEqual([]);
    expect(opened([denial("sqs:SendMessage")], [elsewhere])).toEqual([]);
    expect(opened([denial("sqs:SendMessage")], [allowed])).toEqual([
      "no longer keeps other organizations out: sqs:SendMessage",
    ]);
    expect(opened([denial("sqs:ReceiveMessage", "sqs:SendMessage")], [elsewhere])).toEqual([
      "no longer keeps other organizations out: sqs:ReceiveMessage",
    ]);
    expect(opened([denial("sqs:ReceiveMessage", "sqs:SendMessage")], [])).toEqual([
      "no longer keeps other organizations out: sqs:ReceiveMessage, sqs:SendMessage",
    ]);
  });
});
