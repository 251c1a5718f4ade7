import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { Token } from "cdktf";
import { Construct } from "constructs";

import { literal } from "./literal";
import { policyDocument } from "./policy-document";

export interface MessageComposerProps {
  /** Name of the state machine and of its role. */
  readonly name: string;
  /** JSON text in the Amazon States Language, without references: a plan shows it whole, before anything is there. */
  readonly definition: string;
  /** ARN that the state machine gets, as computed from its name. */
  readonly stateMachineArn: string;
  readonly accountId: string;
  /** Topics it may publish to, and no others. */
  readonly topicArns: readonly string[];
  /** Key of the topics; its policy has to let the role use it through SNS. */
  readonly keyArn: string;
  /** Log group that it may search, without `:*`. */
  readonly journalLogGroupArn: string;
}

/**
 * A state machine that looks events up, puts them into words and publishes them. Express: an execution is over within seconds, and
 * each may run more than once.
 *
 * Without logs: for them the role would have to be allowed to change every log delivery and resource policy of the
 * account. What fails counts in ExecutionsFailed, and the event itself is in the journal.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export class MessageComposer extends Construct {
  /** A reference to the ARN, so that what starts it is made after it. */
  readonly stateMachineArn: string;

  constructor(scope: Construct, id: string, props: MessageComposerProps) {
    super(scope, id);

    if (Token.isUnresolved(props.definition)) {
      throw new Error(`The definition of ${props.name} refers to resources; write ARNs computed from names into it.`);
    }
    const role = new IamRole(this, "Role", {
      name: props.name,
      description: "The message composer searches the journal and publishes to topics",
      assumeRolePolicy: policyDocument([
        {
          Sid: "ComposerAssumes",
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
      name: "search-and-publish",
      policy: policyDocument([
        { Sid: "TheseTopicsOnly", Effect: "Allow", Action: "sns:Publish", Resource: props.topicArns },
        {
          Sid: "EncryptForTopics",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
          Resource: props.keyArn,
        },
        // AWS asks for the form with an asterisk; its reference of permissions has the other one.
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
        {
          Sid: "SearchTheJournal",
          Effect: "Allow",
          Action: "logs:FilterLogEvents",
          Resource: [props.journalLogGroupArn, `${props.journalLogGroupArn}:*`],
        },
      ]),
    });
    const stateMachine = new SfnStateMachine(this, "Resource", {
      name: props.name,
      type: "EXPRESS",
      roleArn: role.arn,
      definition: literal(props.definition),
      // Its first event may come as soon as it is there.
      dependsOn: [policy],
    });
    this.stateMachineArn = stateMachine.arn;
  }
}
