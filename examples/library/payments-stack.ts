import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  CustomerManagedKey,
  MonitoredSecret,
  secretEncryption,
  type MemberAccount,
  type Organization,
} from "secretwatch";

export interface PaymentsStackProps {
  readonly organization: Organization;
  /** Account of the secret. */
  readonly account: MemberAccount;
}

/**
 * A stack of a team's own in the app of the organization: a secret that the team makes beside its other resources. The account's
 * `watchedSecrets` say who is expected to read it.
 */
export class PaymentsStack extends TerraformStack {
  constructor(scope: Construct, id: string, { organization, account }: PaymentsStackProps) {
    super(scope, id);

    const region = organization.homeRegion;
    new AwsProvider(this, "aws", { region, allowedAccountIds: [account.id] });
    const root = `arn:aws:iam::${account.id}:root`;
    const key = new CustomerManagedKey(this, "Key", {
      alias: "alias/payments-secrets",
      description: "Secrets of the payment service",
      administratorArn: root,
      grants: [secretEncryption(root, account.id, `secretsmanager.${region}.amazonaws.com`)],
      preventDestroy: true,
    });
    new MonitoredSecret(this, "Ledger", {
      secretName: "prod/payments/ledger",
      description: "Signs entries of the ledger",
      kmsKeyArn: key.keyArn,
      organizationId: organization.organizationId,
      preventDestroy: true,
    });
  }
}
