import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { ExistingLogGroup } from "../../modules/logs/existing-log-group";
import { CLOUDTRAIL, lookUpOrganization } from "../../modules/trail/organization-look-up";
import type { TrailEvents } from "../../modules/logs/trail-log-group";
import { addTrailDashboard } from "./dashboard";
import { forgetOurTrail } from "./forgotten-trail";
import { addOrganizationTrail } from "./organization-trail";
import { topicsFromElsewhere } from "./topics";
import { addTrailDestination } from "./trail-destination";
import { addTrailWatch } from "./trail-watch";

/**
 * The trail where no member may make it, so that its log group is in the management account: with all that is made of its
 * events, whose alarms tell the topics of the security account. docs/decisions/0013-china.md has why.
 *
 * @param trailProvider of the trail alone. Default: the stack's own
 */
export function addManagementTrail(
  stack: TerraformStack,
  organization: Organization,
  trailProvider?: AwsProvider,
): void {
  const events = addEvents(stack, organization, trailProvider);
  addTrailWatch(stack, organization, events, topicsFromElsewhere(organization));
  addTrailDashboard(stack, organization);
}

function addEvents(stack: TerraformStack, organization: Organization, trailProvider?: AwsProvider): TrailEvents {
  const { trail, organizationId } = organization;
  if (trail.existing !== undefined) {
    forgetOurTrail(stack, organization, "management");
    return new ExistingLogGroup(stack, "ExistingLogGroup", { logGroupName: trail.existing.logGroupName });
  }
  const trusted = lookUpOrganization(new Construct(stack, "TrustedAccess"), { organizationId, ...CLOUDTRAIL });
  const { logGroup, dependencies } = addTrailDestination(stack, organization);
  addOrganizationTrail(stack, organization, { trailProvider, dependsOn: [trusted, ...dependencies] });
  return logGroup;
}
