import { resourceTypes } from "../../resources/resource-types";
import { deployRole } from "../support/deploy-role";
import { decide, type AccessRequest } from "../support/policy-decision";

const { policy, trust, boundaryArn } = deployRole({
  ExistingLogGroupName: "/org/trail",
  TrustedPrincipalArn: "arn:aws:iam::222222222222:role/pipeline",
});

const may = (action: string, resource = "*", context: AccessRequest["context"] = {}) =>
  decide(policy, { principal: "the deploy role", action, resource, context });
const bound = { "iam:PermissionsBoundary": boundaryArn };

test("it makes and changes the table of its own name, and neither reads nor writes what is in it", () => {
  const table = (name: string) => `arn:aws:dynamodb:eu-west-1:333333333333:table/${name}`;

  expect(may("dynamodb:CreateTable", table("secretwatch-memory"))).toBe("allowed");
  expect(may("dynamodb:DescribeTimeToLive", table("secretwatch-memory"))).toBe("allowed");
  expect(may("dynamodb:DeleteTable", table("orders"))).toBe("not allowed");
  expect(may("dynamodb:PutItem", table("secretwatch-memory"))).toBe("not allowed");
  expect(may("dynamodb:Query", table("secretwatch-memory"))).toBe("not allowed");
});

test("it makes the table of the archive and what it is searched with, and asks nothing of it", () => {
  const glue = (name: string) => `arn:aws:glue:eu-west-1:333333333333:${name}`;
  const workgroup = (name: string) => `arn:aws:athena:eu-west-1:333333333333:workgroup/${name}`;
  const { policies } = deployRole({ NamePrefix: "acorn-watch" });
  const ofAnother = JSON.stringify(policies);

  expect(may("glue:CreateTable", glue("table/secretwatch_archive/cloudtrail"))).toBe("allowed");
  expect(may("glue:DeleteTable", glue("table/sales/orders"))).toBe("not allowed");
  expect(may("athena:UpdateWorkGroup", workgroup("secretwatch-archive"))).toBe("allowed");
  expect(may("athena:DeleteWorkGroup", workgroup("primary"))).toBe("not allowed");
  expect(may("athena:StartQueryExecution", workgroup("secretwatch-archive"))).toBe("not allowed");
  expect(may("s3:CreateBucket", "arn:aws:s3:::secretwatch-athena-333333333333-eu-west-1")).toBe("allowed");
  expect(may("s3:GetObject", "arn:aws:s3:::secretwatch-athena-333333333333-eu-west-1/x.csv")).toBe("not allowed");
  expect(ofAnother).toContain(":database/acorn_watch_archive");
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

  expect(may("iam:PutRolePolicy", delivery, bound)).toBe("allowed");
  expect(may("iam:PutRolePolicy", "arn:aws:iam::333333333333:role/SecretwatchDeploy", bound)).toBe("not allowed");
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
  const assume = (principal: string) => decide(trust, { principal, action: "sts:AssumeRole" });

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
  expect(may("iam:PutRolePolicy", role("secretwatch-forwarding"), bound)).toBe("allowed");
  expect(may("iam:PutRolePolicy", role("SecretwatchDeploy"), bound)).toBe("not allowed");
  expect(may("iam:AttachRolePolicy", role("secretwatch-forwarding"), bound)).toBe("not allowed");
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

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
test("it changes who may put events on a bus, whether AWS asks that of a bus or of none", () => {
  const bus = "arn:aws:events:eu-west-1:333333333333:event-bus/secretwatch-unexpected-reads";

  for (const action of ["events:PutPermission", "events:RemovePermission"]) {
    expect(may(action, bus)).toBe("allowed");
    expect(may(action)).toBe("allowed");
  }
});

/** Characters of a managed policy, white space aside, and how many a role has at most, unless the quota is raised. */
const quotas = { characters: 6_144, policies: 10 };
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
test("its policies fit a role with names at their longest, and leave room for 20 more types of resources", () => {
  const longest = deployRole({
    "AWS::Partition": "aws-us-gov",
    NamePrefix: "p".repeat(32),
    RoleName: "r".repeat(64),
    TrailName: "t".repeat(128),
    ExistingLogGroupName: "l".repeat(512),
    BucketName: "b".repeat(63),
    DecoyName: "d".repeat(512),
    SecondDecoyName: "d".repeat(512),
    ThirdDecoyName: "d".repeat(512),
  });
  const sizes = Object.values(longest.policies).map(
    (statements) => JSON.stringify({ Version: "2012-10-17", Statement: statements }).length,
  );
  const used = sizes.reduce((sum, each) => sum + each, 0);
  const perType = used / Object.keys(resourceTypes).length;

  expect(Math.max(...sizes, longest.boundary.length)).toBeLessThanOrEqual(quotas.characters);
  expect(sizes.length).toBeLessThan(quotas.policies);
  expect(sizes.length * quotas.characters - used).toBeGreaterThan(20 * perType);
});
