import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { Token } from "cdktf";
import { Construct } from "constructs";

import { literal } from "../literal";
import { policyDocument, type PolicyStatement } from "../access/policy-document";

export interface StateMachineProps {
  /** Name of the state machine and of its role. */
  readonly name: string;
  /** What it does, in a sentence; describes the role. */
  readonly description: string;
  /** JSON text in the Amazon States Language, without references: a plan shows it whole, before anything is there. */
  readonly definition: string;
  /** ARN that the state machine gets, as computed from its name. */
  readonly stateMachineArn: string;
  readonly accountId: string;
  /**
   * A standard one runs once, and each start of it is in CloudTrail: express ones may be started by a call that is not.
   * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
   *
   * @default EXPRESS
   */
  readonly type?: "EXPRESS" | "STANDARD";
  /** What it may do, and nothing else. */
  readonly statements: readonly PolicyStatement[];
}

/**
 * A state machine with a role of its own. Of an express one, an execution is over within five minutes, and each may run more than once.
 *
 * Without logs: for them the role would have to be allowed to change every log delivery and resource policy of the
 * account. What fails counts in ExecutionsFailed, and the event itself is in the journal.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export class StateMachine extends Construct {
  /** A reference to the ARN, so that what starts it is made after it. */
  readonly stateMachineArn: string;

  constructor(scope: Construct, id: string, props: StateMachineProps) {
    super(scope, id);

    if (Token.isUnresolved(props.definition)) {
      throw new Error(`The definition of ${props.name} refers to resources; write ARNs computed from names into it.`);
    }
    const role = new IamRole(this, "Role", {
      name: props.name,
      description: props.description,
      assumeRolePolicy: policyDocument([
        {
          Sid: "StateMachineAssumes",
          Effect: "Allow",
          Principal: { Service: "states.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": props.accountId },
            ArnLike: { "aws:SourceArn": props.stateMachineArn },
          },
        },
      ]),
    });
    const policy = new IamRolePolicy(this, "Policy", {
      role: role.name,
      name: "what-it-does",
      policy: policyDocument([...props.statements]),
    });
    const stateMachine = new SfnStateMachine(this, "Resource", {
      name: props.name,
      type: props.type ?? "EXPRESS",
      roleArn: role.arn,
      definition: literal(props.definition),
      // Its first event may come as soon as it is there.
      dependsOn: [policy],
    });
    this.stateMachineArn = stateMachine.arn;
  }
}

/**
 * What counts executions that did not end well, for an AnyOfMetricsAlarm.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export function executionFailures(stateMachineArn: string) {
  const dimensions = { StateMachineArn: stateMachineArn };
  return {
    label: "Failures",
    metricNamespace: "AWS/States",
    metrics: ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"].map((metricName) => ({
      metricName,
      dimensions,
    })),
    period: 300,
  };
}

/** Publishing to encrypted topics, and to no others. Their key's policy has to let the role use it through SNS. */
export function publishing(topicArns: readonly string[], keyArn: string): readonly PolicyStatement[] {
  if (topicArns.length === 0) return [];
  return [
    { Sid: "TheseTopicsOnly", Effect: "Allow", Action: "sns:Publish", Resource: topicArns },
    { Sid: "EncryptForTopics", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: keyArn },
  ];
}

/** Reading and writing items of a table with a key of ours. */
export function remembering(
  actions: readonly `dynamodb:${string}`[],
  tableArn: string,
  keyArn: string,
  dynamoDbEndpoint: string,
): readonly PolicyStatement[] {
  return [
    { Sid: "ThisTableOnly", Effect: "Allow", Action: [...actions], Resource: tableArn },
    {
      Sid: "DecryptTheTable",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: keyArn,
      Condition: { StringEquals: { "kms:ViaService": dynamoDbEndpoint } },
    },
  ];
}

/**
 * Writing to one stream of a log group, and making it. The form of the ARN is that of CloudTrail's role.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function writingTo(logStreamArn: string): PolicyStatement {
  return {
    Sid: "ThisStreamOnly",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: logStreamArn,
  };
}

/** Reading secrets whose names begin so, and no others. */
export function readingSecrets(secretArnPattern: string): PolicyStatement {
  return {
    Sid: "TheseSecretsOnly",
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: secretArnPattern,
  };
}

/**
 * Reading results of queries that were started, whoever started them: the action has no resource. Their ids are random.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
export const readingAnswers: PolicyStatement = {
  Sid: "AnswersOfQueries",
  Effect: "Allow",
  Action: "logs:GetQueryResults",
  Resource: "*",
};

/**
 * Asking which alarms are in which state. Only composite alarms need the right to all alarms of all regions.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export function describingAlarms(alarmArnPattern: string): PolicyStatement {
  return { Sid: "DescribeAlarms", Effect: "Allow", Action: "cloudwatch:DescribeAlarms", Resource: alarmArnPattern };
}

/**
 * Searching a log group. AWS asks for the form with an asterisk; its reference of permissions has the other one.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
export function searching(actions: readonly `logs:${string}`[], logGroupArn: string): PolicyStatement {
  return {
    Sid: "SearchThisGroupOnly",
    Effect: "Allow",
    Action: [...actions],
    Resource: [logGroupArn, `${logGroupArn}:*`],
  };
}
