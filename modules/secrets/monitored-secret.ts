import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";

import { literal } from "../literal";
import { secretPolicy } from "./secret-policy";

export interface MonitoredSecretProps {
  readonly secretName: string;
  /** @default - no description */
  readonly description?: string;
  /** @default - the key that AWS manages, aws/secretsmanager */
  readonly kmsKeyArn?: string;
  /** @default - the provider's region */
  readonly region?: string;
  /** Copies in other regions, each under a key of its region. @default - no copy */
  readonly replicas?: readonly { readonly region: string; readonly kmsKeyArn: string }[];
  /** Days in which a deleted secret can be restored: 7 to 30. @default 30 */
  readonly recoveryWindowInDays?: number;
  /** Principals outside of it are refused. */
  readonly organizationId: string;
  /** Refuse plans that destroy the secret. */
  readonly preventDestroy: boolean;
}

/**
 * A secret without a value: people and rotation put values in, so none enters the code, the plan or the state.
 */
export class MonitoredSecret extends Construct {
  /** A reference: Secrets Manager puts a random suffix behind the name. */
  readonly secretArn: string;

  constructor(scope: Construct, id: string, props: MonitoredSecretProps) {
    super(scope, id);

    const secret = new SecretsmanagerSecret(this, "Resource", {
      name: props.secretName,
      description: props.description === undefined ? undefined : literal(props.description),
      kmsKeyId: props.kmsKeyArn,
      recoveryWindowInDays: props.recoveryWindowInDays ?? 30,
      replica: props.replicas?.map(({ region, kmsKeyArn }) => ({ region, kmsKeyId: kmsKeyArn })),
      region: props.region,
      lifecycle: { preventDestroy: props.preventDestroy },
    });
    secretPolicy(this, "Policy", {
      secretArn: secret.arn,
      organizationId: props.organizationId,
      region: props.region,
    });
    this.secretArn = secret.arn;
  }
}
