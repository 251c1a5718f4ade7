import type { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { CustomerManagedKey } from "../modules/customer-managed-key";
import { DelegatedAdministrator } from "../modules/delegated-administrator";
import { trailDecryption, trailEncryption } from "../modules/key-grants";
import { OrganizationTrail } from "../modules/organization-trail";
import { AccountStack } from "./account-stack";

/**
 * The management account: what is the organization's. The trail and its key are made with credentials of the security
 * account, because CloudTrail takes only a log group and a role of the account that makes the trail.
 */
export class ManagementStack extends AccountStack {
  constructor(scope: Construct, organization: Organization) {
    const { management, security, logArchive, names, protection, trail } = organization;
    super(scope, "management", { organization, account: management });
    const securityProvider = this.addProvider(organization, security, "security");
    const readers = logArchive === undefined ? [security] : [security, logArchive];

    const administrator = new DelegatedAdministrator(this, "DelegatedAdministrator", {
      accountId: security.id,
      organizationId: organization.organizationId,
    });
    const key = new CustomerManagedKey(this, "TrailKey", {
      alias: names.keyAlias("trail"),
      description: "Encrypts the log files of the organization trail",
      administratorArn: names.accountRootArn(security.id),
      grants: [
        ...trailEncryption(names.trailArn, names.trailArnPattern),
        trailDecryption(readers.map(({ id }) => names.accountRootArn(id))),
      ],
      preventDestroy: protection,
      provider: securityProvider,
    });
    new OrganizationTrail(this, "Trail", {
      trailName: names.trailName,
      bucketName: names.archiveBucketName,
      logGroupArn: names.trailLogGroupArn,
      deliveryRoleArn: names.trailDeliveryRoleArn,
      key,
      insights: trail.insights,
      excludeKmsEvents: trail.excludeKmsEvents,
      preventDestroy: protection,
      provider: securityProvider,
      dependsOn: [administrator.registration],
    });
  }
}
