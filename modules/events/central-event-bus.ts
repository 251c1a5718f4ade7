import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import { everybody, policyDocument, type PolicyStatement } from "../access/policy-document";

export interface CentralEventBusProps {
  readonly busName: string;
  readonly busArn: string;
  /** What events it receives. */
  readonly description: string;
  /** Whose accounts may send, also those that will be made; nobody else. */
  readonly organizationId: string;
  /** The roles of those accounts with which their rules send; no other principal puts an event on the bus. */
  readonly senderRoleArnPattern: string;
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
      policy: policyDocument(statements(props)),
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

/**
 * Who sends, and nobody else. An account's own administrators need no statement that lets them in, so they are denied:
 * otherwise an event by hand, a sign of life for one, would be told from a forwarded one by nothing.
 *
 * Where a rule sends with a role, the principal is that role, and `events:eventBusInvocation` is true, within an account too.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html#eb-events-bus-invocation
 */
function statements({
  busArn,
  organizationId,
  senderRoleArnPattern,
}: CentralEventBusProps): readonly PolicyStatement[] {
  const putEvents = { Principal: everybody.events, Action: "events:PutEvents", Resource: busArn };
  const senders = { "aws:PrincipalArn": senderRoleArnPattern };
  return [
    {
      Sid: "OrganizationSends",
      Effect: "Allow",
      ...putEvents,
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": organizationId },
        ArnLike: senders,
        Bool: { "events:eventBusInvocation": "true" },
      },
    },
    {
      Sid: "NobodyElseSends",
      Effect: "Deny",
      ...putEvents,
      // A service that acts for itself, as in a replay of the archive, has no role.
      Condition: { ArnNotLike: senders, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
    },
    {
      Sid: "NothingByHand",
      Effect: "Deny",
      ...putEvents,
      Condition: { Bool: { "events:eventBusInvocation": "false" } },
    },
  ];
}
