import type { Construct } from "constructs";

import type { Account, Organization } from "../organization/organization";
import { addAccountWatch } from "./parts/account-watch";
import { CentralStack } from "./central-stack";
import { addLogArchive } from "./parts/log-archive";

/** The log archive account, where there is one: the bucket of the trail's files. */
export class LogArchiveStack extends CentralStack {
  constructor(scope: Construct, id: string, organization: Organization, account: Account) {
    super(scope, id, { organization, account });

    addLogArchive(this, organization, account);
    addAccountWatch(this, organization, account);
  }
}
