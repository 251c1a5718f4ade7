import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import type { Postcondition } from "cdktf";
import type { Construct } from "constructs";

/** What has to hold for a service to act in every account. */
export interface OrganizationLookUpProps {
  /** Organization that the credentials have to be of. */
  readonly organizationId: string;
  /** Name of the service, for people. */
  readonly service: string;
  readonly servicePrincipal: string;
}

/** So that an organization can have a trail. */
export const CLOUDTRAIL = { service: "CloudTrail", servicePrincipal: "cloudtrail.amazonaws.com" };

/**
 * Looks at the organization with the credentials of the management account. The plan goes on only if it is the right one,
 * has all features and trusts the service.
 *
 * Trusted access is a prerequisite that is checked and never a resource: destroying it would silently turn off what
 * others in the organization rely on.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html
 */
export function lookUpOrganization(scope: Construct, props: OrganizationLookUpProps): DataAwsOrganizationsOrganization {
  return new DataAwsOrganizationsOrganization(scope, "Organization", {
    lifecycle: { postcondition: conditions(props) },
  });
}

function conditions(props: OrganizationLookUpProps): Postcondition[] {
  return [
    {
      condition: `\${self.id == "${props.organizationId}"}`,
      errorMessage: `The credentials belong to another organization than ${props.organizationId}. Correct organizationId or the management account.`,
    },
    {
      condition: '${self.feature_set == "ALL"}',
      errorMessage: "The organization has consolidated billing only. Enable all features in AWS Organizations first.",
    },
    {
      condition: `\${contains(self.aws_service_access_principals, "${props.servicePrincipal}")}`,
      errorMessage: `${props.service} has no trusted access to the organization. Run in the management account: aws organizations enable-aws-service-access --service-principal ${props.servicePrincipal}`,
    },
  ];
}
