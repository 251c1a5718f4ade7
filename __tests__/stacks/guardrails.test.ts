import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import type { Organization } from "../../organization/organization";
import { harmfulCalls, type HarmfulCalls } from "../../harm/harmful-calls";
import { MAX_POLICY_LENGTH, policyParts } from "../../modules/access/policy-parts";
import { guardrailQueries } from "../../stacks/parts/guardrail-queries";
import { broken } from "../config/checks/problems-of";
import { decide, type AccessRequest } from "../support/policy-decision";
import { exampleOrganization, resourcesOf, synthesize } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

/** Who is refused and who is not, asked of the policies as Terraform gets them. */
const off = exampleOrganization();
const on: Organization = {
  ...off,
  guardrails: {
    protectWatch: { organizationalUnits: ["sandbox", "platform"], securityAccount: true },
    denyReadsFromOutside: { organizationalUnits: ["sandbox"] },
  },
};
const { management } = synthesize(on);

const security = "222222222222";
const payments = "333333333333";
const regional = (service: string, account: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:${account}:${resource}`;
const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

/** All parts of a policy, as one to decide by. */
function policyOf(organization: Organization, stack: typeof management, name: string): string {
  const parts = Object.values(resourcesOf(stack, "aws_organizations_policy"))
    .filter((policy) => (policy.name as string).startsWith(`${organization.names.policyName(name)}-`))
    .map(({ content }) => JSON.parse(content as string) as { Statement: unknown[] });
  if (parts.length === 0) throw new Error(`There is no policy ${name}.`);
  return JSON.stringify({ Statement: parts.flatMap(({ Statement }) => Statement) });
}

/** A request that the account's own policies allow: what is left is whether a guardrail refuses it. */
function ask(policy: string) {
  return (principal: string, action: string, resource: string, context: AccessRequest["context"] = {}) =>
    decide(policy, { principal, action, resource, context: { "aws:PrincipalArn": principal, ...context } }) === "denied"
      ? "refused"
      : "let through";
}

const members = ask(policyOf(on, management, "members"));
const central = ask(policyOf(on, management, "central"));
const ourKey = { "kms:ResourceAliases": ["alias/another", "alias/secretwatch-secrets"] };
const taggedKey = { "aws:ResourceTag/managed-by": "secretwatch" };
const ourSecret = { "aws:ResourceTag/managed-by": "secretwatch" };

type Ask = readonly [action: string, resource: string, context?: AccessRequest["context"]];

const inMembers: readonly Ask[] = [
  ["events:DisableRule", regional("events", payments, "rule/secretwatch-unexpected-reads")],
  ["events:PutTargets", regional("events", payments, "rule/secretwatch-unexpected-reads")],
  ["sqs:PurgeQueue", regional("sqs", payments, "secretwatch-undelivered")],
  ["cloudwatch:DeleteAlarms", regional("cloudwatch", payments, "alarm:secretwatch-reads-undelivered")],
  ["iam:PutRolePolicy", role(payments, "secretwatch-forwarding")],
  ["kms:ScheduleKeyDeletion", regional("kms", payments, "key/0123"), ourKey],
  // Known by its tag, whether or not the service says its aliases.
  ["kms:ScheduleKeyDeletion", regional("kms", payments, "key/0123"), taggedKey],
  ["kms:PutKeyPolicy", regional("kms", payments, "key/0123"), taggedKey],
  ["kms:UntagResource", regional("kms", payments, "key/0123"), { ...taggedKey, "aws:TagKeys": ["managed-by"] }],
  ["kms:DeleteAlias", regional("kms", payments, "alias/secretwatch-secrets")],
  ["events:UpdateEventBus", regional("events", payments, "event-bus/default")],
  ["events:EnableRule", regional("events", payments, "rule/secretwatch-unexpected-reads")],
  ["sqs:DeleteMessage", regional("sqs", payments, "secretwatch-undelivered")],
  ["secretsmanager:DeleteResourcePolicy", regional("secretsmanager", payments, "secret:prod/x-AbCdEf"), ourSecret],
  [
    "secretsmanager:UntagResource",
    regional("secretsmanager", payments, "secret:prod/x-AbCdEf"),
    { ...ourSecret, "aws:TagKeys": ["team", "managed-by"] },
  ],
];

const inSecurity: readonly Ask[] = [
  ["cloudtrail:StopLogging", regional("cloudtrail", "111111111111", "trail/secretwatch-organization")],
  ["cloudtrail:PutEventConfiguration", regional("cloudtrail", security, "trail/secretwatch-organization")],
  ["events:UpdateEventBus", regional("events", security, "event-bus/default")],
  ["events:UpdateEventBus", regional("events", security, "event-bus/secretwatch-unexpected-reads")],
  // Whether or not IAM knows a resource of theirs.
  ["events:PutPermission", "*"],
  ["events:PutPermission", regional("events", security, "event-bus/secretwatch-unexpected-reads")],
  ["events:RemovePermission", "*"],
  ["logs:PutAccountPolicy", "*"],
  ["logs:PutBearerTokenAuthentication", regional("logs", security, "log-group:/aws/events/secretwatch-heartbeats")],
  ["chatbot:DeleteSlackWorkspaceAuthorization", "*"],
  [
    "chatbot:DeleteSlackChannelConfiguration",
    `arn:aws:chatbot::${security}:chat-configuration/slack-channel/secretwatch-chat`,
  ],
  ["states:StopExecution", regional("states", security, "execution:secretwatch-message-composer:0123")],
  ["cloudwatch:PutLogAlarm", regional("cloudwatch", security, "alarm:secretwatch-secret-read")],
  ["s3:ReplicateDelete", "arn:aws:s3:::secretwatch-trail-222222222222-eu-west-1/AWSLogs/x"],
  ["s3:PutBucketRequestPayment", "arn:aws:s3:::secretwatch-trail-222222222222-eu-west-1"],
  ["cloudtrail:UpdateTrail", regional("cloudtrail", security, "trail/secretwatch-organization")],
  ["logs:DeleteLogGroup", regional("logs", security, "log-group:/secretwatch/organization-trail")],
  ["logs:PutMetricFilter", regional("logs", security, "log-group:/secretwatch/organization-trail:*")],
  ["logs:DeleteLogStream", regional("logs", security, "log-group:/aws/events/secretwatch-heartbeats:log-stream:x")],
  ["cloudwatch:SetAlarmState", regional("cloudwatch", security, "alarm:secretwatch-secret-read")],
  ["cloudwatch:PutAlarmMuteRule", regional("cloudwatch", security, "alarm:secretwatch-secret-read")],
  ["cloudwatch:DeleteDashboards", `arn:aws:cloudwatch::${security}:dashboard/secretwatch`],
  ["sns:SetTopicAttributes", regional("sns", security, "secretwatch-alerts")],
  ["sns:Unsubscribe", regional("sns", security, "secretwatch-route-soc:0123")],
  ["sns:DeleteTopic", regional("sns", security, "secretwatch-events-soc")],
  ["sns:Subscribe", regional("sns", security, "secretwatch-alerts")],
  ["sns:PutDataProtectionPolicy", regional("sns", security, "secretwatch-alerts")],
  ["logs:DeleteLogGroup", regional("logs", security, "log-group:/aws/events/secretwatch-quiet-reads")],
  ["logs:DeleteLogGroup", regional("logs", security, "log-group:/aws/events/secretwatch-unexpected-reads")],
  ["sns:DeleteTopic", regional("sns", security, "secretwatch-chat-soc")],
  ["events:RemoveTargets", regional("events", security, "rule/secretwatch-unexpected-reads/secretwatch-people")],
  ["events:DeleteEventBus", regional("events", security, "event-bus/secretwatch-unexpected-reads")],
  ["events:DeleteArchive", regional("events", security, "archive/secretwatch-unexpected-reads")],
  ["sqs:DeleteQueue", regional("sqs", security, "secretwatch-central-undelivered")],
  ["states:UpdateStateMachine", regional("states", security, "stateMachine:secretwatch-message-composer")],
  ["states:UpdateStateMachine", regional("states", security, "stateMachine:secretwatch-roll-call")],
  ["states:DeleteStateMachine", regional("states", security, "stateMachine:secretwatch-digest")],
  ["dynamodb:DeleteTable", regional("dynamodb", security, "table/secretwatch-memory")],
  ["dynamodb:UpdateTimeToLive", regional("dynamodb", security, "table/secretwatch-memory")],
  ["dynamodb:PutResourcePolicy", regional("dynamodb", security, "table/secretwatch-memory")],
  ["kms:RevokeGrant", regional("kms", security, "key/0123"), { "kms:ResourceAliases": ["alias/secretwatch-memory"] }],
  ["s3:PutBucketPolicy", "arn:aws:s3:::secretwatch-trail-222222222222-eu-west-1"],
  ["s3:DeleteObjectVersion", "arn:aws:s3:::secretwatch-trail-222222222222-eu-west-1/AWSLogs/x"],
  ["iam:DeleteRole", role(security, "secretwatch-trail-delivery")],
  ["kms:PutKeyPolicy", regional("kms", security, "key/0123"), { "kms:ResourceAliases": ["alias/secretwatch-trail"] }],
];

describe.each([
  ["a member", payments, members, inMembers],
  ["the security account", security, central, inSecurity],
] as const)("in %s", (_, account, asked, requests) => {
  const strangers = [
    role(account, "Admin"),
    `arn:aws:iam::${account}:root`,
    `arn:aws:iam::${account}:user/SecretwatchDeploy`,
    role(account, "team/SecretwatchDeploy"),
    role(account, "SecretwatchDeployer"),
    role(account, "stacksets-exec-0123"),
  ];

  test.each(requests.map(([action, resource, context]) => [action, resource, context ?? {}] as const))(
    "%s on %s is the deploy role's alone",
    (action, resource, context) => {
      expect(asked(role(account, "SecretwatchDeploy"), action, resource, context)).toBe("let through");
      expect(strangers.map((principal) => asked(principal, action, resource, context))).toEqual(
        strangers.map(() => "refused"),
      );
    },
  );

  test.each([
    "iam:CreateRole",
    "iam:UpdateAssumeRolePolicy",
    "iam:PutRolePolicy",
    "iam:AttachRolePolicy",
    "iam:DetachRolePolicy",
    "iam:DeleteRole",
    "iam:DeleteRolePermissionsBoundary",
  ])("nobody gets at an exempt role by %s, but the stack set that makes it", (action) => {
    const deployRole = role(account, "SecretwatchDeploy");
    const stackSet = role(account, "stacksets-exec-0123");

    expect(asked(role(account, "Admin"), action, deployRole)).toBe("refused");
    expect(asked(role(account, "Admin"), action, stackSet)).toBe("refused");
    expect(asked(deployRole, action, deployRole)).toBe("refused");
    expect(asked(stackSet, action, deployRole)).toBe("let through");
  });

  test.each([
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:SetDefaultPolicyVersion",
    "iam:DeletePolicyVersion",
    "iam:DeletePolicy",
  ])("nobody gets at what bounds the roles by %s, but the stack set that makes it", (action) => {
    const boundary = `arn:aws:iam::${account}:policy/SecretwatchDeployBoundary`;

    expect(asked(role(account, "Admin"), action, boundary)).toBe("refused");
    expect(asked(role(account, "SecretwatchDeploy"), action, boundary)).toBe("refused");
    expect(asked(role(account, "stacksets-exec-0123"), action, boundary)).toBe("let through");
    expect(asked(role(account, "Admin"), action, boundary.replace("Secretwatch", "Orders"))).toBe("let through");
  });

  test("nobody takes the account out of the organization", () => {
    expect(asked(role(account, "Admin"), "organizations:LeaveOrganization", "*")).toBe("refused");
    expect(asked(role(account, "SecretwatchDeploy"), "organizations:LeaveOrganization", "*")).toBe("refused");
  });

  test("resources of others stay theirs", () => {
    const theirs: readonly Ask[] = [
      ["events:DisableRule", regional("events", account, "rule/billing")],
      ["events:PutTargets", regional("events", account, "rule/other-bus/secretwatch-x")],
      ["sqs:DeleteQueue", regional("sqs", account, "orders")],
      ["iam:CreateRole", role(account, "service/payments-api")],
      ["iam:PutRolePolicy", role(account, "team/secretwatch-forwarding")],
      ["kms:ScheduleKeyDeletion", regional("kms", account, "key/0123"), { "kms:ResourceAliases": ["alias/orders"] }],
      ["kms:ScheduleKeyDeletion", regional("kms", account, "key/0123")],
      ["kms:CreateAlias", regional("kms", account, "alias/orders")],
      ["kms:ScheduleKeyDeletion", regional("kms", account, "key/0123"), { "aws:ResourceTag/managed-by": "terraform" }],
      ["kms:TagResource", regional("kms", account, "key/0123"), { "aws:TagKeys": ["managed-by"] }],
      ["kms:TagResource", regional("kms", account, "key/0123"), { ...taggedKey, "aws:TagKeys": ["team"] }],
      ["events:UpdateEventBus", regional("events", account, "event-bus/orders")],
      ["events:PutEvents", regional("events", account, "event-bus/orders")],
      ["sqs:DeleteMessage", regional("sqs", account, "orders")],
      ["sns:Publish", regional("sns", account, "orders")],
      ["cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": "orders" }],
      ["logs:PutLogEvents", regional("logs", account, "log-group:/aws/lambda/orders:log-stream:x")],
      ["iam:UpdateAssumeRolePolicy", role(account, "SecretwatchPipelineApply")],
      ["iam:CreatePolicy", `arn:aws:iam::${account}:policy/orders`],
      ["secretsmanager:PutResourcePolicy", regional("secretsmanager", account, "secret:theirs")],
      [
        "secretsmanager:TagResource",
        regional("secretsmanager", account, "secret:theirs"),
        { "aws:TagKeys": ["managed-by"] },
      ],
      ["cloudtrail:StopLogging", regional("cloudtrail", account, "trail/theirs")],
      ["logs:DeleteLogGroup", regional("logs", account, "log-group:/aws/lambda/secretwatch-x")],
      ["cloudwatch:DeleteAlarms", regional("cloudwatch", account, "alarm:billing")],
      ["sns:DeleteTopic", regional("sns", account, "orders")],
      ["s3:DeleteObject", "arn:aws:s3:::their-bucket/x"],
      ["states:DeleteStateMachine", regional("states", account, "stateMachine:orders")],
    ];

    expect(theirs.filter(([...each]) => asked(role(account, "Admin"), ...each) === "refused")).toEqual([]);
  });

  test("ours may be looked at and used", () => {
    const uses: readonly Ask[] = [
      ["events:DescribeRule", regional("events", account, "rule/secretwatch-unexpected-reads")],
      ["logs:StartQuery", regional("logs", security, "log-group:/secretwatch/organization-trail")],
      ["kms:Decrypt", regional("kms", account, "key/0123"), ourKey],
      ["secretsmanager:PutSecretValue", regional("secretsmanager", account, "secret:prod/x-AbCdEf"), ourSecret],
      ["secretsmanager:GetSecretValue", regional("secretsmanager", account, "secret:prod/x-AbCdEf"), ourSecret],
      [
        "secretsmanager:TagResource",
        regional("secretsmanager", account, "secret:prod/x-AbCdEf"),
        { ...ourSecret, "aws:TagKeys": ["team"] },
      ],
      ["s3:GetObject", "arn:aws:s3:::secretwatch-trail-222222222222-eu-west-1/AWSLogs/x"],
      ["sqs:ReceiveMessage", regional("sqs", account, "secretwatch-undelivered")],
    ];

    expect(uses.filter(([...each]) => asked(role(account, "Reader"), ...each) === "refused")).toEqual([]);
  });
});

describe("what the state machines alone do", () => {
  const composer = role(security, "secretwatch-message-composer");
  const machine = regional("states", security, "stateMachine:secretwatch-message-composer");
  const table = regional("dynamodb", security, "table/secretwatch-memory");
  const admin = role(security, "Admin");
  const others = [admin, role(security, "SecretwatchDeploy"), role(security, "team/secretwatch-message-composer")];

  test.each(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLUpdate"])(
    "nobody else writes to what they remember by %s",
    (action) => {
      expect(central(composer, `dynamodb:${action}`, table)).toBe("let through");
      expect(others.map((principal) => central(principal, `dynamodb:${action}`, table))).toEqual(
        others.map(() => "refused"),
      );
    },
  );

  test("rules start them, and nobody else does", () => {
    expect(central(role(security, "secretwatch-message-start"), "states:StartExecution", machine)).toBe("let through");
    expect(others.map((principal) => central(principal, "states:StartExecution", machine))).toEqual(
      others.map(() => "refused"),
    );
    expect(central(admin, "states:StartSyncExecution", machine)).toBe("refused");
    expect(central(admin, "states:StartExecution", machine.replace("secretwatch", "orders"))).toBe("let through");
  });

  test("people mute with the one that is for them, and start no other that is deployed", () => {
    const names = Object.values(resourcesOf(synthesize(off).security, "aws_sfn_state_machine")).map((each) =>
      String(each.name),
    );
    const started = names.filter(
      (name) =>
        central(admin, "states:StartExecution", regional("states", security, `stateMachine:${name}`)) !== "refused",
    );

    expect(names.length).toBeGreaterThan(5);
    expect(started).toEqual(["secretwatch-mute"]);
    expect(
      central(admin, "states:UpdateStateMachine", regional("states", security, "stateMachine:secretwatch-mute")),
    ).toBe("refused");
  });

  test("what they remember may be read, and other tables are others'", () => {
    expect(central(admin, "dynamodb:Query", table)).toBe("let through");
    expect(central(admin, "dynamodb:PutItem", table.replace("secretwatch", "orders"))).toBe("let through");
  });
});

describe("what only our roles and AWS's services say", () => {
  const admin = role(security, "Admin");
  const deployRole = role(security, "SecretwatchDeploy");
  const topic = regional("sns", security, "secretwatch-alerts");
  const heartbeats = regional("logs", security, "log-group:/aws/events/secretwatch-heartbeats:log-stream:x");
  const trail = regional("logs", security, "log-group:/secretwatch/organization-trail:log-stream:x");

  test("messages are published by state machines, by nobody else", () => {
    expect(central(role(security, "secretwatch-message-composer"), "sns:Publish", topic)).toBe("let through");
    expect([admin, deployRole].map((who) => central(who, "sns:Publish", topic))).toEqual(["refused", "refused"]);
  });

  test("events of the trail are written by CloudTrail's role, signs of life by no person", () => {
    expect(central(role(security, "secretwatch-trail-delivery"), "logs:PutLogEvents", trail)).toBe("let through");
    expect([trail, heartbeats].map((group) => central(admin, "logs:PutLogEvents", group))).toEqual([
      "refused",
      "refused",
    ]);
  });

  test.each(["secretwatch", "secretwatch/health"])(
    "numbers of %s are counted by filters, and put by nobody",
    (namespace) => {
      const put = (who: string) => central(who, "cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": namespace });

      expect([admin, deployRole].map(put)).toEqual(["refused", "refused"]);
    },
  );
});

describe("how a pipeline comes in", () => {
  const pipeline = {
    planRoleName: "SecretwatchPlan",
    oidc: {
      issuer: "token.actions.githubusercontent.com",
      audience: "sts.amazonaws.com",
      plan: ["repo:acorn/cloud:pull_request"],
      apply: ["repo:acorn/cloud:environment:all"],
    },
    planPrincipalArns: [],
    applyPrincipalArns: [],
  };
  const centralOf = (settings: Organization["pipeline"]) => {
    const organization = { ...on, pipeline: settings };
    return ask(policyOf(organization, synthesize(organization).management, "central"));
  };
  const asked = centralOf(pipeline);
  const provider = `arn:aws:iam::${security}:oidc-provider/token.actions.githubusercontent.com`;
  const everybody = ["Admin", "SecretwatchDeploy", "SecretwatchPipelineApply", "stacksets-exec-0123"];
  const answers = (action: string, resource: string) =>
    new Set(everybody.map((name) => asked(role(security, name), action, resource)));

  test.each(harmfulCalls.roles.actions)("its roles are nobody's to change by %s", (action) => {
    for (const name of ["SecretwatchPipelinePlan", "SecretwatchPipelineApply"]) {
      expect(answers(`iam:${action}`, role(security, name))).toEqual(new Set(["refused"]));
    }
  });

  test.each(harmfulCalls.tokenProviders.actions)("the provider of its tokens is nobody's to change by %s", (action) => {
    expect(answers(`iam:${action}`, provider)).toEqual(new Set(["refused"]));
    expect(asked(role(security, "Admin"), `iam:${action}`, `${provider}2`)).toBe("let through");
  });

  test("a provider that was there before is protected by its own ARN", () => {
    const before = `arn:aws:iam::${security}:oidc-provider/gitlab.example`;
    const oidc = { ...pipeline.oidc, providerArn: before };

    expect(centralOf({ ...pipeline, oidc })(role(security, "Admin"), "iam:DeleteOpenIDConnectProvider", before)).toBe(
      "refused",
    );
  });

  test("without tokens there is no provider to protect, without a pipeline nothing", () => {
    const admin = role(security, "Admin");
    const withoutTokens = centralOf({
      ...pipeline,
      oidc: undefined,
      planPrincipalArns: [admin],
      applyPrincipalArns: [admin],
    });

    expect(withoutTokens(admin, "iam:DeleteRole", role(security, "SecretwatchPipelinePlan"))).toBe("refused");
    expect(withoutTokens(admin, "iam:DeleteOpenIDConnectProvider", provider)).toBe("let through");
    expect(central(admin, "iam:DeleteRole", role(security, "SecretwatchPipelinePlan"))).toBe("let through");
  });
});

describe("grants of our keys", () => {
  const grant = (principal: string, context: AccessRequest["context"]) =>
    [members, central].map((asked) =>
      asked(principal, "kms:CreateGrant", regional("kms", security, "key/0123"), { ...ourKey, ...context }),
    );
  const deployRole = role(security, "SecretwatchDeploy");
  const forTheTable = { "kms:GrantIsForAWSResource": "true", "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com" };

  test("are made by DynamoDB, in the name of the deploy role", () => {
    expect(grant(deployRole, forTheTable)).toEqual(["let through", "let through"]);
    expect(grant(role(security, "Admin"), forTheTable)).toEqual(["refused", "refused"]);
  });

  test("are made by hand by nobody, not even the deploy role", () => {
    expect(grant(deployRole, {})).toEqual(["refused", "refused"]);
    expect(grant(deployRole, { "kms:GrantIsForAWSResource": "false" })).toEqual(["refused", "refused"]);
  });

  test("those of other keys are others'", () => {
    const theirs = { "kms:ResourceAliases": ["alias/orders"] };

    expect(grant(role(security, "Admin"), theirs)).toEqual(["let through", "let through"]);
  });
});

test("the tag that protects a secret is the one that its stack gives it", () => {
  const [provider] = synthesize(on)["member-payments-prod"]!.provider.aws;

  expect(provider!.default_tags).toMatchObject([{ tags: { "managed-by": "secretwatch" } }]);
});

describe("reads from outside the organization", () => {
  const [policy] = Object.values(resourcesOf(management, "aws_organizations_policy")).filter(
    ({ type }) => type === "RESOURCE_CONTROL_POLICY",
  );
  const read = (context: AccessRequest["context"], action = "secretsmanager:GetSecretValue") =>
    decide(policy!.content as string, { principal: role("999999999999", "Admin"), action, context });

  test("are refused, whatever the secret's own policy allows", () => {
    expect(read({ "aws:PrincipalOrgID": "o-another0rg", "aws:PrincipalIsAWSService": "false" })).toBe("denied");
    expect(read({ "aws:PrincipalIsAWSService": "false" }, "secretsmanager:BatchGetSecretValue")).toBe("denied");
    expect(read({})).toBe("denied");
  });

  test("those of the organization and of AWS services are not, and nothing else is", () => {
    const inside = { "aws:PrincipalOrgID": "o-exampleorgid", "aws:PrincipalIsAWSService": "false" };

    expect(read(inside)).toBe("not allowed");
    expect(read({ "aws:PrincipalIsAWSService": "true" })).toBe("not allowed");
    expect(read({}, "secretsmanager:DescribeSecret")).toBe("not allowed");
  });

  test("keep to what AWS takes in a resource control policy", () => {
    const { Statement: statements } = JSON.parse(policy!.content as string) as { Statement: Record<string, unknown>[] };

    expect(statements.map((statement) => Object.keys(statement))).toEqual([
      ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"],
    ]);
    expect(statements[0]).toMatchObject({ Effect: "Deny", Principal: "*" });
  });
});

test("service control policies deny only, name nobody, and exempt by ARN", () => {
  const statements = ["members", "central"].flatMap(
    (name) =>
      (JSON.parse(policyOf(on, management, name)) as { Statement: { Effect: string; Sid: string }[] }).Statement,
  );

  expect(statements.filter((each) => each.Effect !== "Deny" || "Principal" in each)).toEqual([]);
  expect(statements.filter(({ Sid }) => !/^[A-Za-z0-9]+$/.test(Sid))).toEqual([]);
});

describe("targets", () => {
  const attachmentsOf = (organization: Organization) => {
    const { management: stack } = synthesize(organization);
    return Object.fromEntries(
      Object.entries(stack?.resource?.aws_organizations_policy_attachment ?? {}).map(([id, { target_id: target }]) => [
        id,
        target as string,
      ]),
    );
  };
  const protecting = (...organizationalUnits: string[]): Organization => ({
    ...off,
    guardrails: { ...off.guardrails, protectWatch: { organizationalUnits, securityAccount: false } },
  });

  test("there are none by default, and no policy", () => {
    const { management: stack } = synthesize(off);

    expect(Object.keys(stack!.resource!).filter((type) => type.startsWith("aws_organizations_policy"))).toEqual([]);
    expect(JSON.stringify(stack!.data)).not.toContain("policy_types");
  });

  test("each unit has each part once, the security account those of its own switch", () => {
    expect(Object.values(attachmentsOf(on)).sort()).toEqual([
      "222222222222",
      "222222222222",
      "222222222222",
      "ou-exam-platform",
      "ou-exam-sandbox1",
      "ou-exam-sandbox1",
    ]);
  });

  test("a log archive account is protected with the security account", () => {
    const logArchive = { ...off.security, name: "log-archive", id: "777777777777" };

    expect(new Set(Object.values(attachmentsOf({ ...on, logArchive })))).toContain("777777777777");
    const admin = role("777777777777", "Admin");
    const archive = (service: string, resource: string) => regional(service, "777777777777", resource);
    expect([
      central(admin, "events:DisableRule", archive("events", "rule/secretwatch-unexpected-reads")),
      central(admin, "sqs:DeleteQueue", archive("sqs", "secretwatch-undelivered")),
      central(admin, "cloudwatch:DeleteAlarms", archive("cloudwatch", "alarm:secretwatch-reads-undelivered")),
    ]).toEqual(["refused", "refused", "refused"]);
  });

  test("a unit that moves in the list, or gets another name, keeps its attachment", () => {
    const before = attachmentsOf(protecting("sandbox", "platform"));
    const renamed = { ...protecting("playground"), organizationalUnits: { playground: "ou-exam-sandbox1" } };

    expect(attachmentsOf(protecting("platform", "workloads", "sandbox"))).toMatchObject(before);
    expect(before).toMatchObject(attachmentsOf(renamed));
  });

  test("a policy keeps its address whoever is added", () => {
    const addressesOf = (organization: Organization) =>
      Object.keys(resourcesOf(synthesize(organization).management, "aws_organizations_policy"));

    expect(addressesOf(protecting("sandbox"))).toEqual([
      expect.stringMatching(/^ServiceControlPolicies_Members_Part1_[0-9A-F]{8}$/),
    ]);
    expect(addressesOf(on)).toEqual(expect.arrayContaining(addressesOf(protecting("sandbox", "workloads"))));
  });

  test("the plan asks first whether the type of policy is switched on", () => {
    const { management: stack } = synthesize(on);
    const checks = JSON.stringify(stack!.data);

    expect(checks).toContain("aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY");
    expect(checks).toContain("aws organizations enable-policy-type --policy-type RESOURCE_CONTROL_POLICY");
  });
});

describe("length", () => {
  const longest = loadLongest();
  const policies = Object.values(resourcesOf(synthesize(longest).management, "aws_organizations_policy"));

  test("with the longest names that the configuration takes, each part is within the quota", () => {
    const lengths = policies.map(({ content }) => (content as string).length);

    expect(lengths.length).toBeGreaterThan(2);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MAX_POLICY_LENGTH);
    expect(policies.filter(({ content }) => /\s/.test(content as string))).toEqual([]);
  });

  test("no target gets more than four policies of a type", () => {
    const perTarget = new Map<string, number>();
    for (const { target_id: target } of Object.values(
      resourcesOf(synthesize(longest).management, "aws_organizations_policy_attachment"),
    )) {
      perTarget.set(target as string, (perTarget.get(target as string) ?? 0) + 1);
    }

    expect(Math.max(...perTarget.values())).toBeLessThanOrEqual(4);
  });

  test("the same holds for queries, of which CloudWatch takes 10,000 characters", () => {
    expect(Math.max(...guardrailQueries(longest).map(({ query }) => query.length))).toBeLessThanOrEqual(10_000);
  });

  const statement = (sid: string, characters: number) => ({
    Sid: sid,
    Effect: "Deny" as const,
    Action: "x".repeat(characters),
    Resource: "*",
  });

  test("what does not fit in one part goes to the next, in order", () => {
    const parts = policyParts([statement("A", 3000), statement("B", 1500), statement("C", 3000)]);

    expect(parts.map((part) => [...part.matchAll(/"Sid":"(\w)"/g)].map(([, sid]) => sid))).toEqual([["A", "B"], ["C"]]);
  });

  test("a statement that fits in no part, and parts that fit on no target, are refused", () => {
    expect(() => policyParts([statement("Roles", 5120)])).toThrow(
      new RangeError("Statement Roles makes a policy of 5217 characters; one has at most 5120."),
    );
    expect(() => policyParts(["A", "B", "C", "D", "E"].map((sid) => statement(sid, 4000)))).toThrow(
      new RangeError("The statements need 5 policies; a target has room for 4."),
    );
  });
});

describe("queries to look at first", () => {
  const [ofMembers, ofSecurity, fromOutside] = guardrailQueries(off);

  test("are saved in the security account while guardrails are off", () => {
    const saved = Object.values(resourcesOf(synthesize(off).security, "aws_cloudwatch_query_definition"));

    expect(saved.map(({ name }) => name)).toEqual(
      expect.arrayContaining(guardrailQueries(off).map(({ title }) => `secretwatch/${title}`)),
    );
  });

  test.each([
    ["members", ofMembers!.query],
    ["central", ofSecurity!.query],
  ])("name every action of the policy for %s that an event can have", (name, query) => {
    const { Statement: statements } = JSON.parse(policyOf(on, management, name)) as {
      Statement: { Action: string[] }[];
    };
    // Data events are not in the trail: calls on files, items, messages, log events and numbers.
    const unseen = Object.values(harmfulCalls).flatMap((row: HarmfulCalls) =>
      row.eventNames === undefined ? [] : row.actions.map((action) => `${row.service}:${action}`),
    );
    const actions = statements
      .flatMap(({ Action }) => Action)
      .filter((action) => !unseen.includes(action) || action === "sqs:PurgeQueue");

    expect(actions.length).toBeGreaterThan(30);
    expect(actions.filter((action) => !query.includes(`"${action.split(":")[1]!}"`))).toEqual([]);
  });

  test("leave out who is exempt and where no guardrail reaches", () => {
    expect(ofMembers!.query).toContain('not (recipientAccountId in ["111111111111", "222222222222"])');
    expect(ofSecurity!.query).toContain('recipientAccountId in ["222222222222"]');
    for (const { query } of [ofMembers!, ofSecurity!]) {
      expect(query).toContain(
        "not (userIdentity.sessionContext.sessionIssuer.arn like /^arn:aws:iam::[\\s\\S]*:role\\/SecretwatchDeploy$/)",
      );
      expect(query).toContain('like ":role/aws-service-role/"');
    }
    expect(ofSecurity!.query).toContain('eventSource = "monitoring.amazonaws.com" and eventName in ["DeleteAlarms"');
  });

  test("show reads by other accounts", () => {
    expect(fromOutside!.query).toBe(
      [
        'filter (eventSource = "secretsmanager.amazonaws.com" and eventName in ["GetSecretValue", "BatchGetSecretValue"])',
        "filter ispresent(userIdentity.accountId) and userIdentity.accountId != recipientAccountId",
        "stats count(*) as calls, max(eventTime) as last by userIdentity.accountId, recipientAccountId, errorCode",
        "sort calls desc",
        "limit 200",
      ].join("\n| "),
    );
  });

  test("have balanced parentheses", () => {
    for (const { query } of guardrailQueries(off)) {
      expect(query.split("(")).toHaveLength(query.split(")").length);
    }
  });
});

function loadLongest(): Organization {
  const text = broken("homeRegion: eu-west-1", "homeRegion: us-gov-west-1")
    .replace("[eu-west-1, eu-central-1]", "[us-gov-west-1]")
    .concat(
      "partition: aws-us-gov\n",
      `namePrefix: ${"p".repeat(20)}\n`,
      `deployment: { roleName: ${"R".repeat(64)}, state: { type: s3, bucket: acorn-state } }\n`,
      'pipeline:\n  oidc:\n    plan: ["repo:acorn/cloud:pull_request"]\n    apply: ["repo:acorn/cloud:environment:all"]\n',
      `    issuer: token.example.com/${"i".repeat(229)}\n`,
      `trail: { name: ${"t".repeat(128)} }\n`,
      `archive: { bucketName: ${"b".repeat(63)} }\n`,
      `logArchive: { name: log-archive, id: "901234567804" }\n`,
      "guardrails:\n  protectWatch: { organizationalUnits: [workloads], securityAccount: true }\n",
      "  denyReadsFromOutside: { organizationalUnits: [workloads] }\n",
    );
  return loadOrganization(path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml"));
}
