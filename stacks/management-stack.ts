import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";

import type { Organization } from "../organization/organization";
import { DelegatedAdministrator } from "../modules/trail/delegated-administrator";
import { addAccountWatch } from "./parts/account-watch";
import { CentralStack } from "./central-stack";
import { addExistingTrail } from "./parts/existing-trail";
import { addGuardrails } from "./parts/guardrails";
import { forgetOurTrail } from "./parts/forgotten-trail";
import { addManagementTrail } from "./parts/management-trail";
import { addOrganizationTrail } from "./parts/organization-trail";

/** The management account: what is the organization's. */
export class ManagementStack extends CentralStack {
  constructor(scope: Construct, id: string, organization: Organization) {
    const { management, trailMaker } = organization;
    super(scope, id, { organization, account: management });

    if (trailMaker === "management") addManagementTrail(this, organization, this.trailProvider(organization));
    else this.addTrailOfSecurity(organization);
    addGuardrails(this, organization);
    addAccountWatch(this, organization, management);
  }

  private addTrailOfSecurity(organization: Organization): void {
    const { security, trail, organizationId } = organization;
    // Without a trail of our own it has nothing to do, but to let go of one that was there.
    const keyProvider = this.addProvider(organization, security, "security");
    if (trail.existing === undefined) {
      const trailProvider = this.trailProvider(organization, keyProvider);
      const { registration } = new DelegatedAdministrator(this, "DelegatedAdministrator", {
        accountId: security.id,
        organizationId,
      });
      addOrganizationTrail(this, organization, { keyProvider, trailProvider, dependsOn: [registration] });
    } else {
      forgetOurTrail(this, organization, "management");
      addExistingTrail(this, organization, trail.existing);
    }
  }

  /** AWS may refuse the security account the tags of a trail that the management account owns; the key is its own. */
  private trailProvider(organization: Organization, provider?: AwsProvider): AwsProvider | undefined {
    const { trail, trailMaker } = organization;
    if (trail.tags || trail.existing !== undefined) return provider;
    return this.addProvider(organization, organization[trailMaker], "trail", {});
  }
}
