import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import { CLOUDTRAIL, lookUpOrganization } from "./organization-look-up";

export interface DelegatedAdministratorProps {
  /** Account to register: it may then make the organization's trail. */
  readonly accountId: string;
  /** Organization that the credentials have to be of. */
  readonly organizationId: string;
}

/**
 * Registers an account as CloudTrail delegated administrator, with the credentials of the management account.
 *
 * Trusted access of CloudTrail is a prerequisite that is checked and never a resource: destroying that would silently
 * turn every organization trail into one of a single account.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
 */
export class DelegatedAdministrator extends Construct {
  /** What the trail has to wait for. */
  readonly registration: ITerraformDependable;

  constructor(scope: Construct, id: string, props: DelegatedAdministratorProps) {
    super(scope, id);

    const organization = lookUpOrganization(this, { organizationId: props.organizationId, ...CLOUDTRAIL });
    this.registration = new CloudtrailOrganizationDelegatedAdminAccount(this, "Resource", {
      accountId: props.accountId,
      dependsOn: [organization],
    });
  }
}
