import type { ITerraformDependable, TerraformStack } from "cdktf";

import type { Organization } from "../../organization/organization";
import { ownTags } from "../../organization/own-tags";
import { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import { centralizationEncryption, logGroupEncryption } from "../../modules/access/key-grants";
import { TrailDeliveryRole } from "../../modules/trail/trail-delivery-role";
import { TrailLogGroup } from "../../modules/logs/trail-log-group";
import { forgetOurTrail } from "./forgotten-trail";
import { addLogArchive } from "./log-archive";

/** The bucket of a trail of our own, if no other account has it. */
export function addTrailFiles(stack: TerraformStack, organization: Organization): void {
  if (organization.trail.existing !== undefined) forgetOurTrail(stack, organization, "security");
  else if (organization.logArchive === undefined) addLogArchive(stack, organization, organization.security);
}

export interface TrailDestination {
  readonly logGroup: TrailLogGroup;
  /** What the trail has to wait for, if the same stack makes it. */
  readonly dependencies: readonly ITerraformDependable[];
}

/**
 * What the events of the trail arrive in, in the account that makes it: the log group, and CloudTrail's role if the trail
 * is ours.
 */
export function addTrailDestination(stack: TerraformStack, organization: Organization): TrailDestination {
  const { trailMaker, names, homeRegion, protection } = organization;
  const administratorArn = names.access.accountRootArn(organization[trailMaker].id);
  const isOurs = organization.trail.existing === undefined;

  const grants = [logGroupEncryption(names.serviceEndpoint("logs", homeRegion), names.trail.logGroupArn)];
  const logGroup = new TrailLogGroup(stack, "TrailLogGroup", {
    logGroupName: names.trail.logGroupName,
    key: new CustomerManagedKey(stack, "TrailLogGroupKey", {
      alias: names.access.keyAlias("trail-log-group"),
      description: "Encrypts the log group of the organization trail",
      administratorArn,
      grants: isOurs
        ? grants
        : [
            ...grants,
            centralizationEncryption(
              administratorArn,
              names.trail.centralizationRoleArnPattern,
              names.trail.logGroupArn,
            ),
          ],
      // Centralization may use keys with this tag only.
      tags: isOurs ? undefined : ownTags.centralizedKey,
      preventDestroy: protection,
    }),
    retentionInDays: organization.logGroup.retentionDays,
    protection,
  });
  if (!isOurs) return { logGroup, dependencies: [logGroup.resource] };
  const role = new TrailDeliveryRole(stack, "TrailDeliveryRole", {
    roleName: names.trail.deliveryRoleName,
    logStreamArns: names.trail.logStreamArns,
  });
  return { logGroup, dependencies: [logGroup.resource, role.policy] };
}
