import { eventNamesOf, eventServiceOf } from "../../harm/harmful-calls";
import { recordOf } from "../../detections/catalogue/api-call";
import { evaluate } from "../../patterns/evaluate";
import { centralGuardrails } from "../../stacks/parts/watch-guardrails/central";
import { memberGuardrails } from "../../stacks/parts/watch-guardrails/members";
import { edited, organizationFrom } from "../support/edited-organization";

const organization = organizationFrom(
  edited((file) => {
    file.deployment = { state: { type: "s3", bucket: "acorn-state" } };
    file.pipeline = { oidc: { plan: ["repo:acorn/cloud:pull_request"], apply: ["repo:acorn/cloud:environment:all"] } };
  }),
);
const { names, detections } = organization;
const somebody = {
  type: "AssumedRole",
  sessionContext: { sessionIssuer: { arn: "arn:aws:iam::222222222222:role/admin" } },
};
const inSecurity = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:222222222222:${resource}`;

/** How the calls that a statement refuses name something of ours. */
const requests: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  DeployRole: { roleName: names.access.deployRoleName },
  DeployPolicies: {
    policyName: names.access.roleBoundaryName,
    policyArn: names.access.roleBoundaryArn("222222222222"),
  },
  PipelineRoles: { roleName: "SecretwatchPipelineApply" },
  PipelineTokens: {
    openIDConnectProviderArn: "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com",
    url: "https://token.actions.githubusercontent.com",
  },
  Roles: { roleName: names.reads.forwardingRoleName },
  Keys: { keyId: "0123abcd-0123-4123-8123-0123456789ab", granteePrincipal: "arn:aws:iam::999999999999:role/x" },
  TaggedKeys: { keyId: "0123abcd-0123-4123-8123-0123456789ab", granteePrincipal: "arn:aws:iam::999999999999:role/x" },
  KeyTags: { tagKeys: ["managed-by"], tags: [{ tagKey: "managed-by" }] },
  DefaultBus: { name: "default", kmsKeyIdentifier: "alias/orders" },
  KeyGrants: { keyId: "0123abcd-0123-4123-8123-0123456789ab", granteePrincipal: "arn:aws:iam::999999999999:role/x" },
  KeyAliases: { aliasName: names.access.keyAlias("secrets") },
  StayInOrganization: {},
  Trail: { name: names.trail.arn, trailName: names.trail.arn },
  LogArchive: { bucketName: names.trail.bucketName },
  LogGroups: { logGroupName: names.trail.logGroupName, logGroupIdentifier: names.trail.logGroupArn },
  LogEvents: {},
  LogAccountPolicies: { policyName: "masks" },
  Metrics: {},
  Publications: {},
  Chats: {
    chatConfigurationArn: `arn:aws:chatbot::222222222222:chat-configuration/slack-channel/${names.ownPrefix}chat`,
    chatConfiguration: `arn:aws:chatbot::222222222222:chat-configuration/slack-channel/${names.ownPrefix}chat`,
  },
  ChatWorkspaces: {},
  Executions: { executionArn: inSecurity("states", `execution:${names.messages.digestName}:0123`) },
  EventBusPolicies: { eventBusName: names.reads.busName },
  Alarms: { alarmName: names.alarmName("secret-read"), alarmNames: [names.alarmName("secret-read")] },
  Dashboard: { dashboardName: names.health.dashboardName, dashboardNames: [names.health.dashboardName] },
  Topics: {
    topicArn: names.messages.alertTopicArn,
    resourceArn: names.messages.alertTopicArn,
    subscriptionArn: `${names.messages.alertTopicArn}:0`,
  },
  EventRules: { name: names.ruleName("unexpected-reads"), rule: names.ruleName("unexpected-reads") },
  EventBus: { name: names.reads.busName, eventBusName: names.reads.busName, archiveName: names.reads.busName },
  Queues: {
    sourceArn: inSecurity("sqs", names.reads.undeliveredQueueName),
    queueUrl: `https://sqs.eu-west-1.amazonaws.com/333333333333/${names.reads.undeliveredQueueName}`,
  },
  StateMachines: { stateMachineArn: inSecurity("states", `stateMachine:${names.messages.digestName}`) },
  Starts: { stateMachineArn: inSecurity("states", `stateMachine:${names.health.rollCallName}`) },
  Table: { tableName: names.messages.memoryTableName, resourceArn: names.messages.memoryTableArn },
  TableItems: { tableName: names.messages.memoryTableName },
  SecretPolicies: { secretId: "prod/payments/database" },
  SecretTags: { secretId: "prod/payments/database", tagKeys: ["managed-by"], tags: [{ key: "managed-by" }] },
};

const refused = [...memberGuardrails(names), ...centralGuardrails(organization)];
const byStatement = [...new Map(refused.map((guardrail) => [guardrail.sid, guardrail])).values()];

test("every statement is asked about", () => {
  expect(byStatement.map(({ sid }) => sid).sort()).toEqual(Object.keys(requests).sort());
});

test.each(byStatement.map((guardrail) => [guardrail.sid, guardrail] as const))(
  "what %s refuses a detection sees, where no guardrail is attached",
  (sid, guardrail) => {
    const unseen = eventNamesOf(guardrail).filter((eventName) => {
      const record = recordOf(eventServiceOf(guardrail), eventName, {
        userIdentity: somebody,
        recipientAccountId: "222222222222",
        requestParameters: requests[sid],
      });
      return !detections.some(({ severity, condition }) => severity !== "info" && evaluate(condition, record));
    });

    expect(unseen).toEqual([]);
  },
);
