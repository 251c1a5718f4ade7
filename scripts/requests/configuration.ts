import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { stringify } from "yaml";

import { loadOrganization } from "../../config/load-organization";
import type { Organization } from "../../organization/organization";
import { ConfigError } from "../../config/files/problem";
import { OrganizationApp } from "../../stacks/organization-app";

/** A configuration to judge: a file that is there, or what would stand in one. */
export interface Configuration {
  readonly name: string;
  /** Path of a file, or its content. */
  readonly source: string | object;
  /** Set where `check` has to refuse it, because AWS would: what its report has to say. @default - it has to be taken */
  readonly refused?: RegExp;
}

/** What became of a configuration. */
export interface Synthesized {
  readonly name: string;
  /** Each stack's cdk.tf.json, by name. */
  readonly stacks: ReadonlyMap<string, string>;
}

/** Directory for everything that a run writes; whoever runs it removes it. */
export const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-requests-"));

/** Loads it, as `secretwatch check` does. @throws ConfigError */
export function load({ name, source }: Configuration): Organization {
  if (typeof source === "string") return loadOrganization(source);
  const file = path.join(workspace, `${name.replace(/\W+/g, "-")}.yaml`);
  writeFileSync(file, stringify(source));
  return loadOrganization(file);
}

/** Whether `check` takes it, and what it says if it does not. */
export function verdictOf(configuration: Configuration): { readonly taken: boolean; readonly said: string } {
  try {
    load(configuration);
    return { taken: true, said: "" };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { taken: false, said: error.message };
  }
}

export function synthesize(configuration: Configuration): Synthesized {
  const outdir = path.join(workspace, "out", configuration.name.replace(/\W+/g, "-"));
  mkdirSync(outdir, { recursive: true });
  const app = new OrganizationApp(load(configuration), outdir);
  app.synth();
  const file = (stack: string) => path.join(outdir, "stacks", stack, "cdk.tf.json");
  return { name: configuration.name, stacks: new Map(app.stacks.map(({ node }) => [node.id, file(node.id)])) };
}
