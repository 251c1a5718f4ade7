import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import { everybody, policyDocument } from "../access/policy-document";

export interface CentralEventBusProps {
  readonly busName: string;
  readonly busArn: string;
  /** What events it receives. */
  readonly description: string;
  /** Whose accounts may send, also those that will be made; nobody else. */
  readonly organizationId: string;
  /** Days events are kept for replay. */
  readonly archiveDays: number;
  /** JSON text of the pattern of what is kept. */
  readonly archivePattern: string;
  /** Refuse plans that destroy the bus. */
  readonly preventDestroy: boolean;
}

/**
 * The event bus that the accounts of an organization send to, with an archive for replay.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-permissions-manage.html
 */
export class CentralEventBus extends Construct {
  /** A reference to the name, so that rules are made after the bus. */
  readonly busName: string;
  /** What sends to the bus from this account has to wait for. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CentralEventBusProps) {
    super(scope, id);

    const bus = new CloudwatchEventBus(this, "Resource", {
      name: props.busName,
      description: props.description,
      lifecycle: { preventDestroy: props.preventDestroy },
    });
    this.policy = new CloudwatchEventBusPolicy(this, "Policy", {
      eventBusName: bus.name,
      policy: policyDocument([
        {
          Sid: "OrganizationSends",
          Effect: "Allow",
          Principal: everybody.events,
          Action: "events:PutEvents",
          Resource: props.busArn,
          Condition: { StringEquals: { "aws:PrincipalOrgID": props.organizationId } },
        },
      ]),
    });
    new CloudwatchEventArchive(this, "Archive", {
      name: props.busName,
      description: `${props.description}, for replay`,
      eventSourceArn: bus.arn,
      eventPattern: props.archivePattern,
      retentionDays: props.archiveDays,
    });
    this.busName = bus.name;
  }
}
