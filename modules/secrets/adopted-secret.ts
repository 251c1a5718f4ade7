import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { TerraformProvider, TerraformResource } from "cdktf";
import { Construct } from "constructs";

import { literal } from "../literal";
import { secretPolicy } from "./secret-policy";

export interface AdoptedSecretProps {
  /** ARN of the secret that is there, with its suffix. */
  readonly arn: string;
  readonly secretName: string;
  /** @default - the one that it has */
  readonly description?: string;
  /** @default - the key that it has */
  readonly kmsKeyArn?: string;
  /** @default - the provider's region */
  readonly region?: string;
  /** Copies in other regions, each under a key of its region. @default - those that it has */
  readonly replicas?: readonly { readonly region: string; readonly kmsKeyArn: string }[];
  /** Days in which the secret can be restored once it is deleted: 7 to 30. @default 30 */
  readonly recoveryWindowInDays?: number;
  /** Principals outside of it are refused, by a policy in the place of the secret's own. @default - it keeps its own */
  readonly organizationId?: string;
  /** A provider without default tags: the tags that the secret has stay. @default - those of the stack's provider take their place */
  readonly untagged?: TerraformProvider;
  /** Refuse plans that destroy the secret. */
  readonly preventDestroy: boolean;
}

/**
 * A secret that somebody else made, taken over as it is by an import block. What is not given stays what it is, whoever changes it.
 *
 * To ignore changes of tags is not enough: a provider with default tags, up to 6.46 at least, takes all others away where one has no value.
 * https://github.com/hashicorp/terraform-provider-aws/issues/48007
 * https://developer.hashicorp.com/terraform/language/import
 */
export class AdoptedSecret extends Construct {
  readonly secretArn: string;

  constructor(scope: Construct, id: string, props: AdoptedSecretProps) {
    super(scope, id);
    const { description, kmsKeyArn, replicas = [], region, untagged } = props;

    const ignored = [
      ...(description === undefined ? ["description"] : []),
      ...(kmsKeyArn === undefined ? ["kms_key_id"] : []),
      ...(replicas.length === 0 ? ["replica"] : []),
      ...(untagged === undefined ? [] : ["tags"]),
    ];
    const secret = new SecretsmanagerSecret(this, "Resource", {
      name: props.secretName,
      description: description === undefined ? undefined : literal(description),
      kmsKeyId: kmsKeyArn,
      recoveryWindowInDays: props.recoveryWindowInDays ?? 30,
      replica:
        replicas.length === 0 ? undefined : replicas.map((each) => ({ region: each.region, kmsKeyId: each.kmsKeyArn })),
      region,
      lifecycle: {
        preventDestroy: props.preventDestroy,
        ignoreChanges: ignored.length === 0 ? undefined : ignored,
      },
      provider: untagged,
    });
    adopt(secret, props);
    if (props.organizationId !== undefined) {
      const { organizationId } = props;
      const policy = secretPolicy(this, "Policy", { secretArn: secret.arn, organizationId, region });
      // A secret without a policy has an empty one to the provider: the plan shows what gives way.
      adopt(policy, props);
    }
    this.secretArn = secret.arn;
  }
}

/**
 * Where the region is not that of the provider, it stands behind the id.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
 */
function adopt(resource: TerraformResource, { arn, region }: AdoptedSecretProps): void {
  resource.importFrom(region === undefined ? arn : `${arn}@${region}`);
}
