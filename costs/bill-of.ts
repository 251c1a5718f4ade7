import { mkdirSync } from "node:fs";
import path from "node:path";

import type { Organization } from "../organization/organization";
import { eachStackJson } from "../review/stack-json";
import { deploymentsOf } from "../stacks/deployments";
import { type Item, itemsOfStack } from "./bill";
import { itemsOfSearches } from "./searches";
import { itemsOfUsage, type Usage } from "./usage";

/**
 * Everything that an organization pays for, from what is made of its configuration and what it does in a month.
 *
 * @param workspace an existing directory for what is synthesized
 */
export function billOf(organization: Organization, usage: Usage, workspace: string): readonly Item[] {
  const outdir = path.join(workspace, "stacks");
  mkdirSync(outdir);
  const deployments = new Map<string, ReturnType<typeof deploymentsOf>[number]>(
    deploymentsOf(organization).map((each) => [each.stack, each]),
  );
  const items: Item[] = [];
  for (const [stack, json] of eachStackJson(organization, new Set(deployments.keys()), outdir)) {
    items.push(...itemsOfStack(organization, deployments.get(stack)!, json));
  }
  return [...items, ...itemsOfUsage(organization, usage), ...itemsOfSearches(organization, usage)];
}
