import { decide, type AccessRequest } from "../support/policy-decision";
import { organizationOf, securityStackOf } from "../support/security-stack";
import { exampleOrganization, resourceOf, resourcesOf } from "../support/synthesized";
import { definitionBytes, MAX_DEFINITION_BYTES } from "../support/definition-size";

const organization = exampleOrganization();
const security = securityStackOf(organization);
const account = "222222222222";
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${account}:${resource}`;
const trailGroup = arn("logs", "log-group:/secretwatch/organization-trail");
const table = arn("dynamodb", "table/secretwatch-memory");

test("the rule takes alarms of ours that go off, within the length of a pattern", () => {
  const rule = resourceOf(security, "aws_cloudwatch_event_rule", "AlarmMails_Alarms");

  expect(JSON.parse(rule.event_pattern as string)).toEqual({
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: { alarmName: [{ prefix: "secretwatch-" }], state: { value: ["ALARM"] } },
  });
  expect(rule).not.toHaveProperty("event_bus_name");
});

test("the digest is started every 15 minutes, in the state that schedules need", () => {
  expect(resourceOf(security, "aws_cloudwatch_event_rule", "AlarmMails_DigestSchedule")).toMatchObject({
    schedule_expression: "rate(15 minutes)",
    state: "ENABLED",
  });
});

test("what can't be handed on waits in the central queue", () => {
  const targets = Object.entries(resourcesOf(security, "aws_cloudwatch_event_target")).filter(([id]) =>
    id.startsWith("AlarmMails_"),
  );

  expect(targets).toHaveLength(2);
  for (const [, target] of targets) {
    expect(target).toMatchObject({
      role_arn: expect.stringMatching(/aws_iam_role\.AlarmMails_StartRole/) as string,
      dead_letter_config: { arn: expect.stringMatching(/aws_sqs_queue\.Undelivered/) as string },
    });
  }
});

const refusedToBoth: readonly [string, string][] = [
  ["logs:FilterLogEvents", arn("logs", "log-group:/aws/events/secretwatch-unexpected-reads:*")],
  ["logs:DeleteLogGroup", trailGroup],
  ["logs:StartQuery", trailGroup],
  ["dynamodb:DeleteTable", table],
  ["dynamodb:Scan", table],
  ["dynamodb:PutItem", arn("dynamodb", "table/another")],
  ["cloudwatch:DisableAlarmActions", arn("cloudwatch", "alarm:secretwatch-trail-silent")],
  ["cloudwatch:SetAlarmState", arn("cloudwatch", "alarm:secretwatch-trail-silent")],
  ["sns:Subscribe", "*"],
  ["secretsmanager:GetSecretValue", "*"],
];

test.each([
  [
    "Composer",
    [
      ["logs:FilterLogEvents", trailGroup],
      ["logs:FilterLogEvents", `${trailGroup}:*`],
      ["dynamodb:PutItem", table],
      ["dynamodb:UpdateItem", table],
      ["dynamodb:BatchWriteItem", table],
    ],
    [
      ["dynamodb:DeleteItem", table],
      ["dynamodb:Query", table],
      ["cloudwatch:DescribeAlarms", arn("cloudwatch", "alarm:*")],
    ],
  ],
  [
    "Digest",
    [
      ["logs:FilterLogEvents", `${trailGroup}:*`],
      ["dynamodb:Query", table],
      ["dynamodb:BatchGetItem", table],
      ["dynamodb:BatchWriteItem", table],
      ["dynamodb:DeleteItem", table],
      ["cloudwatch:DescribeAlarms", arn("cloudwatch", "alarm:*")],
    ],
    [["dynamodb:UpdateItem", table]],
  ],
] as const)("the role of the %s does this and nothing else", (id, allowed, refused) => {
  const policy = resourceOf(security, "aws_iam_role_policy", `AlarmMails_${id}_`).policy as string;
  const decided = ([action, resource]: readonly [string, string]) =>
    decide(policy, { principal: arn("iam", `role/secretwatch-alarm-${id.toLowerCase()}`), action, resource });

  expect(allowed.map(decided)).toEqual(allowed.map(() => "allowed"));
  expect([...refused, ...refusedToBoth].filter((each) => decided(each) !== "not allowed")).toEqual([]);
});

test("it publishes to topics with people, and not to those of chats, programs and the watch itself", () => {
  for (const id of ["Composer", "Digest"]) {
    const policy = JSON.parse(resourceOf(security, "aws_iam_role_policy", `AlarmMails_${id}_`).policy as string) as {
      Statement: { Action: unknown; Resource: readonly string[] }[];
    };
    const topics = policy.Statement.find(({ Action }) => Action === "sns:Publish")!.Resource;
    expect(topics.map((topic) => /aws_sns_topic\.(\w+(-\w+)*)_[0-9A-F]{8}\.arn/.exec(topic)?.[1])).toEqual([
      "AlertTopic",
      "Routes_security-chat_People",
      "Routes_siem_People",
    ]);
  }
});

test("the role that starts them is our rules' alone, and starts nothing else", () => {
  const role = resourceOf(security, "aws_iam_role", "AlarmMails_StartRole");
  const policy = resourceOf(security, "aws_iam_role_policy", "AlarmMails_StartRole").policy as string;
  const assume = (rule: string, source = account): AccessRequest => ({
    principal: "events.amazonaws.com",
    action: "sts:AssumeRole",
    context: { "aws:SourceAccount": source, "aws:SourceArn": rule },
  });
  const start = (name: string): AccessRequest => ({
    principal: "role",
    action: "states:StartExecution",
    resource: arn("states", `stateMachine:${name}`),
  });

  expect(decide(role.assume_role_policy as string, assume(arn("events", "rule/secretwatch-alarms")))).toBe("allowed");
  expect(decide(role.assume_role_policy as string, assume(arn("events", "rule/anothers")))).toBe("not allowed");
  expect(
    ["secretwatch-alarm-composer", "secretwatch-alarm-digest", "secretwatch-message-composer", "another"].map((name) =>
      decide(policy, start(name)),
    ),
  ).toEqual(["allowed", "allowed", "not allowed", "not allowed"]);
});

test("both encrypt for topics through SNS alone", () => {
  const key = resourceOf(security, "aws_kms_key", "AlertTopicKey").policy as string;
  const use = (role: string, through: string): AccessRequest => ({
    principal: `arn:aws:iam::${account}:role/${role}`,
    action: "kms:GenerateDataKey",
    context: {
      "aws:PrincipalArn": `arn:aws:iam::${account}:role/${role}`,
      "kms:ViaService": `${through}.eu-west-1.amazonaws.com`,
    },
  });

  for (const role of ["secretwatch-alarm-composer", "secretwatch-alarm-digest"]) {
    expect(decide(key, use(role, "sns"))).toBe("allowed");
    expect(decide(key, use(role, "sqs"))).toBe("not allowed");
  }
  expect(decide(key, use("secretwatch-roll", "sns"))).toBe("not allowed");
});

test("the definitions of a thousand accounts fit, with every detection", () => {
  const machines = Object.values(resourcesOf(securityStackOf(organizationOf(1000)), "aws_sfn_state_machine"));

  expect(machines.filter(({ definition }) => definitionBytes(definition as string) >= MAX_DEFINITION_BYTES)).toEqual(
    [],
  );
});

test("a setting says which alarms are mailed at once", () => {
  const deliveriesOf = (alarmsAtOnce: "low" | "critical") => {
    const stack = securityStackOf({ ...organization, alerts: { ...organization.alerts, alarmsAtOnce, routes: [] } });
    const { definition } = resourceOf(stack, "aws_sfn_state_machine", "AlarmMails_Composer_");
    return (JSON.parse(definition as string) as { States: Record<string, { Assign: { topics: string } }> }).States[
      "Whom it concerns"
    ]!.Assign.topics;
  };
  const topic = `["${arn("sns", "secretwatch-alerts")}"]`;

  expect(deliveriesOf("low")).toContain(`"low":{"at-once":${topic},"in-digest":[]}`);
  expect(deliveriesOf("critical")).toContain(`"high":{"at-once":[],"in-digest":${topic}}`);
});
