import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";

import type { MonitoredSecret } from "./monitored-secret";

export interface DecoyValueProps {
  readonly secret: MonitoredSecret;
  /** @default - the provider's region */
  readonly region?: string;
}

/**
 * Looks like the credentials of a database and opens nothing. Terraform makes the password while it applies, and hands
 * it over as a write-only argument: neither plan nor state has it, and no later plan reads it.
 */
const VALUE = [
  "${jsonencode({",
  'engine = "postgres", host = "db-primary.internal", port = 5432, ',
  'username = "admin", password = substr(base64sha256(uuid()), 0, 32)',
  "})}",
].join("");

/**
 * A made-up value for a secret that nobody is to read.
 * https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only
 */
export class DecoyValue extends Construct {
  constructor(scope: Construct, id: string, props: DecoyValueProps) {
    super(scope, id);

    new SecretsmanagerSecretVersion(this, "Resource", {
      secretId: props.secret.secretArn,
      secretStringWo: VALUE,
      // Written once; a higher number would write another one.
      secretStringWoVersion: 1,
      region: props.region,
    });
  }
}
