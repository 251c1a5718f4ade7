import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { App, TerraformStack } from "cdktf";

/**
 * What somebody would write in an afternoon: one file, no configuration, no checks, the same stacks and as many
 * resources. Arguments: number of members, number of resources in the central stacks.
 */
const [members = 0, centralResources = 0] = process.argv.slice(2).map(Number);

const app = new App();
const central = new TerraformStack(app, "central");
new AwsProvider(central, "aws", { region: "eu-west-1" });
for (let index = 0; index < centralResources; index++) {
  new SnsTopic(central, `topic-${index}`, { name: `topic-${index}`, kmsMasterKeyId: "alias/central" });
}

for (let member = 0; member < members; member++) {
  const stack = new TerraformStack(app, `member-account-${member}`);
  const account = String(800000000000 + member);
  stack.addDependency(central);
  new AwsProvider(stack, "aws", {
    region: "eu-west-1",
    allowedAccountIds: [account],
    assumeRole: [{ roleArn: `arn:aws:iam::${account}:role/Deploy`, sessionName: `member-${member}` }],
    defaultTags: [{ tags: { "managed-by": "naive", team: `account-${member}` } }],
  });
  const keys = ["eu-west-1", "eu-central-1"].map((region) => {
    const key = new KmsKey(stack, `key-${region}`, {
      description: "Encrypts the secrets of this account",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      region,
      policy: policy("Allow", { AWS: `arn:aws:iam::${account}:root` }, "kms:*", {}),
      lifecycle: { preventDestroy: true },
    });
    new KmsAlias(stack, `alias-${region}`, { name: "alias/secrets", targetKeyId: key.keyId, region });
    return key;
  });
  const secrets = ["database", "api-token", "webhook-signature", "decoy"].map((name) => {
    const secret = new SecretsmanagerSecret(stack, name, {
      name: `prod/account-${member}/${name}`,
      description: `The ${name} of account-${member}`,
      kmsKeyId: keys[0]!.arn,
      recoveryWindowInDays: 30,
      replica: name === "database" ? [{ region: "eu-central-1", kmsKeyId: keys[1]!.arn }] : [],
      lifecycle: { preventDestroy: true },
    });
    new SecretsmanagerSecretPolicy(stack, `${name}-policy`, {
      secretArn: secret.arn,
      blockPublicPolicy: true,
      policy: policy("Deny", "*", "secretsmanager:*", {
        StringNotEquals: { "aws:PrincipalOrgID": "o-b3nchm4rk0" },
        Bool: { "aws:PrincipalIsAWSService": "false" },
      }),
    });
    return secret;
  });
  new SecretsmanagerSecretVersion(stack, "decoy-value", {
    secretId: secrets[3]!.arn,
    secretStringWo: "${base64sha256(uuid())}",
    secretStringWoVersion: 1,
  });
  const role = new IamRole(stack, "role", {
    name: "forwarding",
    assumeRolePolicy: policy("Allow", { Service: "events.amazonaws.com" }, "sts:AssumeRole", {}),
  });
  new IamRolePolicy(stack, "role-policy", {
    role: role.name,
    name: "put-events",
    policy: policy("Allow", undefined, "events:PutEvents", {}),
  });
  for (const region of ["eu-west-1", "eu-central-1"]) {
    const queue = new SqsQueue(stack, `queue-${region}`, { name: "undelivered", region });
    new SqsQueuePolicy(stack, `queue-policy-${region}`, {
      queueUrl: queue.url,
      policy: policy("Allow", { Service: "events.amazonaws.com" }, "sqs:SendMessage", {}),
      region,
    });
    new CloudwatchMetricAlarm(stack, `alarm-${region}`, {
      alarmName: "undelivered",
      namespace: "AWS/SQS",
      metricName: "NumberOfMessagesSent",
      dimensions: { QueueName: queue.name },
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
      region,
    });
    new CloudwatchEventRule(stack, `schedule-${region}`, {
      name: "sign-of-life",
      scheduleExpression: "rate(60 minutes)",
      region,
    });
    for (const part of region === "eu-west-1" ? ["known", "batch"] : ["known"]) {
      const ids = secrets.flatMap((secret) => [secret.name, `arn:aws:secretsmanager:${region}:${account}`, secret.arn]);
      const rule = new CloudwatchEventRule(stack, `rule-${part}-${region}`, {
        name: `unexpected-reads-${part}`,
        eventPattern: JSON.stringify({
          detail: {
            eventName: ["GetSecretValue", "BatchGetSecretValue"],
            requestParameters: { secretId: [{ "anything-but": ids }, { exists: false }] },
          },
        }),
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        region,
      });
      new CloudwatchEventTarget(stack, `target-${part}-${region}`, {
        rule: rule.name,
        arn: "arn:aws:events:eu-west-1:900000000002:event-bus/central",
        roleArn: role.arn,
        deadLetterConfig: { arn: queue.arn },
        region,
      });
    }
  }
}
app.synth();

function policy(effect: string, principal: unknown, action: string, condition: unknown): string {
  const statement = { Effect: effect, Principal: principal, Action: action, Resource: "*", Condition: condition };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
