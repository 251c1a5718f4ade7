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
  DeployRole: { roleName: names.deployRoleName },
  Roles: { roleName: names.forwardingRoleName },
  Keys: { keyId: "0123abcd-0123-4123-8123-0123456789ab", granteePrincipal: "arn:aws:iam::999999999999:role/x" },
  KeyGrants: { keyId: "0123abcd-0123-4123-8123-0123456789ab", granteePrincipal: "arn:aws:iam::999999999999:role/x" },
  KeyAliases: { aliasName: names.keyAlias("secrets") },
  StayInOrganization: {},
  Trail: { name: names.trailArn, trailName: names.trailArn },
  LogArchive: { bucketName: names.archiveBucketName },
  LogGroups: { logGroupName: names.trailLogGroupName, logGroupIdentifier: names.trailLogGroupArn },
  Alarms: { alarmName: names.alarmName("secret-read"), alarmNames: [names.alarmName("secret-read")] },
  Dashboard: { dashboardName: names.dashboardName, dashboardNames: [names.dashboardName] },
  Topics: {
    topicArn: names.alertTopicArn,
    resourceArn: names.alertTopicArn,
    subscriptionArn: `${names.alertTopicArn}:0`,
  },
  EventRules: { name: names.ruleName("unexpected-reads"), rule: names.ruleName("unexpected-reads") },
  EventBus: { name: names.centralBusName, eventBusName: names.centralBusName, archiveName: names.centralBusName },
  Queues: { queueUrl: `https://sqs.eu-west-1.amazonaws.com/333333333333/${names.undeliveredQueueName}` },
  StateMachines: { stateMachineArn: inSecurity("states", `stateMachine:${names.digestName}`) },
  Starts: { stateMachineArn: inSecurity("states", `stateMachine:${names.rollCallName}`) },
  Table: { tableName: names.memoryTableName, resourceArn: names.memoryTableArn },
  TableItems: { tableName: names.memoryTableName },
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
