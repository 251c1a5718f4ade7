import type { Construct } from "constructs";

import type { Organization } from "../config/organization";
import { addAccountWatch } from "./account-watch";
import { CentralStack } from "./central-stack";
import { addExistingTrail } from "./existing-trail";
import { addGuardrails } from "./guardrails";
import { forgetOurTrail } from "./forgotten-trail";
import { addOrganizationTrail } from "./organization-trail";

/** The management account: what is the organization's. */
export class ManagementStack extends CentralStack {
  constructor(scope: Construct, organization: Organization) {
    const { management, security, trail } = organization;
    super(scope, "management", { organization, account: management });

    // Without a trail of our own it has nothing to do, but to let go of one that was there.
    const securityProvider = this.addProvider(organization, security, "security");

    if (trail.existing === undefined) {
      // AWS may refuse the security account the tags of a trail that the management account owns; the key is its own.
      const trailProvider = trail.tags ? securityProvider : this.addProvider(organization, security, "trail", {});
      addOrganizationTrail(this, organization, { key: securityProvider, trail: trailProvider });
    } else {
      forgetOurTrail(this, "management");
      addExistingTrail(this, organization, trail.existing);
    }
    addGuardrails(this, organization);
    addAccountWatch(this, organization, management);
  }
}
