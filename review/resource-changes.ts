import { nameAttributes } from "../resources/name-attributes";
import { lossOf, resourceTypes } from "../resources/resource-types";
import type { AffectedStack } from "./affected-stacks";
import type { Attributes, StackJson } from "./stack-json";

/** A resource that Terraform would destroy, also to make it anew. */
export interface ResourceChange {
  readonly stack: string;
  /** Terraform address. */
  readonly address: string;
  readonly type: string;
  /** As AWS knows it; empty where it has no name. */
  readonly name: string;
  readonly action: "destroy" | "replace";
  /** Attributes that change and can't be changed in place. */
  readonly attributes: readonly string[];
  /** Whether what it holds, or its identity, is lost with it. */
  readonly stateful: boolean;
  /** Whether Terraform refuses: `prevent_destroy` of the resource. It goes with a resource that is taken out. */
  readonly refused: boolean;
}

/** What of the affected stacks would be destroyed or replaced, as far as their JSON tells. */
export function resourceChanges(stacks: readonly AffectedStack[]): readonly ResourceChange[] {
  return stacks.flatMap(({ stack, before, after }) =>
    before === undefined || after === undefined ? [] : ofStack(stack, before, after),
  );
}

function ofStack(stack: string, before: StackJson, after: StackJson): readonly ResourceChange[] {
  const released = new Set(
    (after.removed ?? []).filter(({ lifecycle }) => lifecycle?.destroy === false).map(({ from }) => from),
  );
  return Object.entries(before.resource ?? {}).flatMap(([type, byId]) =>
    Object.entries(byId).flatMap(([id, old]): ResourceChange[] => {
      const address = `${type}.${id}`;
      const change = { stack, address, type, name: nameOf(type, old), stateful: lossOf(type) !== undefined };
      const young = after.resource?.[type]?.[id];
      if (young === undefined) {
        return released.has(address) ? [] : [{ ...change, action: "destroy", attributes: [], refused: false }];
      }
      const attributes = [
        ...(resourceTypes[type]?.replacedBy ?? []).filter(
          (each) => JSON.stringify(old[each]) !== JSON.stringify(young[each]),
        ),
        ...(placeOf(type, old, before) === placeOf(type, young, after) ? [] : ["region"]),
      ];
      return attributes.length === 0 ? [] : [{ ...change, action: "replace", attributes, refused: isProtected(young) }];
    }),
  );
}

/** Region of a resource: its own, or that of its provider. */
function placeOf(type: string, resource: Attributes, { provider }: StackJson): unknown {
  if (resourceTypes[type]?.scope === "global") return undefined;
  const alias = typeof resource.provider === "string" ? resource.provider.split(".")[1] : undefined;
  return resource.region ?? provider?.aws?.find((each) => each.alias === alias)?.region;
}

/** What AWS calls a resource, as far as the JSON says. */
function nameOf(type: string, resource: Attributes): string {
  const names = nameAttributes(type).map((attribute) => resource[attribute]);
  return (names.find((each) => typeof each === "string" && !each.includes("${")) as string | undefined) ?? "";
}

function isProtected({ lifecycle }: Attributes): boolean {
  return (lifecycle as Attributes | undefined)?.prevent_destroy === true;
}
