import "cdktf/lib/testing/adapters/jest";

import { TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";

import type { Attributes, Synthesized } from "./synthesized";
import { temporaryDirectory } from "./temporary-directory";

Testing.setupJest();

/** A class of the provider's bindings. */
interface ResourceClass {
  readonly tfResourceType: string;
}

/**
 * Terraform JSON of what modules make, for cdktf's matchers. Ids are without the hash of the path behind them, so that
 * references can be written out.
 */
export function synthesizedModule(make: (scope: Construct) => void): string {
  // As Testing.synthScope does it, but for the directory, which that leaves behind.
  const stack = new TerraformStack(Testing.app({ outdir: temporaryDirectory() }), "stack");
  make(stack);
  return Testing.synth(stack).replaceAll(/_[0-9A-F]{8}(?![0-9A-Za-z])/g, "");
}

/**
 * Addresses of everything that a module of this id made, sorted: exact counts, which the matchers do not ask for, and the
 * ids, of which a change destroys one resource and makes another.
 */
export function addressesOf(text: string, id: string): readonly string[] {
  const { resource = {}, data = {} } = JSON.parse(text) as Partial<Synthesized>;
  const all = [...addresses(resource, ""), ...addresses(data, "data.")];
  return all.filter((address) => new RegExp(`\\.${id}(_|$)`).test(address)).sort();
}

function addresses(byType: NonNullable<Synthesized["resource"]>, prefix: string): readonly string[] {
  return Object.entries(byType).flatMap(([type, byId]) => Object.keys(byId).map((each) => `${prefix}${type}.${each}`));
}

/** All resources or data sources of a class, in the order of their ids. */
export function everyOf(text: string, { tfResourceType }: ResourceClass): readonly Attributes[] {
  const { resource = {}, data = {} } = JSON.parse(text) as Partial<Synthesized>;
  const byId = { ...resource[tfResourceType], ...data[tfResourceType] };
  return Object.keys(byId)
    .sort()
    .map((id) => byId[id]!);
}

/** The one of a class with all that it has: the matchers can't say that an attribute is not there. */
export function onlyOf(text: string, resourceClass: ResourceClass): Attributes {
  const found = everyOf(text, resourceClass);
  if (found.length !== 1) throw new Error(`There are ${found.length} ${resourceClass.tfResourceType}.`);
  return found[0]!;
}

/** Text of the policy in the one of a class. */
export function policyOf(text: string, resourceClass: ResourceClass, attribute = "policy"): string {
  const policy = onlyOf(text, resourceClass)[attribute];
  if (typeof policy !== "string") throw new Error(`${resourceClass.tfResourceType} has no ${attribute}.`);
  return policy;
}
