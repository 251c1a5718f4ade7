import type { Construct } from "constructs";

import type { Account, Organization } from "../config/organization";
import { AccountStack } from "./account-stack";
import { addLogArchive } from "./log-archive";

/** The log archive account, where there is one: the bucket of the trail's files. */
export class LogArchiveStack extends AccountStack {
  constructor(scope: Construct, organization: Organization, account: Account) {
    super(scope, "log-archive", { organization, account });

    addLogArchive(this, organization, account);
  }
}
