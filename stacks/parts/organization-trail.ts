import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import { trailDecryption, trailEncryption } from "../../modules/access/key-grants";
import { OrganizationTrail } from "../../modules/trail/organization-trail";

export interface TrailMaker {
  /** @default - the stack's own, where the management account makes the trail */
  readonly keyProvider?: AwsProvider;
  /** The same account's. @default - the stack's own */
  readonly trailProvider?: AwsProvider;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * A trail of our own. It and its key are made with credentials of the account that has its log group, because CloudTrail
 * takes only a log group and a role of the account that makes the trail.
 */
export function addOrganizationTrail(
  scope: Construct,
  organization: Organization,
  { keyProvider, trailProvider, dependsOn }: TrailMaker,
): void {
  const { security, logArchive, names, protection, trail, trailMaker } = organization;
  const readers = logArchive === undefined ? [security] : [security, logArchive];

  const key = new CustomerManagedKey(scope, "TrailKey", {
    alias: names.access.keyAlias("trail"),
    description: "Encrypts the log files of the organization trail",
    administratorArn: names.access.accountRootArn(organization[trailMaker].id),
    grants: [
      ...trailEncryption(names.trail.arn, names.trail.arnPattern),
      trailDecryption(readers.map(({ id }) => names.access.accountRootArn(id))),
    ],
    preventDestroy: protection,
    provider: keyProvider,
  });
  new OrganizationTrail(scope, "Trail", {
    trailName: names.trail.name,
    bucketName: names.trail.bucketName,
    logGroupArn: names.trail.logGroupArn,
    deliveryRoleArn: names.trail.deliveryRoleArn,
    key,
    insights: trail.insights,
    excludeKmsEvents: trail.excludeKmsEvents,
    preventDestroy: protection,
    provider: trailProvider,
    dependsOn,
  });
}
