import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import { policyDocument } from "../access/policy-document";

export interface RuleRoleProps {
  readonly roleName: string;
  readonly description: string;
  readonly accountId: string;
  /** Rules that may use the role. */
  readonly ruleArnPatterns: readonly string[];
  /** What they may do with it, and with what. */
  readonly action: string;
  readonly resourceArn: string;
}

/**
 * A role with which event rules of an account do one thing.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export class RuleRole extends Construct {
  /** A reference to the ARN, so that what uses the role is made after it. */
  readonly roleArn: string;
  /** What uses the role has to wait for: without its policy, an event is refused and not tried again. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: RuleRoleProps) {
    super(scope, id);

    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: props.description,
      assumeRolePolicy: policyDocument([
        {
          Sid: "OurRulesAssume",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": props.accountId },
            ArnLike: { "aws:SourceArn": props.ruleArnPatterns },
          },
        },
      ]),
    });
    this.policy = new IamRolePolicy(this, "Policy", {
      role: role.name,
      name: "one-thing",
      policy: policyDocument([{ Sid: "OneThing", Effect: "Allow", Action: props.action, Resource: props.resourceArn }]),
    });
    this.roleArn = role.arn;
  }
}
