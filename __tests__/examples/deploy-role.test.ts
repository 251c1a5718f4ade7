import { readFileSync } from "node:fs";
import path from "node:path";

import { parse, type ScalarTag } from "yaml";

import { policyDocument, type PolicyStatement } from "../../modules/access/policy-document";
import { decide, type AccessRequest } from "../support/policy-decision";
import { root } from "../support/synthesized";

const variables: Readonly<Record<string, string>> = {
  "AWS::Partition": "aws",
  "AWS::AccountId": "333333333333",
  "AWS::URLSuffix": "amazonaws.com",
  NamePrefix: "secretwatch",
  TrailName: "secretwatch-organization",
  ExistingLogGroupName: "/org/trail",
  BucketName: "secretwatch-trail-*",
  DecoyName: "prod/backup/root-database",
  SecondDecoyName: "no-decoys",
  ThirdDecoyName: "no-decoys",
  TrustedPrincipalArn: "arn:aws:iam::222222222222:role/pipeline",
};
const substitute = (text: string) => text.replace(/\$\{([\w:]+)\}/g, (_, name: string) => variables[name]!);
const tags: ScalarTag[] = [
  { tag: "!Sub", resolve: substitute },
  { tag: "!Ref", resolve: (name) => variables[name] ?? name },
  { tag: "!GetAtt", resolve: (name) => name },
];
const template = parse(readFileSync(path.join(root, "examples/deploy-role/template.yaml"), "utf8"), {
  customTags: tags,
}) as {
  Resources: {
    Role: {
      Properties: {
        AssumeRolePolicyDocument: { Statement: PolicyStatement[] };
        Policies: { PolicyDocument: { Statement: PolicyStatement[] } }[];
      };
    };
  };
};
const { AssumeRolePolicyDocument: trust, Policies: policies } = template.Resources.Role.Properties;
const policy = policyDocument(policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement));

const may = (action: string, resource = "*", context: AccessRequest["context"] = {}) =>
  decide(policy, { principal: "the deploy role", action, resource, context });
const secret = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/payments/database-AbCdEf";
const key = "arn:aws:kms:eu-west-1:333333333333:key/0123";

test("the deploy role manages secrets and is denied their values", () => {
  expect(may("secretsmanager:CreateSecret", secret)).toBe("allowed");
  expect(may("secretsmanager:ListSecretVersionIds", secret)).toBe("allowed");
  expect(may("secretsmanager:GetSecretValue", secret)).toBe("denied");
  expect(may("secretsmanager:BatchGetSecretValue")).toBe("denied");
  expect(may("secretsmanager:PutSecretValue", secret)).toBe("not allowed");
  expect(may("secretsmanager:PutSecretValue", secret.replace("payments/database", "backup/root-database"))).toBe(
    "allowed",
  );
  expect(may("ssm:GetParameter")).toBe("not allowed");
});

test("it uses keys through services only, which try a key when a secret or a table is made", () => {
  const via = (service: string) => ({ "kms:ViaService": `${service}.eu-west-1.amazonaws.com` });

  expect(may("kms:Decrypt", key, via("secretsmanager"))).toBe("allowed");
  expect(may("kms:Decrypt", key, via("dynamodb"))).toBe("allowed");
  expect(may("kms:Decrypt", key, via("s3"))).toBe("not allowed");
  expect(may("kms:Decrypt", key)).toBe("not allowed");
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
test("it grants the use of keys to DynamoDB alone, which asks for that when a table is made", () => {
  const via = (service: string) => ({ "kms:ViaService": `${service}.eu-west-1.amazonaws.com` });

  expect(may("kms:CreateGrant", key, via("dynamodb"))).toBe("allowed");
  expect(may("kms:CreateGrant", key, via("secretsmanager"))).toBe("not allowed");
  expect(may("kms:CreateGrant", key)).toBe("not allowed");
});

test("it makes and changes the table of its own name, and neither reads nor writes what is in it", () => {
  const table = (name: string) => `arn:aws:dynamodb:eu-west-1:333333333333:table/${name}`;

  expect(may("dynamodb:CreateTable", table("secretwatch-memory"))).toBe("allowed");
  expect(may("dynamodb:DescribeTimeToLive", table("secretwatch-memory"))).toBe("allowed");
  expect(may("dynamodb:DeleteTable", table("orders"))).toBe("not allowed");
  expect(may("dynamodb:PutItem", table("secretwatch-memory"))).toBe("not allowed");
  expect(may("dynamodb:Query", table("secretwatch-memory"))).toBe("not allowed");
});

test("it touches its own log group, alarms, topic, trail and role, and no others", () => {
  const logs = "arn:aws:logs:eu-west-1:333333333333:log-group:";
  const alarm = "arn:aws:cloudwatch:eu-west-1:333333333333:alarm:";
  const trail = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/";

  expect(may("logs:PutMetricFilter", `${logs}/secretwatch/organization-trail`)).toBe("allowed");
  expect(may("logs:DeleteLogGroup", `${logs}/another`)).toBe("not allowed");
  expect(may("logs:GetLogEvents", `${logs}/secretwatch/organization-trail`)).toBe("not allowed");
  expect(may("cloudwatch:PutMetricAlarm", `${alarm}secretwatch-secret-read`)).toBe("allowed");
  expect(may("cloudwatch:DeleteAlarms", `${alarm}billing`)).toBe("not allowed");
  expect(may("cloudtrail:CreateTrail", `${trail}secretwatch-organization`)).toBe("allowed");
  expect(may("cloudtrail:StopLogging", `${trail}aws-controltower-BaselineCloudTrail`)).toBe("not allowed");
  expect(may("s3:PutBucketPolicy", "arn:aws:s3:::secretwatch-trail-333333333333-eu-west-1")).toBe("allowed");
  expect(may("s3:GetObject", "arn:aws:s3:::secretwatch-trail-333333333333-eu-west-1/AWSLogs/x")).toBe("not allowed");
});

test("it puts metric filters on the log group of an existing trail, and does nothing else to it", () => {
  const group = "arn:aws:logs:cn-north-1:333333333333:log-group:/org/trail";

  expect(may("logs:PutMetricFilter", group)).toBe("allowed");
  expect(may("logs:DeleteMetricFilter", `${group}:*`)).toBe("allowed");
  expect(may("logs:PutMetricFilter", `${group}-of-others`)).toBe("not allowed");
  expect(may("logs:DeleteLogGroup", group)).toBe("not allowed");
  expect(may("logs:PutRetentionPolicy", group)).toBe("not allowed");
});

test("it manages its own centralization rule alone, and looks whether the service's role is there", () => {
  const rule = (name: string) =>
    `arn:aws:observabilityadmin:eu-west-1:333333333333:organization-centralization-rule/${name}`;

  expect(
    may("observabilityadmin:CreateCentralizationRuleForOrganization", rule("secretwatch-trail-centralization")),
  ).toBe("allowed");
  expect(may("observabilityadmin:DeleteCentralizationRuleForOrganization", rule("another"))).toBe("not allowed");
  expect(may("iam:ListRoles")).toBe("allowed");
});

test("it makes no role but the delivery role, and passes that to CloudTrail alone", () => {
  const delivery = "arn:aws:iam::333333333333:role/secretwatch-trail-delivery";

  expect(may("iam:PutRolePolicy", delivery)).toBe("allowed");
  expect(may("iam:PutRolePolicy", "arn:aws:iam::333333333333:role/SecretwatchDeploy")).toBe("not allowed");
  expect(may("iam:PassRole", delivery, { "iam:PassedToService": "cloudtrail.amazonaws.com" })).toBe("allowed");
  expect(may("iam:PassRole", delivery, { "iam:PassedToService": "lambda.amazonaws.com" })).toBe("not allowed");
});

test("it makes and attaches guardrails, and leaves other types of policies and those of AWS alone", () => {
  const ours = "arn:aws:organizations::333333333333:policy/o-exampleorgid/service_control_policy/p-0123";
  const unit = "arn:aws:organizations::333333333333:ou/o-exampleorgid/ou-exam-sandbox1";

  expect(may("organizations:CreatePolicy", "*", { "organizations:PolicyType": "SERVICE_CONTROL_POLICY" })).toBe(
    "allowed",
  );
  expect(may("organizations:CreatePolicy", "*", { "organizations:PolicyType": "BACKUP_POLICY" })).toBe("not allowed");
  expect(may("organizations:UpdatePolicy", ours)).toBe("allowed");
  expect(may("organizations:AttachPolicy", unit)).toBe("allowed");
  expect(
    may("organizations:DetachPolicy", "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"),
  ).toBe("not allowed");
  expect(may("organizations:DisablePolicyType")).toBe("not allowed");
  expect(may("organizations:LeaveOrganization")).toBe("not allowed");
});

test("it is assumed by the trusted principal alone", () => {
  const assume = (principal: string) =>
    decide(policyDocument(trust.Statement), { principal, action: "sts:AssumeRole" });

  expect(assume("arn:aws:iam::222222222222:role/pipeline")).toBe("allowed");
  expect(assume("arn:aws:iam::222222222222:role/another")).toBe("not allowed");
  expect(assume("arn:aws:iam::333333333333:role/pipeline")).toBe("not allowed");
});

test("it touches rules, queues, the state machine and roles of its own name, and no others", () => {
  const rule = (name: string) => `arn:aws:events:eu-central-1:333333333333:rule/${name}`;
  const role = (name: string) => `arn:aws:iam::333333333333:role/${name}`;
  const passed = (service: string) => ({ "iam:PassedToService": service });

  expect(may("events:PutRule", rule("secretwatch-unexpected-reads"))).toBe("allowed");
  expect(may("events:PutTargets", rule("billing"))).toBe("not allowed");
  expect(may("events:PutEvents", "arn:aws:events:eu-west-1:333333333333:event-bus/secretwatch-x")).toBe("not allowed");
  expect(may("sqs:SetQueueAttributes", "arn:aws:sqs:eu-west-1:333333333333:secretwatch-undelivered")).toBe("allowed");
  expect(may("sqs:ReceiveMessage", "arn:aws:sqs:eu-west-1:333333333333:secretwatch-undelivered")).toBe("not allowed");
  expect(may("states:UpdateStateMachine", "arn:aws:states:eu-west-1:333333333333:stateMachine:payments")).toBe(
    "not allowed",
  );
  expect(may("states:ValidateStateMachineDefinition", "arn:aws:states:eu-west-1:333333333333:stateMachine:*")).toBe(
    "allowed",
  );
  expect(may("iam:PutRolePolicy", role("secretwatch-forwarding"))).toBe("allowed");
  expect(may("iam:PutRolePolicy", role("SecretwatchDeploy"))).toBe("not allowed");
  expect(may("iam:AttachRolePolicy", role("secretwatch-forwarding"))).toBe("not allowed");
  expect(may("iam:PassRole", role("secretwatch-forwarding"), passed("events.amazonaws.com"))).toBe("allowed");
  expect(may("iam:PassRole", role("secretwatch-forwarding"), passed("ec2.amazonaws.com"))).toBe("not allowed");
});

test("it makes the service-linked roles of the trail and of chats, and no others", () => {
  const make = (service: string) =>
    may(
      "iam:CreateServiceLinkedRole",
      `arn:aws:iam::333333333333:role/aws-service-role/${service}/AWSServiceRoleForX`,
      {
        "iam:AWSServiceName": service,
      },
    );

  expect(make("cloudtrail.amazonaws.com")).toBe("allowed");
  expect(make("management.chatbot.amazonaws.com")).toBe("allowed");
  expect(make("chatbot.amazonaws.com")).toBe("not allowed");
  expect(make("ecs.amazonaws.com")).toBe("not allowed");
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
test("its policy fits a role", () => {
  expect(policy.length).toBeLessThan(10_240);
});
