import { eventNamesOf, eventServiceOf } from "../../harm/harmful-calls";
import { recordOf } from "../../detections/catalogue/api-call";
import { evaluate } from "../../patterns/evaluate";
import { centralGuardrails } from "../../stacks/parts/watch-guardrails/central";
import { memberGuardrails } from "../../stacks/parts/watch-guardrails/members";
import { exampleOrganization } from "../support/synthesized";

const organization = exampleOrganization();
const { names, detections } = organization;
const somebody = {
  type: "AssumedRole",
  sessionContext: { sessionIssuer: { arn: "arn:aws:iam::222222222222:role/admin" } },
};
const inSecurity = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:222222222222:${resource}`;

/** How the calls that a statement refuses name something of ours. */
const requests: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  DeployRole: { roleName: names.access.deployRoleName },
  Roles: { roleName: names.reads.forwardingRoleName },
  Keys: { keyId: "0123abcd-0123-4123-8123-0123456789ab", granteePrincipal: "arn:aws:iam::999999999999:role/x" },
  KeyGrants: { keyId: "0123abcd-0123-4123-8123-0123456789ab", granteePrincipal: "arn:aws:iam::999999999999:role/x" },
  KeyAliases: { aliasName: names.access.keyAlias("secrets") },
  StayInOrganization: {},
  Trail: { name: names.trail.arn, trailName: names.trail.arn },
  LogArchive: { bucketName: names.trail.bucketName },
  LogGroups: { logGroupName: names.trail.logGroupName, logGroupIdentifier: names.trail.logGroupArn },
  Alarms: { alarmName: names.alarmName("secret-read"), alarmNames: [names.alarmName("secret-read")] },
  Dashboard: { dashboardName: names.health.dashboardName, dashboardNames: [names.health.dashboardName] },
  Topics: {
    topicArn: names.messages.alertTopicArn,
    resourceArn: names.messages.alertTopicArn,
    subscriptionArn: `${names.messages.alertTopicArn}:0`,
  },
  EventRules: { name: names.ruleName("unexpected-reads"), rule: names.ruleName("unexpected-reads") },
  EventBus: { name: names.reads.busName, eventBusName: names.reads.busName, archiveName: names.reads.busName },
  Queues: { queueUrl: `https://sqs.eu-west-1.amazonaws.com/333333333333/${names.reads.undeliveredQueueName}` },
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
        requestParameters: requests[sid],
      });
      return !detections.some(({ severity, condition }) => severity !== "info" && evaluate(condition, record));
    });

    expect(unseen).toEqual([]);
  },
);
