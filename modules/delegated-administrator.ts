import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

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

    const organization = new DataAwsOrganizationsOrganization(this, "Organization", {
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.id == "${props.organizationId}"}`,
            errorMessage: `The credentials belong to another organization than ${props.organizationId}. Correct organizationId or the management account.`,
          },
          {
            condition: '${self.feature_set == "ALL"}',
            errorMessage:
              "The organization has consolidated billing only. Enable all features in AWS Organizations first.",
          },
          {
            condition: '${contains(self.aws_service_access_principals, "cloudtrail.amazonaws.com")}',
            errorMessage:
              "CloudTrail has no trusted access to the organization. Run in the management account: aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
          },
        ],
      },
    });
    this.registration = new CloudtrailOrganizationDelegatedAdminAccount(this, "Resource", {
      accountId: props.accountId,
      dependsOn: [organization],
    });
  }
}
