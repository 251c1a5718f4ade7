import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { Construct } from "constructs";

import type { OrganizationPolicyProps } from "./organization-policy";

export interface EnabledPolicyTypeProps {
  readonly type: OrganizationPolicyProps["type"];
}

/**
 * Refuses the plan unless a type of policy is switched on in the organization's root. A prerequisite that is checked
 * and never a resource: destroying it would take every policy of that type off, also other people's.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_enable-disable.html
 */
export class EnabledPolicyType extends Construct {
  constructor(scope: Construct, id: string, { type }: EnabledPolicyTypeProps) {
    super(scope, id);

    new DataAwsOrganizationsOrganization(this, "Organization", {
      lifecycle: {
        postcondition: [
          {
            condition: `\${contains(flatten([for root in self.roots : [for each in root.policy_types : each.type if each.status == "ENABLED"]]), "${type}")}`,
            errorMessage: `The organization has ${type} switched off. Run in the management account: aws organizations enable-policy-type --policy-type ${type} --root-id, with the id that aws organizations list-roots shows.`,
          },
        ],
      },
    });
  }
}
