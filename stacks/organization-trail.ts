import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { CustomerManagedKey } from "../modules/customer-managed-key";
import { DelegatedAdministrator } from "../modules/delegated-administrator";
import { trailDecryption, trailEncryption } from "../modules/key-grants";
import { OrganizationTrail } from "../modules/organization-trail";

/** Credentials of the security account, for each of the two. */
export interface TrailProviders {
  readonly key: AwsProvider;
  readonly trail: AwsProvider;
}

/**
 * A trail of our own. It and its key are made with credentials of the security account, because CloudTrail takes only a
 * log group and a role of the account that makes the trail.
 */
export function addOrganizationTrail(scope: Construct, organization: Organization, providers: TrailProviders): void {
  const { security, logArchive, names, protection, trail } = organization;
  const readers = logArchive === undefined ? [security] : [security, logArchive];

  const administrator = new DelegatedAdministrator(scope, "DelegatedAdministrator", {
    accountId: security.id,
    organizationId: organization.organizationId,
  });
  const key = new CustomerManagedKey(scope, "TrailKey", {
    alias: names.keyAlias("trail"),
    description: "Encrypts the log files of the organization trail",
    administratorArn: names.accountRootArn(security.id),
    grants: [
      ...trailEncryption(names.trailArn, names.trailArnPattern),
      trailDecryption(readers.map(({ id }) => names.accountRootArn(id))),
    ],
    preventDestroy: protection,
    provider: providers.key,
  });
  new OrganizationTrail(scope, "Trail", {
    trailName: names.trailName,
    bucketName: names.archiveBucketName,
    logGroupArn: names.trailLogGroupArn,
    deliveryRoleArn: names.trailDeliveryRoleArn,
    key,
    insights: trail.insights,
    excludeKmsEvents: trail.excludeKmsEvents,
    preventDestroy: protection,
    provider: providers.trail,
    dependsOn: [administrator.registration],
  });
}
