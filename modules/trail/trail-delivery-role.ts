import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import { policyDocument } from "../access/policy-document";

export interface TrailDeliveryRoleProps {
  readonly roleName: string;
  /** Streams of the log group that CloudTrail may create and write to. */
  readonly logStreamArns: readonly string[];
}

/**
 * The role with which CloudTrail writes events to the log group.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export class TrailDeliveryRole extends Construct {
  /** What the trail has to wait for, where both are made by one stack: CloudTrail tries to write before it makes it. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: TrailDeliveryRoleProps) {
    super(scope, id);

    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: "CloudTrail writes the events of the organization trail to the log group",
      // No aws:SourceArn here: AWS says on the page above that this role does not support it.
      assumeRolePolicy: policyDocument([
        {
          Sid: "CloudTrailAssumes",
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ]),
    });
    this.policy = new IamRolePolicy(this, "Policy", {
      name: "write-log-streams",
      role: role.name,
      policy: policyDocument([
        {
          Sid: "WriteLogStreams",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: props.logStreamArns,
        },
      ]),
    });
  }
}
