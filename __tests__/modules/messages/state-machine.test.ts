import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { TerraformOutput, Token } from "cdktf";

import { policyDocument, type PolicyStatement } from "../../../modules/access/policy-document";
import {
  describingAlarms,
  executionFailures,
  publishing,
  readingAnswers,
  readingSecrets,
  remembering,
  searching,
  StateMachine,
} from "../../../modules/messages/state-machine";
import { memberAccount, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { type AccessRequest, decide } from "../../support/policy-decision";
import { addressesOf, onlyOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const machine = (name: string) => `arn:aws:states:eu-west-1:${securityAccount}:stateMachine:${name}`;
const statements: readonly PolicyStatement[] = [
  { Sid: "A", Effect: "Allow", Action: "sns:Publish", Resource: "topic" },
  { Sid: "B", Effect: "Allow", Action: "kms:Decrypt", Resource: "key" },
];
const made = (definition = '{"Comment":"${path.cwd}"}') =>
  synthesizedModule((scope) => {
    const { stateMachineArn } = new StateMachine(scope, "Composer", {
      name: "composer",
      description: "Searches and publishes",
      definition,
      stateMachineArn: machine("composer"),
      accountId: securityAccount,
      statements,
    });
    new TerraformOutput(scope, "Arn", { value: stateMachineArn });
  });

test("an express state machine has the definition as it is, and is made after the policy of its role", () => {
  const text = made();

  expect(addressesOf(text, "Composer")).toEqual([
    "aws_iam_role.Composer_Role",
    "aws_iam_role_policy.Composer_Policy",
    "aws_sfn_state_machine.Composer",
  ]);
  // Without logging_configuration: the role may not write logs.
  expect(onlyOf(text, SfnStateMachine)).toEqual({
    name: "composer",
    type: "EXPRESS",
    role_arn: "${aws_iam_role.Composer_Role.arn}",
    definition: '{"Comment":"$${path.cwd}"}',
    depends_on: ["aws_iam_role_policy.Composer_Policy"],
  });
  expect(JSON.parse(text)).toMatchObject({ output: { Arn: { value: "${aws_sfn_state_machine.Composer.arn}" } } });
});

test("a reference in the definition, which would be escaped, is refused", () => {
  const definition = `{"Comment":"${Token.asString({ ref: "topic" })}"}`;

  expect(() => made(definition)).toThrow(
    "The definition of composer refers to resources; write ARNs computed from names into it.",
  );
});

test("the role does these things and no others", () => {
  const text = made();

  expect(text).toHaveResourceWithProperties(IamRole, { name: "composer", description: "Searches and publishes" });
  expect(text).toHaveResourceWithProperties(IamRolePolicy, {
    name: "what-it-does",
    role: "${aws_iam_role.Composer_Role.name}",
    policy: policyDocument(statements),
  });
});

const context = { "aws:SourceAccount": securityAccount, "aws:SourceArn": machine("composer") };

test.each([
  ["allowed", "this state machine", {}],
  ["not allowed", "another one", { context: { ...context, "aws:SourceArn": machine("other") } }],
  ["not allowed", "another account's", { context: { ...context, "aws:SourceAccount": memberAccount } }],
  ["not allowed", "another service", { principal: "lambda.amazonaws.com" }],
  ["not allowed", "a session with tags", { action: "sts:TagSession" }],
])("%s to take the role: %s", (decision, _who, other) => {
  const trust = policyOf(made(), IamRole, "assume_role_policy");

  expect(decide(trust, { principal: "states.amazonaws.com", action: "sts:AssumeRole", context, ...other })).toBe(
    decision,
  );
  expect(sidsOf(trust)).toEqual(["StateMachineAssumes"]);
});

test("an execution that fails, takes too long or is not begun counts as a failure, in periods of five minutes", () => {
  const dimensions = { StateMachineArn: "arn" };

  expect(executionFailures("arn")).toEqual({
    label: "Failures",
    metricNamespace: "AWS/States",
    metrics: ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"].map((metricName) => ({
      metricName,
      dimensions,
    })),
    period: 300,
  });
});

describe("what a role may be given", () => {
  const dynamoDb = "dynamodb.eu-west-1.amazonaws.com";
  const through = { "kms:ViaService": dynamoDb };
  const publish = publishing(["topic-a", "topic-b"], "key");
  const remember = remembering(["dynamodb:GetItem", "dynamodb:PutItem"], "table", "key", dynamoDb);
  const secrets = [readingSecrets("arn:secret:watch/*")];
  const alarms = [describingAlarms("arn:alarm:*")];
  const search = [searching(["logs:FilterLogEvents", "logs:StartQuery"], "arn:group")];

  test.each<[string, readonly PolicyStatement[], Omit<AccessRequest, "principal">]>([
    ["allowed", publish, { action: "sns:Publish", resource: "topic-a" }],
    ["allowed", publish, { action: "sns:Publish", resource: "topic-b" }],
    ["not allowed", publish, { action: "sns:Publish", resource: "topic-c" }],
    ["not allowed", publish, { action: "sns:Subscribe", resource: "topic-a" }],
    ["allowed", publish, { action: "kms:Decrypt", resource: "key" }],
    ["allowed", publish, { action: "kms:GenerateDataKey", resource: "key" }],
    ["not allowed", publish, { action: "kms:Encrypt", resource: "key" }],
    ["not allowed", publish, { action: "kms:Decrypt", resource: "other" }],
    ["allowed", remember, { action: "dynamodb:GetItem", resource: "table" }],
    ["allowed", remember, { action: "dynamodb:PutItem", resource: "table" }],
    ["not allowed", remember, { action: "dynamodb:DeleteItem", resource: "table" }],
    ["not allowed", remember, { action: "dynamodb:GetItem", resource: "other" }],
    ...["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "ReEncryptFrom"].flatMap(
      (call): [string, readonly PolicyStatement[], Omit<AccessRequest, "principal">][] => [
        ["allowed", remember, { action: `kms:${call}`, resource: "key", context: through }],
        ["not allowed", remember, { action: `kms:${call}`, resource: "key", context: {} }],
        ["not allowed", remember, { action: `kms:${call}`, resource: "other", context: through }],
      ],
    ),
    ["not allowed", remember, { action: "kms:CreateGrant", resource: "key", context: through }],
    ["allowed", secrets, { action: "secretsmanager:GetSecretValue", resource: "arn:secret:watch/hook-AbCdEf" }],
    ["not allowed", secrets, { action: "secretsmanager:GetSecretValue", resource: "arn:secret:payments/db" }],
    ["not allowed", secrets, { action: "secretsmanager:PutSecretValue", resource: "arn:secret:watch/hook-AbCdEf" }],
    ["allowed", [readingAnswers], { action: "logs:GetQueryResults" }],
    ["not allowed", [readingAnswers], { action: "logs:StartQuery" }],
    ["allowed", alarms, { action: "cloudwatch:DescribeAlarms", resource: "arn:alarm:any" }],
    ["not allowed", alarms, { action: "cloudwatch:DescribeAlarms", resource: "arn:other:any" }],
    ["not allowed", alarms, { action: "cloudwatch:DisableAlarmActions", resource: "arn:alarm:any" }],
    ["allowed", search, { action: "logs:FilterLogEvents", resource: "arn:group" }],
    ["allowed", search, { action: "logs:StartQuery", resource: "arn:group:*" }],
    ["allowed", search, { action: "logs:FilterLogEvents", resource: "arn:group:log-stream:any" }],
    ["not allowed", search, { action: "logs:FilterLogEvents", resource: "arn:group-and-others:*" }],
    ["not allowed", search, { action: "logs:GetLogEvents", resource: "arn:group:log-stream:any" }],
    ["not allowed", search, { action: "logs:DeleteLogGroup", resource: "arn:group:*" }],
  ])("%s by %j: %j", (decision, given, request) => {
    expect(decide(policyDocument(given), { principal: "the role", ...request })).toBe(decision);
  });

  test("each is said of a resource, under a name of its own", () => {
    const all = [...publish, ...remember, ...secrets, readingAnswers, ...alarms, ...search];

    expect(all.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ["TheseTopicsOnly", ["topic-a", "topic-b"]],
      ["EncryptForTopics", "key"],
      ["ThisTableOnly", "table"],
      ["DecryptTheTable", "key"],
      ["TheseSecretsOnly", "arn:secret:watch/*"],
      ["AnswersOfQueries", "*"],
      ["DescribeAlarms", "arn:alarm:*"],
      ["SearchThisGroupOnly", ["arn:group", "arn:group:*"]],
    ]);
  });

  test("whoever publishes to no topic needs no key", () => {
    expect(publishing([], "key")).toEqual([]);
  });
});
