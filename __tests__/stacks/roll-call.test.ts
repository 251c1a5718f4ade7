import { recordOf } from "../../detections/catalogue/api-call";
import { evaluate } from "../../patterns/evaluate";
import { forwardedReads } from "../../reads/kinds";
import { lastSignsOfLife } from "../../detections/catalogue/investigation-queries";
import { rollCallDefinition } from "../../messages/roll-call/definition";
import { rollCallFacts } from "../../stacks/parts/roll-call";
import { decide, type AccessRequest } from "../support/policy-decision";
import { organizationOf, securityStackOf } from "../support/security-stack";
import { exampleOrganization, resourceOf } from "../support/synthesized";
import { definitionBytes, MAX_DEFINITION_BYTES } from "../support/definition-size";

const organization = exampleOrganization();
const { names } = organization;
const security = securityStackOf(organization);
const watching = securityStackOf({ ...organization, security: { ...organization.security, mode: "quiet" } });
const securityId = "222222222222";
const rollCallRole = `arn:aws:iam::${securityId}:role/secretwatch-roll-call`;

type Decision = ReturnType<typeof decide>;

test("every account of the file is expected in its regions, the central ones and quiet ones, too", () => {
  const { accounts, regions } = rollCallFacts({
    ...organization,
    members: organization.members.map((member, index) => ({
      ...member,
      mode: "quiet",
      regions: index === 0 ? ["eu-west-1"] : member.regions,
    })),
  });

  expect(accounts).toHaveLength(2 + organization.members.length);
  expect(accounts[0]).toEqual({ id: "111111111111", name: organization.management.name, regions });
  expect(accounts.find(({ id }) => id === organization.members[0]!.id)!.regions).toEqual(["eu-west-1"]);
});

test("in China and GovCloud, where no event leaves its region, each is expected in the home region", () => {
  const { accounts, regions } = rollCallFacts({ ...organization, partition: "aws-us-gov" });

  expect(regions).toEqual(["eu-west-1"]);
  expect(new Set(accounts.flatMap((account) => account.regions))).toEqual(new Set(["eu-west-1"]));
});

test("its definition is that of the facts", () => {
  const { definition, type } = resourceOf(security, "aws_sfn_state_machine", "RollCall_");

  expect(type).toBe("EXPRESS");
  expect((definition as string).replaceAll("$${", "${")).toBe(rollCallDefinition(rollCallFacts(organization)));
});

test("thousands of accounts fit it", () => {
  expect(definitionBytes(rollCallDefinition(rollCallFacts(organizationOf(5000))))).toBeLessThan(MAX_DEFINITION_BYTES);
});

test("a schedule starts it as often as signs of life come, and what can't be started is kept", () => {
  expect(resourceOf(security, "aws_cloudwatch_event_rule", "RollCall_")).toMatchObject({
    name: "secretwatch-roll-call",
    schedule_expression: "rate(60 minutes)",
    // A schedule is refused in any other state that is on, and on any other bus.
    state: "ENABLED",
  });
  expect(resourceOf(security, "aws_cloudwatch_event_rule", "RollCall_")).not.toHaveProperty("event_bus_name");
  expect(resourceOf(security, "aws_cloudwatch_event_target", "RollCall_")).toMatchObject({
    arn: expect.stringMatching(/^\$\{aws_sfn_state_machine\.RollCall_\w+\.arn\}$/) as string,
    role_arn: expect.stringMatching(/^\$\{aws_iam_role\.RollCall_StartRole_\w+\.arn\}$/) as string,
    dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\.Undelivered_\w+\.arn\}$/) as string },
    depends_on: [
      expect.stringMatching(/^aws_sqs_queue_policy\.Undelivered_/),
      expect.stringMatching(/^aws_iam_role_policy\.RollCall_StartRole_/),
    ],
  });
});

describe("the schedule's role", () => {
  const rule = (name: string, account = securityId): AccessRequest => ({
    principal: "events.amazonaws.com",
    action: "sts:AssumeRole",
    context: { "aws:SourceAccount": account, "aws:SourceArn": `arn:aws:events:eu-west-1:${account}:rule/${name}` },
  });

  test.each<readonly [Decision, AccessRequest]>([
    ["allowed", rule("secretwatch-roll-call")],
    ["not allowed", rule("secretwatch-sign-of-life")],
    ["not allowed", rule("secretwatch-roll-call", "999999999999")],
    ["not allowed", { ...rule("secretwatch-roll-call"), principal: "scheduler.amazonaws.com" }],
  ])("%s: %j", (decision, request) => {
    const { assume_role_policy: trust } = resourceOf(security, "aws_iam_role", "RollCall_StartRole_");

    expect(decide(trust as string, request)).toBe(decision);
  });

  test.each([
    ["allowed", "states:StartExecution", "secretwatch-roll-call"],
    ["not allowed", "states:StartExecution", "secretwatch-message-composer"],
    ["not allowed", "states:StopExecution", "secretwatch-roll-call"],
    ["not allowed", "states:UpdateStateMachine", "secretwatch-roll-call"],
  ])("%s: %s of %s", (decision, action, machine) => {
    const { policy } = resourceOf(security, "aws_iam_role_policy", "RollCall_StartRole_");
    const resource = `arn:aws:states:eu-west-1:${securityId}:stateMachine:${machine}`;

    expect(decide(policy as string, { principal: "role", action, resource })).toBe(decision);
  });
});

describe("the role of the roll call", () => {
  const logs = (group: string) => `arn:aws:logs:eu-west-1:${securityId}:log-group:/aws/events/secretwatch-${group}`;
  const secret = (name: string, account = securityId) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`;
  const table = (name: string) => `arn:aws:dynamodb:eu-west-1:${securityId}:table/${name}`;
  const { policy } = resourceOf(security, "aws_iam_role_policy", "RollCall_StateMachine_");

  test.each<readonly [Decision, string, string]>([
    ["allowed", "logs:StartQuery", `${logs("heartbeats")}:*`],
    ["allowed", "logs:StartQuery", logs("heartbeats")],
    ["allowed", "logs:GetQueryResults", "*"],
    ["not allowed", "logs:StartQuery", `${logs("unexpected-reads")}:*`],
    ["not allowed", "logs:FilterLogEvents", `${logs("heartbeats")}:*`],
    ["not allowed", "logs:DeleteLogGroup", logs("heartbeats")],
    ["allowed", "secretsmanager:GetSecretValue", secret("secretwatch-canary-1772366400")],
    ["not allowed", "secretsmanager:GetSecretValue", secret("prod/payments/database-AbCdEf")],
    ["not allowed", "secretsmanager:GetSecretValue", secret("secretwatch-canary-1", "333333333333")],
    ["not allowed", "secretsmanager:CreateSecret", secret("secretwatch-canary-1")],
    ["not allowed", "secretsmanager:DescribeSecret", secret("secretwatch-canary-1")],
    ["allowed", "dynamodb:GetItem", table("secretwatch-memory")],
    ["allowed", "dynamodb:UpdateItem", table("secretwatch-memory")],
    ["not allowed", "dynamodb:UpdateItem", table("others")],
    ["not allowed", "dynamodb:DeleteItem", table("secretwatch-memory")],
    ["not allowed", "dynamodb:Scan", table("secretwatch-memory")],
    ["not allowed", "sns:Publish", `arn:aws:sns:eu-west-1:${securityId}:secretwatch-alerts`],
    ["not allowed", "states:StartExecution", names.messages.composerArn],
  ])("%s: %s of %s", (decision, action, resource) => {
    expect(decide(policy as string, { principal: rollCallRole, action, resource })).toBe(decision);
  });

  test("publishes to the topic of the watch alone, under a key that lets it through SNS only", () => {
    const { Statement: statements } = JSON.parse(policy as string) as {
      Statement: { Sid: string; Resource: string }[];
    };
    expect(statements.find(({ Sid }) => Sid === "TheseTopicsOnly")!.Resource).toMatch(
      /^\$\{aws_sns_topic\.HealthTopic_\w+\.arn\}$/,
    );

    const { policy: ofKey } = resourceOf(security, "aws_kms_key", "AlertTopicKey_");
    const use = (role: string, service: string): AccessRequest => ({
      principal: role,
      action: "kms:GenerateDataKey",
      context: { "aws:PrincipalArn": role, "kms:ViaService": `${service}.eu-west-1.amazonaws.com` },
    });
    expect(decide(ofKey as string, use(rollCallRole, "sns"))).toBe("allowed");
    expect(decide(ofKey as string, use(rollCallRole, "sqs"))).toBe("not allowed");
    expect(decide(ofKey as string, use(`arn:aws:iam::${securityId}:role/admin`, "sns"))).toBe("not allowed");
  });

  test("where the security account is quiet, asks the log group and does nothing else", () => {
    const { policy: asking } = resourceOf(watching, "aws_iam_role_policy", "RollCall_StateMachine_");
    const { Statement: statements } = JSON.parse(asking as string) as { Statement: { Action: string }[] };

    expect(statements.map(({ Action }) => Action)).toEqual(["logs:StartQuery", "logs:GetQueryResults"]);
  });
});

test("the canary is an unexpected attempt, whether the secret is not there or the role is refused", () => {
  for (const errorCode of ["ResourceNotFoundException", "AccessDenied"]) {
    const record = recordOf("secretsmanager", "GetSecretValue", {
      errorCode,
      requestParameters: { secretId: `${names.health.canarySecretPrefix}1772366400` },
      userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { arn: rollCallRole } } },
    });

    expect(
      forwardedReads(organization.decoyNames)
        .filter(({ condition }) => evaluate(condition, record))
        .map(({ id }) => id),
    ).toEqual(["unexpected-secret-read-refused"]);
  }
});

test("the canary sets off no detection of the trail", () => {
  const record = recordOf("secretsmanager", "GetSecretValue", {
    errorCode: "ResourceNotFoundException",
    recipientAccountId: securityId,
    awsRegion: "eu-west-1",
    requestParameters: { secretId: `${names.health.canarySecretPrefix}1772366400` },
    userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { arn: rollCallRole } } },
  });

  expect(organization.detections.filter(({ condition }) => evaluate(condition, record)).map(({ id }) => id)).toEqual(
    [],
  );
});

test("people on call can ask the same of the same log group", () => {
  const { query_string: query, log_group_names: groups } = resourceOf(
    security,
    "aws_cloudwatch_query_definition",
    "RollCall_",
  );

  expect(query).toBe(lastSignsOfLife.query);
  expect(groups).toEqual([expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.Heartbeats_\w+\.name\}$/)]);
});
