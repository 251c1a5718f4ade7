import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import type { Organization } from "../organization/organization";
import { deploymentsOf } from "../stacks/deployments";
import { stackJson, type StackJson } from "./stack-json";

/** Another version of Secretwatch, and what it changes by itself. */
export interface Upgrade {
  /** Version that the base has. */
  readonly from: string;
  /** Version that runs. */
  readonly to: string;
  /** Stacks of the base's own configuration that become others. */
  readonly stacks: readonly string[];
}

/**
 * The stacks that this Secretwatch makes otherwise than another one made them, of the same configuration.
 *
 * @param made what the other one made of it
 * @param workspace an existing directory for what is synthesized
 */
export function stacksOfUpgrade(
  organization: Organization,
  made: ReadonlyMap<string, StackJson>,
  workspace: string,
): readonly string[] {
  const names: readonly string[] = deploymentsOf(organization).map(({ stack }) => stack);
  const ours = stackJson(organization, new Set(names), path.join(workspace, "upgraded"));
  const all = [...names, ...[...made.keys()].filter((stack) => !ours.has(stack))];
  return all.filter((stack) => !isDeepStrictEqual(ours.get(stack), made.get(stack)));
}
