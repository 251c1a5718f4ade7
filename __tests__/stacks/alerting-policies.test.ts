import { edited, organizationFrom } from "../support/edited-organization";
import { decide, type AccessRequest } from "../support/policy-decision";
import { securityStackOf } from "../support/security-stack";
import { exampleOrganization, resourceOf, resourcesOf, synthesize } from "../support/synthesized";

/** Who may send, write, publish and start, and who may not, asked of the policies as Terraform gets them. */
const stacks = synthesize(exampleOrganization());
const { security } = stacks;
const payments = stacks["member-payments-prod"];

const securityId = "222222222222";
const paymentsId = "333333333333";
const bus = `arn:aws:events:eu-west-1:${securityId}:event-bus/secretwatch-unexpected-reads`;
const ruleOf = (account: string, name: string, region = "eu-west-1") =>
  `arn:aws:events:${region}:${account}:rule/${name}`;
const events = "events.amazonaws.com";

type Decisions = readonly (readonly [ReturnType<typeof decide>, AccessRequest])[];
function expectDecisions(policy: unknown, decisions: Decisions): void {
  expect(decisions.map(([, request]) => decide(policy as string, request))).toEqual(
    decisions.map(([decision]) => decision),
  );
}

test.each([
  ["Bus", "unexpected-reads"],
  ["QuietBus", "quiet-reads"],
])("%s takes what rules of the organization's accounts forward, and nothing else", (prefix, name) => {
  const put = (role: string, context: AccessRequest["context"], action = "events:PutEvents"): AccessRequest => ({
    principal: role,
    action,
    resource: bus.replace("unexpected-reads", name),
    context: { "aws:PrincipalArn": role, "aws:PrincipalIsAWSService": "false", ...context },
  });
  const role = (account: string, roleName = "secretwatch-forwarding") => `arn:aws:iam::${account}:role/${roleName}`;
  const ofOrganization = { "aws:PrincipalOrgID": "o-exampleorgid" };
  const forwarded = { ...ofOrganization, "events:eventBusInvocation": "true" };
  const byHand = { ...ofOrganization, "events:eventBusInvocation": "false" };

  expectDecisions(resourceOf(security, "aws_cloudwatch_event_bus_policy", prefix).policy, [
    ["allowed", put(role(paymentsId), forwarded)],
    ["allowed", put(role(securityId), forwarded)],
    ["not allowed", put(role(paymentsId), { ...forwarded, "aws:PrincipalOrgID": "o-anotherorg0" })],
    ["not allowed", put(role(paymentsId), { "events:eventBusInvocation": "true" })],
    ["not allowed", put(role(paymentsId), forwarded, "events:PutRule")],
    ["not allowed", put(role(paymentsId), forwarded, "events:DeleteRule")],
    ["denied", put(role(paymentsId, "Admin"), forwarded)],
    ["denied", put(role(paymentsId, "Admin"), byHand)],
    ["denied", put(role(securityId, "Admin"), byHand)],
    ["denied", put(role(securityId, "SecretwatchDeploy"), byHand)],
    ["denied", put(role(securityId), byHand)],
  ]);
});

describe("the role that forwards", () => {
  test("is assumed by our rules of its own account, in any region", () => {
    const assume = (rule: string, account = paymentsId, principal = events): AccessRequest => ({
      principal,
      action: "sts:AssumeRole",
      context: { "aws:SourceAccount": account, "aws:SourceArn": rule },
    });

    expectDecisions(resourceOf(payments, "aws_iam_role", "Watch").assume_role_policy, [
      ["allowed", assume(ruleOf(paymentsId, "secretwatch-unexpected-reads"))],
      ["allowed", assume(ruleOf(paymentsId, "secretwatch-unexpected-reads-2", "eu-central-1"))],
      ["not allowed", assume(ruleOf(paymentsId, "anothers"))],
      ["not allowed", assume(ruleOf("999999999999", "secretwatch-unexpected-reads"), "999999999999")],
      ["not allowed", assume(ruleOf(paymentsId, "secretwatch-unexpected-reads"), paymentsId, "lambda.amazonaws.com")],
      ["not allowed", { principal: events, action: "sts:AssumeRole" }],
    ]);
  });

  test("puts events on the central bus and does nothing else", () => {
    const request = (action: string, resource: string): AccessRequest => ({ principal: "role", action, resource });

    expectDecisions(resourceOf(payments, "aws_iam_role_policy", "Watch").policy, [
      ["allowed", request("events:PutEvents", bus)],
      ["not allowed", request("events:PutEvents", bus.replace("unexpected-reads", "another"))],
      ["not allowed", request("events:PutEvents", bus.replace(securityId, paymentsId))],
      ["not allowed", request("events:PutRule", bus)],
      ["not allowed", request("secretsmanager:GetSecretValue", "*")],
    ]);
  });
});

test.each([
  ["an account", payments, "Watch_eu-central-1", "secretwatch-undelivered", paymentsId, "eu-central-1"],
  ["the security account", security, "Undelivered", "secretwatch-central-undelivered", securityId, "eu-west-1"],
])(
  "the queue of what %s could not deliver takes messages of its own rules only",
  (_, stack, prefix, name, account, region) => {
    const queue = `arn:aws:sqs:${region}:${account}:${name}`;
    const send = (rule: string, source = account, secure = "true"): AccessRequest => ({
      principal: events,
      action: "sqs:SendMessage",
      resource: queue,
      context: { "aws:SourceAccount": source, "aws:SourceArn": rule, "aws:SecureTransport": secure },
    });

    expectDecisions(resourceOf(stack, "aws_sqs_queue_policy", prefix).policy, [
      ["allowed", send(ruleOf(account, "secretwatch-unexpected-reads", region))],
      ["denied", send(ruleOf(account, "secretwatch-unexpected-reads", region), account, "false")],
      ["not allowed", send(ruleOf(account, "anothers", region))],
      ["not allowed", send(ruleOf("999999999999", "secretwatch-unexpected-reads", region), "999999999999")],
      ["not allowed", { ...send(ruleOf(account, "secretwatch-x", region)), principal: "sns.amazonaws.com" }],
      ["not allowed", { ...send(ruleOf(account, "secretwatch-x", region)), action: "sqs:ReceiveMessage" }],
    ]);
  },
);

test("rules of the security account write to the journal, and rules of others don't", () => {
  const group = `arn:aws:logs:eu-west-1:${securityId}:log-group:/aws/events/secretwatch-unexpected-reads`;
  const write = (rule: string, more: Partial<AccessRequest> = {}): AccessRequest => ({
    principal: events,
    action: "logs:PutLogEvents",
    resource: `${group}:log-stream:x`,
    context: { "aws:SourceArn": rule },
    ...more,
  });
  const ours = ruleOf(securityId, "secretwatch-unexpected-reads/secretwatch-journal");

  expectDecisions(resourceOf(security, "aws_cloudwatch_log_resource_policy").policy_document, [
    ["allowed", write(ours)],
    ["allowed", write(ours, { principal: "delivery.logs.amazonaws.com" })],
    ["not allowed", write(ruleOf("999999999999", "secretwatch-journal"))],
    ["not allowed", write(ruleOf(securityId, "another/journal"))],
    ["not allowed", write(ours, { resource: group.replace("/aws/events/secretwatch", "/secretwatch") })],
    ["not allowed", write(ours, { action: "logs:DeleteLogGroup" })],
    ["not allowed", write(ours, { principal: "lambda.amazonaws.com" })],
  ]);
});

test("a quiet account sends to the bus of which nobody is told", () => {
  const organization = exampleOrganization();
  const members = organization.members.map((member) => ({ ...member, mode: "quiet" as const }));

  const { "member-payments-prod": watched } = synthesize({ ...organization, members });

  const targets = Object.values(watched!.resource!.aws_cloudwatch_event_target!);
  expect(new Set(targets.map(({ arn }) => arn))).toEqual(new Set([bus.replace("unexpected-reads", "quiet-reads")]));
  const put = (resource: string): AccessRequest => ({ principal: "role", action: "events:PutEvents", resource });
  expectDecisions(resourceOf(watched, "aws_iam_role_policy", "Watch").policy, [
    ["allowed", put(bus.replace("unexpected-reads", "quiet-reads"))],
    ["not allowed", put(bus)],
  ]);
});

test("nothing sends before it may: what EventBridge refuses it does not send again", () => {
  const targets = Object.values(stacks).flatMap(({ resource = {} }) =>
    Object.entries(resource.aws_cloudwatch_event_target ?? {}),
  );
  const waits = ([, { depends_on: dependsOn }]: (typeof targets)[number], type: string) =>
    ((dependsOn ?? []) as string[]).some((each) => each.startsWith(`${type}.`));

  expect(targets.filter((target) => !waits(target, "aws_sqs_queue_policy"))).toEqual([]);
  expect(targets.filter((target) => "role_arn" in target[1] && !waits(target, "aws_iam_role_policy"))).toEqual([]);
  const logs = targets.filter(([, { arn }]) => (arn as string).includes(":log-group:"));
  expect(logs).toHaveLength(4);
  expect(logs.filter((target) => !waits(target, "aws_cloudwatch_log_resource_policy"))).toEqual([]);
});

test("rules start the composer, and nothing else with that role", () => {
  const composer = `arn:aws:states:eu-west-1:${securityId}:stateMachine:secretwatch-message-composer`;
  const request = (action: string, resource: string): AccessRequest => ({ principal: "role", action, resource });

  expectDecisions(resourceOf(security, "aws_iam_role_policy", "ComposerStartRole").policy, [
    ["allowed", request("states:StartExecution", composer)],
    ["not allowed", request("states:StartExecution", composer.replace("secretwatch", "another"))],
    ["not allowed", request("states:StopExecution", composer)],
    ["not allowed", request("sns:Publish", "*")],
  ]);
});

test("the schedule starts the digest, and nothing else with its role", () => {
  const digest = `arn:aws:states:eu-west-1:${securityId}:stateMachine:secretwatch-digest`;
  const request = (action: string, resource: string): AccessRequest => ({ principal: "role", action, resource });
  const assume = (rule: string): AccessRequest => ({
    principal: events,
    action: "sts:AssumeRole",
    context: { "aws:SourceAccount": securityId, "aws:SourceArn": ruleOf(securityId, rule) },
  });

  expectDecisions(resourceOf(security, "aws_iam_role_policy", "DigestStartRole").policy, [
    ["allowed", request("states:StartExecution", digest)],
    ["not allowed", request("states:StartExecution", digest.replace("-digest", "-message-composer"))],
    ["not allowed", request("states:StartSyncExecution", digest)],
    ["not allowed", request("states:UpdateStateMachine", digest)],
  ]);
  expectDecisions(resourceOf(security, "aws_iam_role", "DigestStartRole").assume_role_policy, [
    ["allowed", assume("secretwatch-digest")],
    ["not allowed", assume("secretwatch-unexpected-reads/secretwatch-message-unexpected-secret-read")],
    ["not allowed", { ...assume("secretwatch-digest"), principal: "scheduler.amazonaws.com" }],
  ]);
});

describe("the state machines", () => {
  const table = `arn:aws:dynamodb:eu-west-1:${securityId}:table/secretwatch-memory`;
  const machine = (name: string) => `arn:aws:states:eu-west-1:${securityId}:stateMachine:secretwatch-${name}`;
  const topic = (name: string) => `arn:aws:sns:eu-west-1:${securityId}:secretwatch-${name}`;
  const request = (action: string, resource: string): AccessRequest => ({ principal: "role", action, resource });
  /** Of a policy in which topics and keys are references: each as the text that it is in the JSON. */
  const topicRef = (prefix: string) => {
    const [id] = Object.keys(resourcesOf(security, "aws_sns_topic")).filter((each) => each.startsWith(prefix));
    return `\${aws_sns_topic.${id!}.arn}`;
  };
  const refused = (action: string, ...resources: readonly string[]) =>
    resources.map((resource) => ["not allowed", request(action, resource)] as const);

  test("the composer remembers in its table, publishes to the topics of reads and calls for a digest, and that is all", () => {
    const { policy } = resourceOf(security, "aws_iam_role_policy", "MessageComposer_");

    expectDecisions(policy, [
      ["allowed", request("dynamodb:PutItem", table)],
      ["allowed", request("dynamodb:Query", table)],
      ["allowed", request("dynamodb:UpdateItem", table)],
      ["allowed", request("states:StartExecution", machine("digest"))],
      ...["AlertTopic_", "OwnersTopic_", "Routes_security-chat_Chat", "Routes_siem_Events", "Routes_siem_People"].map(
        (each) => ["allowed", request("sns:Publish", topicRef(each))] as const,
      ),
      ...["Scan", "GetItem", "DeleteItem", "BatchWriteItem", "DeleteTable", "UpdateTable"].flatMap((each) =>
        refused(`dynamodb:${each}`, table),
      ),
      ...refused("dynamodb:PutItem", table.replace("secretwatch", "another"), `${table}/index/any`, "*"),
      ...refused("sns:Publish", topicRef("HealthTopic_"), topic("pipeline"), topic("another"), "*"),
      ...refused("states:StartExecution", machine("message-composer"), machine("another"), "*"),
      ...refused("states:StopExecution", machine("digest")),
      ...refused("secretsmanager:GetSecretValue", "*"),
    ]);
  });

  test("the digest reads its table and takes off what it told, publishes to people only, and that is all", () => {
    const { policy } = resourceOf(security, "aws_iam_role_policy", "Digest_");

    expectDecisions(policy, [
      ["allowed", request("dynamodb:Query", table)],
      ["allowed", request("dynamodb:UpdateItem", table)],
      ["allowed", request("dynamodb:DeleteItem", table)],
      ...["AlertTopic_", "OwnersTopic_", "Routes_security-chat_Chat", "Routes_siem_People"].map(
        (each) => ["allowed", request("sns:Publish", topicRef(each))] as const,
      ),
      ...["Scan", "PutItem", "GetItem", "BatchWriteItem", "DeleteTable"].flatMap((each) =>
        refused(`dynamodb:${each}`, table),
      ),
      ...refused("dynamodb:DeleteItem", table.replace("secretwatch", "another"), "*"),
      ...refused("sns:Publish", topicRef("Routes_siem_Events"), topicRef("HealthTopic_"), topic("another"), "*"),
      ...refused("states:StartExecution", machine("digest"), machine("message-composer"), "*"),
    ]);
  });

  test("what mutes writes its items and one stream of the journal, tells nobody, and that is all", () => {
    const { policy } = resourceOf(security, "aws_iam_role_policy", "Mute_");
    const journal = `arn:aws:logs:eu-west-1:${securityId}:log-group:/aws/events/secretwatch-unexpected-reads`;

    expectDecisions(policy, [
      ...["PutItem", "DeleteItem", "Query"].map((each) => ["allowed", request(`dynamodb:${each}`, table)] as const),
      ...["CreateLogStream", "PutLogEvents"].map(
        (each) => ["allowed", request(`logs:${each}`, `${journal}:log-stream:mutes`)] as const,
      ),
      ...["Scan", "GetItem", "UpdateItem", "BatchWriteItem", "DeleteTable"].flatMap((each) =>
        refused(`dynamodb:${each}`, table),
      ),
      ...refused("logs:PutLogEvents", `${journal}:log-stream:another`, `${journal}-quiet:log-stream:mutes`, "*"),
      ...refused("logs:DeleteLogStream", `${journal}:log-stream:mutes`),
      ...refused("sns:Publish", topicRef("AlertTopic_"), "*"),
      ...refused("states:StartExecution", machine("digest"), machine("mute"), "*"),
    ]);
  });

  test("what mutes can't be started by a call that CloudTrail does not have", () => {
    const machines = Object.values(resourcesOf(security, "aws_sfn_state_machine"));

    expect(machines.filter(({ type }) => type === "STANDARD").map(({ name }) => name)).toEqual(["secretwatch-mute"]);
  });

  test.each(["MessageComposer_", "Digest_", "Mute_"])(
    "%s uses the key of the table through DynamoDB only",
    (prefix) => {
      const { policy } = resourceOf(security, "aws_iam_role_policy", prefix);
      const [id] = Object.keys(resourcesOf(security, "aws_kms_key")).filter((each) => each.startsWith("MemoryKey"));
      const decrypt = (via: string | undefined): AccessRequest => ({
        ...request("kms:Decrypt", `\${aws_kms_key.${id!}.arn}`),
        context: via === undefined ? {} : { "kms:ViaService": via },
      });

      expectDecisions(policy, [
        ["allowed", decrypt("dynamodb.eu-west-1.amazonaws.com")],
        ["not allowed", decrypt("sns.eu-west-1.amazonaws.com")],
        ["not allowed", decrypt(undefined)],
        ...refused("kms:CreateGrant", `\${aws_kms_key.${id!}.arn}`),
      ]);
    },
  );

  test.each([
    ["MessageComposer_", "message-composer"],
    ["Digest_", "digest"],
  ])("%s is the role of one state machine of this account", (prefix, name) => {
    const assume = (arn: string, account = securityId): AccessRequest => ({
      principal: "states.amazonaws.com",
      action: "sts:AssumeRole",
      context: { "aws:SourceAccount": account, "aws:SourceArn": arn },
    });

    expectDecisions(resourceOf(security, "aws_iam_role", prefix).assume_role_policy, [
      ["allowed", assume(machine(name))],
      ["not allowed", assume(machine("another"))],
      ["not allowed", assume(machine(name), "999999999999")],
      ["not allowed", { ...assume(machine(name)), principal: "lambda.amazonaws.com" }],
    ]);
  });
});

test("nothing is counted from the journal any more", () => {
  const filters = Object.values(resourcesOf(security, "aws_cloudwatch_log_metric_filter"));
  const groups = resourcesOf(security, "aws_cloudwatch_log_group");
  const journals = Object.keys(groups).filter((id) => id.startsWith("Journal") || id.startsWith("QuietJournal"));
  const ofJournals = filters.filter(({ log_group_name: group }) => journals.some((id) => String(group).includes(id)));

  expect(journals).toHaveLength(2);
  expect(filters.length).toBeGreaterThan(50);
  expect(ofJournals).toEqual([]);
  expect(JSON.stringify(security)).not.toMatch(
    /secretwatch\/reads|secretwatch-notice|many-reads-by-one|flood-of-reads/,
  );
});

describe("the topics of a route", () => {
  const other = "999999999999";
  const organization = organizationFrom(
    edited((it) => (it.alerts.routes = [{ name: "siem", subscriberAccounts: [other, "888888888888"] }])),
  );
  const stack = securityStackOf(organization);
  const topic = (name: string) => `arn:aws:sns:eu-west-1:${securityId}:secretwatch-${name}`;
  const subscribe = (resource: string, more: Partial<AccessRequest> = {}, account = other): AccessRequest => ({
    principal: `arn:aws:iam::${account}:role/siem`,
    action: "sns:Subscribe",
    resource,
    context: { "sns:Protocol": "sqs", "sns:Endpoint": `arn:aws:sqs:us-east-1:${account}:siem-intake` },
    ...more,
  });

  test.each([
    ["Routes_siem_People", topic("route-siem")],
    ["Routes_siem_Events", topic("events-siem")],
  ])("%s lets the accounts in that are named, with queues of their own only", (prefix, arn) => {
    const context = (protocol: string, endpoint: string) => ({
      context: { "sns:Protocol": protocol, "sns:Endpoint": endpoint },
    });
    const ofAnother = "arn:aws:sqs:us-east-1:888888888888:siem-intake";

    expectDecisions(resourceOf(stack, "aws_sns_topic_policy", prefix).policy, [
      ["allowed", subscribe(arn)],
      ["allowed", subscribe(arn, {}, "888888888888")],
      ["not allowed", subscribe(arn, {}, paymentsId)],
      ["not allowed", subscribe(arn, context("sqs", ofAnother))],
      ["not allowed", subscribe(arn, context("https", `arn:aws:sqs:us-east-1:${other}:siem-intake`))],
      ["not allowed", subscribe(arn, context("email", "somebody@elsewhere.example"))],
      ["not allowed", subscribe(arn, context("https", "https://elsewhere.example"))],
      ["not allowed", subscribe(arn, context("lambda", `arn:aws:lambda:us-east-1:${other}:function:siem`))],
      ["not allowed", subscribe(arn, { action: "sns:Publish" })],
      ["not allowed", subscribe(arn, { action: "sns:SetTopicAttributes" })],
      ["not allowed", subscribe(topic("alerts"))],
    ]);
  });

  test.each(["AlertTopic", "HealthTopic", "OwnersTopic"])("%s lets nobody else subscribe", (prefix) => {
    const { policy } = resourceOf(stack, "aws_sns_topic_policy", prefix);

    expectDecisions(policy, [["not allowed", subscribe("*")]]);
    expect(policy).not.toContain("sns:Subscribe");
  });

  test("nothing is subscribed for the others, and their policies fit", () => {
    const accounts = Array.from({ length: 50 }, (_, index) => String(700000000000 + index));
    const longest = organizationFrom(
      edited((it) => {
        it.namePrefix = "a".repeat(20);
        it.homeRegion = it.governedRegions[0] = "ap-southeast-1";
        it.alerts.routes = [{ name: "r".repeat(30), subscriberAccounts: accounts }];
      }),
    );

    const full = securityStackOf(longest);

    expect(Object.values(resourcesOf(stack, "aws_sns_topic_subscription")).map(({ protocol }) => protocol)).toEqual(
      expect.not.arrayContaining(["sqs"]),
    );
    for (const { policy } of Object.values(resourcesOf(full, "aws_sns_topic_policy"))) {
      expect((policy as string).length).toBeLessThan(30_000);
    }
  });
});

describe("keys", () => {
  test("the composer and the digest publish under the key of the topics through SNS, and no other role does", () => {
    const use = (role: string, via: string | undefined): AccessRequest => ({
      principal: `arn:aws:iam::${securityId}:role/${role}`,
      action: "kms:GenerateDataKey",
      context: {
        "aws:PrincipalArn": `arn:aws:iam::${securityId}:role/${role}`,
        ...(via === undefined ? {} : { "kms:ViaService": via }),
      },
    });

    expectDecisions(resourceOf(security, "aws_kms_key", "AlertTopicKey").policy, [
      ["allowed", use("secretwatch-message-composer", "sns.eu-west-1.amazonaws.com")],
      ["allowed", use("secretwatch-digest", "sns.eu-west-1.amazonaws.com")],
      ["not allowed", use("secretwatch-digest", undefined)],
      ["not allowed", use("secretwatch-message-composer", undefined)],
      ["not allowed", use("secretwatch-message-composer", "sqs.eu-west-1.amazonaws.com")],
      ["not allowed", use("Admin", "sns.eu-west-1.amazonaws.com")],
    ]);
  });

  test("the key of the journal is for its two log groups", () => {
    const encrypt = (group: string, principal = "logs.eu-west-1.amazonaws.com"): AccessRequest => ({
      principal,
      action: "kms:Encrypt",
      context: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${securityId}:log-group:${group}` },
    });

    expectDecisions(resourceOf(security, "aws_kms_key", "JournalKey").policy, [
      ["allowed", encrypt("/aws/events/secretwatch-unexpected-reads")],
      ["allowed", encrypt("/aws/events/secretwatch-heartbeats")],
      ["not allowed", encrypt("/aws/events/another")],
      ["not allowed", encrypt("/aws/events/secretwatch-heartbeats", "logs.us-east-1.amazonaws.com")],
      ["not allowed", encrypt("/aws/events/secretwatch-heartbeats", `arn:aws:iam::${securityId}:role/Admin`)],
    ]);
  });
});

test("people in a chat channel can do nothing in the account", () => {
  const channel = resourceOf(security, "aws_chatbot_slack_channel_configuration");

  expect(channel).toMatchObject({
    slack_team_id: "T0ACORN001",
    slack_channel_id: "C0SECURITY",
    guardrail_policy_arns: ["arn:aws:iam::aws:policy/AWSDenyAll"],
  });
  expect(security!.resource).not.toHaveProperty("aws_iam_role_policy_attachment");
  expectDecisions(resourceOf(security, "aws_iam_role", "Routes_security-chat").assume_role_policy, [
    [
      "allowed",
      { principal: "chatbot.amazonaws.com", action: "sts:AssumeRole", context: { "aws:SourceAccount": securityId } },
    ],
    [
      "not allowed",
      { principal: "chatbot.amazonaws.com", action: "sts:AssumeRole", context: { "aws:SourceAccount": "9" } },
    ],
    ["not allowed", { principal: events, action: "sts:AssumeRole", context: { "aws:SourceAccount": securityId } }],
  ]);
});
