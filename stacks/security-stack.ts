import type { Construct } from "constructs";

import type { Organization } from "../organization/organization";
import { addAccountWatch } from "./parts/account-watch";
import { addAlerting } from "./parts/alerting";
import { CentralStack } from "./central-stack";
import { addDashboard } from "./parts/dashboard";
import { addTopics } from "./parts/topics";
import { addTrailDestination, addTrailFiles } from "./parts/trail-destination";
import { addTrailWatch } from "./parts/trail-watch";

/** The security account: where the events arrive, and where alarms go off. */
export class SecurityStack extends CentralStack {
  constructor(scope: Construct, id: string, organization: Organization) {
    const { security, trailMaker } = organization;
    super(scope, id, { organization, account: security });

    addTrailFiles(this, organization);
    // What does not make the trail has nothing of its events: CloudTrail delivers to the account that makes it.
    const destination = trailMaker === "security" ? addTrailDestination(this, organization) : undefined;
    const topics = addTopics(this, organization);
    if (destination !== undefined) addTrailWatch(this, organization, destination.logGroup, topics);
    const { policies } = addAlerting(this, organization, topics);
    addDashboard(this, organization);
    addAccountWatch(this, organization, security, { dependsOn: policies });
  }
}
