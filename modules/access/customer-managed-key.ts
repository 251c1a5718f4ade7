import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

import { administration, type KeyGrant } from "./key-grants";
import { policyDocument } from "./policy-document";

export interface CustomerManagedKeyProps {
  /** Begins with alias/. */
  readonly alias: string;
  readonly description: string;
  /** Account that manages the key through its IAM policies, as the ARN of its root. */
  readonly administratorArn: string;
  /** Who may use the key, for what. */
  readonly grants: readonly KeyGrant[];
  /** Days between the request to delete the key and its end: 7 to 30. @default 30 */
  readonly deletionWindowInDays?: number;
  /** Refuse plans that destroy the key: what it encrypted would be lost. */
  readonly preventDestroy: boolean;
  /** @default - the provider's alone */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default - the provider's region */
  readonly region?: string;
  /** @default - the stack's own provider */
  readonly provider?: TerraformProvider;
}

/**
 * A symmetric KMS key that is rotated every year and whose policy names everybody who may use it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export class CustomerManagedKey extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: CustomerManagedKeyProps) {
    super(scope, id);

    const { region, provider } = props;
    const key = new KmsKey(this, "Resource", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: props.deletionWindowInDays ?? 30,
      policy: policyDocument([administration(props.administratorArn), ...props.grants]),
      tags: props.tags,
      region,
      provider,
      lifecycle: { preventDestroy: props.preventDestroy },
    });
    new KmsAlias(this, "Alias", { name: props.alias, targetKeyId: key.keyId, region, provider });
    this.keyArn = key.arn;
  }
}
