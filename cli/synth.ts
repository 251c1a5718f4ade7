import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { Manifest, type IStackSynthesizer } from "cdktf";

import { loadOrganization } from "../config/load-organization";
import { OrganizationApp } from "../stacks/organization-app";
import { render } from "../config/files/problem";
import { terminal } from "../text/terminal";
import { complain, print } from "../text/print";
import { progressBar } from "./progress-bar";
import { summary } from "./summary";
import { UsageError } from "./usage-error";

/**
 * Writes the Terraform JSON of an organization and prints what a person wants to know of it.
 *
 * @throws ConfigError with every problem of the configuration, before anything is written
 * @throws UsageError if the directory can't be written
 */
export function synth(file: string, outdir: string): void {
  const organization = loadOrganization(file, (note) => {
    complain(render(note));
  });
  const before = stacksBefore(outdir);
  makeDirectory(outdir);
  const app = new OrganizationApp(organization, outdir);

  const progress = progressBar("Writing stacks", app.stacks.length);
  for (const stack of app.stacks) stack.synthesizer = reporting(stack.synthesizer, progress.advance);
  try {
    app.synth();
  } finally {
    progress.end();
  }

  removeStale(outdir, before, new Set(app.stacks.map(({ node }) => node.id)));
  print(summary(organization, app.stacks, outdir));
}

function makeDirectory(outdir: string): void {
  try {
    mkdirSync(outdir, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      terminal`--output: ${JSON.stringify(outdir)} is no directory that can be written (${code ?? "?"}).`,
    );
  }
}

function reporting(synthesizer: IStackSynthesizer, done: () => void): IStackSynthesizer {
  return {
    synthesize: (session) => {
      synthesizer.synthesize(session);
      done();
    },
  };
}

/** The stacks that the manifest of an earlier synth lists. */
function stacksBefore(outdir: string): readonly string[] {
  try {
    const manifest = JSON.parse(readFileSync(path.join(outdir, Manifest.fileName), "utf8")) as { stacks?: object };
    return Object.keys(manifest.stacks ?? {});
  } catch {
    return [];
  }
}

/**
 * Stacks of accounts that are no longer configured, as the CDKTF CLI removes them too: only what an earlier synth wrote.
 * State is kept elsewhere.
 */
function removeStale(outdir: string, before: readonly string[], current: ReadonlySet<string>): void {
  for (const name of before.filter((each) => !current.has(each) && path.basename(each) === each)) {
    rmSync(path.join(outdir, Manifest.stacksFolder, name), { recursive: true, force: true });
  }
}
