import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";

import { secretArn } from "../../organization/names/secret-arn";
import type { MemberAccount } from "../../organization/organization";

/** What of a secret is in the state; decoys are made here alone. */
const PARTS = [
  ["aws_secretsmanager_secret", "Resource"],
  ["aws_secretsmanager_secret_policy", "Policy"],
] as const;

/**
 * Lets go of secrets that are watched by their whole ARN now, where they were made or adopted here before: out of the state, and not
 * deleted. `prevent_destroy` would not help; it goes with the resource. Nothing happens where the state has none.
 * https://developer.hashicorp.com/terraform/language/block/removed
 *
 * @param scopeOf where the construct of a secret would be
 * @returns whether there are any
 */
export function releaseSecrets(
  stack: TerraformStack,
  { watchedSecrets }: MemberAccount,
  scopeOf: (region: string, secretName: string) => Construct,
): boolean {
  const addresses = watchedSecrets.flatMap(({ name }) => {
    const arn = secretArn(name);
    if (arn === undefined) return [];
    const scope = scopeOf(arn.region, arn.name);
    return PARTS.map(([type, id]) => `${type}.${stack.getLogicalId(new Construct(scope, id).node)}`);
  });
  if (addresses.length === 0) return false;
  stack.addOverride(
    "removed",
    addresses.map((from) => ({ from, lifecycle: { destroy: false } })),
  );
  return true;
}
