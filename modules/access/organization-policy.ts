import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { Construct } from "constructs";

import type { PolicyStatement } from "./policy-document";
import { policyParts } from "./policy-parts";

export interface OrganizationPolicyProps {
  /** Name of the policy; its parts have their number behind it. */
  readonly policyName: string;
  readonly description: string;
  readonly type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
  readonly statements: readonly PolicyStatement[];
  /** Ids of organizational units and accounts. */
  readonly targetIds: readonly string[];
}

/**
 * A policy of the organization, in as many parts as its length needs, on its targets. Made with credentials of the
 * management account, which it does not bind.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
 */
export class OrganizationPolicy extends Construct {
  constructor(scope: Construct, id: string, props: OrganizationPolicyProps) {
    super(scope, id);

    // Numbers, because a part has nothing else that stays: when statements grow, parts are rewritten, none is replaced.
    for (const [index, content] of policyParts(props.statements).entries()) {
      const part = new Construct(this, `Part${index + 1}`);
      const policy = new OrganizationsPolicy(part, "Resource", {
        name: `${props.policyName}-${index + 1}`,
        description: props.description,
        type: props.type,
        content,
      });
      for (const targetId of props.targetIds) {
        // By the id, which outlives the name that people give a unit.
        new OrganizationsPolicyAttachment(part, targetId, { policyId: policy.id, targetId });
      }
    }
  }
}
