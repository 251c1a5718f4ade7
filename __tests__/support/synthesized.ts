import { readFileSync } from "node:fs";
import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import type { Organization } from "../../organization/organization";
import { exampleFile } from "../../scripts/example-files";
import { OrganizationApp } from "../../stacks/organization-app";
import { temporaryDirectory } from "./temporary-directory";

export type Attributes = Readonly<Record<string, unknown>>;

/** cdk.tf.json of one stack, read back from the disk: what Terraform sees. */
export interface Synthesized {
  readonly terraform: { readonly backend: Attributes } & Attributes;
  readonly provider: { readonly aws: readonly Attributes[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

export const root = path.resolve(__dirname, "../..");

/** The text of the example, as it is in its file. */
export function exampleText(): string {
  return readFileSync(path.join(root, exampleFile), "utf8");
}

export function exampleOrganization(): Organization {
  return loadOrganization(path.join(root, exampleFile));
}

/** Synthesizes a whole organization; the stacks by name. */
export function synthesize(organization: Organization): Readonly<Record<string, Synthesized>> {
  const directory = temporaryDirectory();
  const app = new OrganizationApp(organization, directory);
  app.synth();
  return Object.fromEntries(
    app.stacks.map(({ node }) => [
      node.id,
      JSON.parse(readFileSync(path.join(directory, "stacks", node.id, "cdk.tf.json"), "utf8")) as Synthesized,
    ]),
  );
}

/** All resources of a type, by Terraform id. Fails if there is none, so that no assertion passes on an empty list. */
export function resourcesOf(stack: Synthesized | undefined, type: string): Readonly<Record<string, Attributes>> {
  const resources = stack?.resource?.[type];
  if (resources === undefined) throw new Error(`There is no ${type}.`);
  return resources;
}

/** The one resource of a type whose Terraform id begins with a prefix. */
export function resourceOf(stack: Synthesized | undefined, type: string, prefix = ""): Attributes {
  const found = Object.entries(resourcesOf(stack, type)).filter(([id]) => id.startsWith(prefix));
  if (found.length !== 1) throw new Error(`There are ${found.length} ${type} that begin with "${prefix}".`);
  return found[0]![1];
}

/** Bindings write the provider's address in short ("aws") or with its namespace: Terraform takes both for hashicorp/aws. */
export const anyAddressOfAws: unknown = expect.stringMatching(/^((registry\.terraform\.io\/)?hashicorp\/)?aws$/);
