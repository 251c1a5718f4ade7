import { readdirSync, rmSync } from "node:fs";
import path from "node:path";

import { Manifest, type IStackSynthesizer } from "cdktf";

import { loadOrganization } from "../config/load-organization";
import { OrganizationApp } from "../stacks/organization-app";
import { progressBar } from "./progress-bar";
import { summary } from "./summary";

/**
 * Writes the Terraform JSON of an organization and prints what a person wants to know of it.
 *
 * @throws ConfigError with every problem of the configuration, before anything is written
 */
export function synth(file: string, outdir: string): void {
  const organization = loadOrganization(file);
  const app = new OrganizationApp(organization, outdir);

  const progress = progressBar("Writing stacks", app.stacks.length);
  for (const stack of app.stacks) stack.synthesizer = reporting(stack.synthesizer, progress.advance);
  try {
    app.synth();
  } finally {
    progress.end();
  }

  removeStale(outdir, new Set(app.stacks.map(({ node }) => node.id)));
  console.log(summary(organization, app.stacks, outdir));
}

function reporting(synthesizer: IStackSynthesizer, done: () => void): IStackSynthesizer {
  return {
    synthesize: (session) => {
      synthesizer.synthesize(session);
      done();
    },
  };
}

/** Stacks of accounts that are no longer configured, as the CDKTF CLI removes them too. State is kept elsewhere. */
function removeStale(outdir: string, current: ReadonlySet<string>): void {
  const directory = path.join(outdir, Manifest.stacksFolder);
  for (const name of readdirSync(directory)) {
    if (!current.has(name)) rmSync(path.join(directory, name), { recursive: true });
  }
}
