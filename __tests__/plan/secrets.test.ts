import fc from "fast-check";

import type { Change, PlanDocument } from "../../plan/plan-document";
import { maskedText } from "../../plan/masked";
import { shownAttributes } from "../../resources/shown-attributes";
import { resourceTypes } from "../../resources/resource-types";
import { commentOn, planOf, policy, resource, summarize } from "./summarize";

/** Whatever may be made of a secret on its way: as it is, encoded, escaped. */
function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
  // In the middle of an encoded text three alignments are possible; whole groups of four characters stay.
  const inside = [0, 1, 2].map((offset) =>
    Buffer.from(secret.slice((3 - offset) % 3))
      .toString("base64")
      .slice(0, 12),
  );
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [secret, base64, ...inside, escaped, encodeURIComponent(secret), Buffer.from(secret).toString("hex")];
}

/** All that plan-summary makes of plans. */
function outputOf(plans: Readonly<Record<string, PlanDocument>>): string {
  const summary = summarize(plans);
  return `${commentOn(summary)}\n${JSON.stringify(summary, null, 2)}`;
}

/** Marked, and unlike anything else that a plan has: with characters that JSON and URLs write otherwise. */
const secrets = fc
  .tuple(fc.constantFrom("", "/", '"', "é", "+", "%"), fc.stringMatching(/^[A-Za-z0-9]{14,24}$/))
  .map(([special, text]) => `Zq${special}x${text}`);

/** Where a secret hides in a value that a text has room for. */
const inTexts: Readonly<Record<string, (secret: string) => unknown>> = {
  "a value in JSON": (secret) => JSON.stringify({ Database: { MasterPassword: secret } }),
  "JSON in a text in JSON": (secret) => JSON.stringify({ body: JSON.stringify({ apiKey: secret, other: [1] }) }),
  "settings with name and value": (secret) =>
    JSON.stringify([{ name: "web", environment: [{ name: "DB_HOST", value: secret }] }]),
  "a pair outside of settings": (secret) => JSON.stringify([{ Key: "Connection", Value: secret }]),
  headers: (secret) => JSON.stringify({ Headers: { "X-Custom": [secret] } }),
  "credentials in a URL": (secret) => `postgres://admin:${encodeURIComponent(secret)}@db.internal:5432/orders`,
  "a token in a query": (secret) => `https://hooks.example/deploy?token=${encodeURIComponent(secret)}&x=1`,
  "a token in a path": (secret) => `https://hooks.slack.example/services/T0/B0/${encodeURIComponent(secret)}`,
  "a signature of a public host": (secret) =>
    `https://docs.aws.amazon.com/x?X-Amz-Signature=${encodeURIComponent(secret)}`,
  "an assignment": (secret) => `curl --retry 3 DB_PASSWORD=${encodeURIComponent(secret)} x`,
  "an authorization": (secret) => `Authorization: Bearer ${secret.replace(/\W/g, "")}`,
  "a key": (secret) => `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
  Base64: (secret) => Buffer.from(`#!/bin/sh\nexport TOKEN=${encodeURIComponent(secret)}\n`).toString("base64"),
  "an escaped URL": (secret) => encodeURIComponent(`https://a:${encodeURIComponent(secret)}@b.example/`),
};

describe("in what is shown, a secret is recognized in", () => {
  const secret = 'Zq"xHunter2Hunter2Hunter2';

  test.each(Object.entries(inTexts))("%s", (_, hide) => {
    const text = hide(secret) as string;

    const masked = maskedText(text);

    expect(masked).toMatch(/not shown|…/);
    for (const form of [...formsOf(secret), "Hunter2"]) expect(masked).not.toContain(form);
  });
});

const shownPlaces = Object.keys(resourceTypes).flatMap((type) =>
  [...shownAttributes(type)].map((attribute) => [type, attribute] as const),
);

/** A value of any shape with the secret somewhere in it. */
function around(secret: unknown): fc.Arbitrary<unknown> {
  const key = fc.constantFrom("a", "name", "environment", "variables", "DB_PASSWORD", "value", "toString", "0");
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: "small" }, fc.constant(secret), tie("list"), tie("object"), tie("json")),
    list: fc
      .tuple(fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 2 }), tie("tree"))
      .map(([rest, it]) => [...rest, it]),
    object: fc
      .tuple(fc.dictionary(key, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2, noNullPrototype: true }), key, tie("tree"))
      .map(([rest, name, it]) => ({ ...rest, ...(name === "name" ? { value: it } : { [name]: it }) })),
    json: tie("tree").map((it) => JSON.stringify(it)),
  }));
  return tree;
}

/** Somewhere that is never shown: any attribute of any other type, and those of ours that are not in the table. */
const hiddenPlace = fc.oneof(
  fc.tuple(
    fc.constantFrom("aws_lambda_function", "aws_instance", "aws_ecs_task_definition", "aws_x", "datadog_monitor"),
    fc.constantFrom("environment", "container_definitions", "user_data", "note", "url", "definition", "count"),
  ),
  fc.tuple(
    fc.constantFrom(...Object.keys(resourceTypes)),
    fc.constantFrom("tags", "definition", "input", "dashboard_body", "delivery_policy", "token", "mfa", "unheard_of"),
  ),
);

/** A resource that has it before, after, or on both sides in another place. */
const changed = secrets.chain((secret) => {
  const hidden = fc
    .tuple(
      hiddenPlace,
      fc.oneof(
        around(secret),
        fc.constantFrom(...Object.values(inTexts)).map((hide) => hide(secret)),
      ),
    )
    .map(([[type, attribute], value]) => ({ type, attribute, value }));
  const shown = fc
    .tuple(fc.constantFrom(...shownPlaces), fc.constantFrom(...Object.values(inTexts)))
    .chain(([[type, attribute], hide]) =>
      fc.constantFrom(hide(secret), [hide(secret)], { x: hide(secret) }, [{ text: [hide(secret)] }]).map((value) => ({
        type,
        attribute,
        value,
      })),
    );
  return fc.record({
    secret: fc.constant(secret),
    place: fc.oneof(hidden, shown),
    side: fc.constantFrom("before", "after", "both"),
    actions: fc.constantFrom<Change["actions"]>(["update"], ["delete", "create"], ["create"], ["delete"]),
    where: fc.constantFrom("resource_changes", "resource_drift"),
    long: fc.boolean(),
  });
});

test("a secret in a random place of a random plan is in no output, in no form", () => {
  let told = 0;
  fc.assert(
    fc.property(changed, ({ secret, place: { type, attribute, value }, side, actions, where, long }) => {
      const beside = { name: "this", [attribute]: "another", ...(long ? { description: "d".repeat(500) } : {}) };
      const having = { ...beside, [attribute]: value };
      const [before, after] =
        side === "before"
          ? [having, beside]
          : side === "after"
            ? [beside, having]
            : [having, { ...having, [attribute]: [value, "more"] }];
      const change: Change = { actions, before, after };
      const plan = { ...planOf(), [where]: [resource(type, change)] };

      const output = outputOf({ "member-a": plan, "member-b": plan });

      if (output.includes(`\`${attribute}`)) told++;
      for (const form of formsOf(secret)) expect(output).not.toContain(form);
    }),
    { numRuns: 1500, seed: 15 },
  );
  // Whatever is not shown is told all the same.
  expect(told).toBeGreaterThan(200);
});

const change = (after: object, before: object = {}): Change => ({ actions: ["update"], before, after });

/** Where a text of a plan is told that is the value of no attribute. */
const otherPlaces: Readonly<Record<string, (text: string) => PlanDocument>> = {
  "an address": (text) =>
    planOf({ ...resource("aws_x", change({ a: 1 })), address: `aws_x.y[${JSON.stringify(text)}]` }),
  "a former address": (text) => planOf({ ...resource("aws_x", change({ a: 1 })), previous_address: `aws_x.${text}` }),
  "a name": (text) => planOf(resource("aws_x", change({ name: text, a: 1 }))),
  "an endpoint": (text) =>
    planOf(resource("aws_sns_topic_subscription", { actions: ["delete"], before: { endpoint: text }, after: null })),
  "a check": (text) => ({
    ...planOf(),
    checks: [{ address: { to_display: text }, status: "fail", instances: [{ problems: [{ message: text }] }] }],
  }),
  "a resource of a policy": (text) =>
    planOf(
      resource(
        "aws_sqs_queue_policy",
        change({ policy: policy({ Effect: "Allow", Principal: { AWS: text }, Action: text, Resource: text }) }),
      ),
    ),
  "a condition": (text) =>
    planOf(
      resource(
        "aws_sqs_queue_policy",
        change(
          {
            policy: policy({
              Effect: "Allow",
              Principal: "*",
              Action: "a:B",
              Condition: { StringLike: { "aws:SourceArn": [text, "*"] } },
            }),
          },
          {
            policy: policy({
              Effect: "Allow",
              Principal: "*",
              Action: "a:B",
              Condition: { StringEquals: { "aws:SourceArn": "x" } },
            }),
          },
        ),
      ),
    ),
  "a pattern": (text) =>
    planOf(
      resource(
        "aws_cloudwatch_event_rule",
        change({ event_pattern: "{}" }, { event_pattern: JSON.stringify({ detail: { a: [text, { prefix: text }] } }) }),
      ),
    ),
  "an attachment": (text) =>
    planOf(resource("aws_iam_role_policy_attachment", change({ role: text, policy_arn: text }))),
  "a decoy": (text) =>
    planOf(resource("aws_secretsmanager_secret", { actions: ["delete"], before: { name: text }, after: null })),
};

test.each(Object.entries(otherPlaces))("in %s, a secret that can be recognized is in no output", (_, place) => {
  fc.assert(
    fc.property(secrets, fc.constantFrom(...Object.values(inTexts)), (secret, hide) => {
      const output = outputOf({ "member-a": place(hide(secret) as string) });

      for (const form of formsOf(secret)) expect(output).not.toContain(form);
    }),
    { numRuns: 100, seed: 3 },
  );
});

test.each(["aws:Referer", "AWS:UserAgent", "sts:ExternalId"])("%s of a policy is named and not shown", (key) => {
  const text = (value: string) =>
    policy({
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "b",
      Condition: { StringEquals: { [key]: value } },
    });
  const change: Change = {
    actions: ["update"],
    before: { policy: text("hunter1") },
    after: { policy: text("hunter2") },
  };

  const output = outputOf({ a: planOf(resource("aws_s3_bucket_policy", change)) });

  expect(output).toContain(`+   if ${key} StringEquals (another one, not shown)`);
  expect(output).not.toContain("hunter");
});

test("where something changes in what is not shown is told by name", () => {
  const environment = (value: string) => [{ variables: { DB_PASSWORD: value, LOG_LEVEL: "info" } }];
  const definitions = (value: string, privileged: boolean) =>
    JSON.stringify([
      {
        name: "web",
        privileged,
        environment: [
          { name: "B", value: "x" },
          { name: "DB_PASSWORD", value },
        ],
      },
    ]);
  const plan = planOf(
    resource("aws_lambda_function", {
      actions: ["update"],
      before: { environment: environment("hunter1") },
      after: { environment: environment("hunter2") },
    }),
    resource("aws_ecs_task_definition", {
      actions: ["update"],
      before: { container_definitions: definitions("hunter1", false) },
      after: { container_definitions: definitions("hunter2", true) },
    }),
  );

  const comment = commentOn(summarize({ a: plan }));

  expect(comment).toContain("`environment[0].variables.DB_PASSWORD` (not shown)");
  expect(comment).toContain("`container_definitions[web].environment[DB_PASSWORD].value` (not shown)");
  expect(comment).toContain("`container_definitions[web].privileged`: `false` → `true`");
  expect(comment).not.toContain("LOG_LEVEL");
});

test.each([
  "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/payments/database-AbCdEf",
  "https://sqs.eu-west-1.amazonaws.com/444444444444/secretwatch-undelivered",
  "https://token.actions.githubusercontent.com",
  '{ ($.eventName = "GetSecretValue") && ($.errorCode NOT EXISTS) }',
  "secretsmanager:GetSecretValue",
  "/aws/events/secretwatch-unexpected-reads",
  "Secrets_eu-west-1_prodpaymentsbank-certificate_Policy_FF808F75",
  "AWSLogs/o-exampleorgid/111111111111/CloudTrail/eu-west-1",
  '[{"name":"Errors","namespace":"Secretwatch","value":"1"}]',
  "token.actions.githubusercontent.com:sub StringLike repo:acorn/infrastructure:ref:refs/heads/main",
])("%s is no secret", (text) => {
  expect(maskedText(text)).toBe(text);
});
