import type { Construct } from "constructs";

import { AccountStack, type AccountStackProps } from "./account-stack";

/** An account that there is one of. */
export class CentralStack extends AccountStack {
  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id, props);
    this.addAccess();
  }
}
