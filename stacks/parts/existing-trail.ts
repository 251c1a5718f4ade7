import type { TerraformStack } from "cdktf";

import type { Organization } from "../../organization/organization";
import type { ExistingTrailSettings } from "../../organization/settings";
import { CENTRALIZATION_PROVIDER_VERSIONS, TrailCentralization } from "../../modules/trail/trail-centralization";

/** The events of a trail that is there already, copied from the management account to the trail log group. */
export function addExistingTrail(
  stack: TerraformStack,
  organization: Organization,
  existing: ExistingTrailSettings,
): void {
  const { management, security, names, homeRegion, organizationId, protection } = organization;

  new TrailCentralization(stack, "TrailCentralization", {
    ruleName: names.trail.centralizationRuleName,
    organizationId,
    sourceAccountId: management.id,
    sourceRegion: existing.logGroupRegion ?? homeRegion,
    sourceLogGroupName: existing.logGroupName,
    destinationAccountId: security.id,
    destinationRegion: homeRegion,
    destinationLogGroupName: names.trail.logGroupName,
    preventDestroy: protection,
  });
  stack.addOverride("terraform.required_providers.aws.version", CENTRALIZATION_PROVIDER_VERSIONS);
}
