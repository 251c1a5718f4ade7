import { type AwsCalls, type Place, RefusedCall } from "../../aws/calls";
import type { Found, SynthesizedStack } from "../wanted-stacks";
import type { WantedResource } from "../wanted";

type Find = (
  resource: WantedResource,
  stack: SynthesizedStack,
  calls: AwsCalls,
) => Promise<Readonly<Record<string, string | undefined>>>;

/** What AWS gives a resource and no name tells, by its type. A key is found by its alias: it has no name of its own. */
const finds: Readonly<Record<string, Find>> = {
  aws_kms_key: async (key, { resources }, calls) => {
    const alias = resources.find(({ type, refersTo }) => type === "aws_kms_alias" && refersTo.includes(key.address));
    if (typeof alias?.attributes.name !== "string") return {};
    const { KeyMetadata } = await calls.call("kms:DescribeKey", { KeyId: alias.attributes.name }, placeOf(key));
    return { arn: KeyMetadata?.Arn, key_id: KeyMetadata?.KeyId };
  },
  aws_organizations_policy: async ({ attributes: { name, type }, ...policy }, _stack, calls) => {
    const Filter = type as "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
    const { Policies = [] } = await calls.call("organizations:ListPolicies", { Filter }, placeOf(policy));
    return { id: Policies.find(({ Name }) => Name === name)?.Id };
  },
  aws_secretsmanager_secret: async ({ attributes: { name }, ...secret }, _stack, calls) => {
    if (typeof name !== "string") return {};
    const { ARN } = await calls.call("secretsmanager:DescribeSecret", { SecretId: name }, placeOf(secret));
    return { arn: ARN };
  },
};

/** The stack with what AWS says of what its resources refer to; what it refuses to say stays unknown, and is for others to find. */
export async function withFound(stack: SynthesizedStack, calls: AwsCalls): Promise<SynthesizedStack> {
  const found = new Map<string, string>();
  const addresses = new Set(stack.missing.map((reference) => reference.split(".", 2).join(".")));
  await Promise.all(
    [...addresses].map(async (address) => {
      for (const [name, value] of Object.entries(await foundOf(address, stack, calls))) {
        if (value !== undefined) found.set(`${address}.${name}`, value);
      }
    }),
  );
  return found.size === 0 ? stack : stack.knowing(found satisfies Found);
}

async function foundOf(
  address: string,
  stack: SynthesizedStack,
  calls: AwsCalls,
): Promise<Readonly<Record<string, string | undefined>>> {
  const resource = stack.resource(address);
  const find = resource === undefined ? undefined : finds[resource.type];
  if (find === undefined) return {};
  try {
    return await find(resource!, stack, calls);
  } catch (error) {
    if (error instanceof RefusedCall) return {};
    throw error;
  }
}

function placeOf({ account, region }: Pick<WantedResource, "account" | "region">): Place {
  return { account, region };
}
