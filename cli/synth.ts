import type { IStackSynthesizer } from "cdktf";

import { loadOrganization } from "../config/load-organization";
import { deploymentsOf } from "../stacks/deployments";
import { OrganizationApp } from "../stacks/organization-app";
import { refusalOfHcl } from "../stacks/hcl-output";
import { print } from "../text/print";
import { terminal } from "../text/terminal";
import { replaceOutput } from "./output-directory";
import { progressBar } from "./progress-bar";
import { sayNote } from "./say-note";
import { summary } from "./summary";
import { UsageError } from "./usage-error";

/**
 * Writes the Terraform JSON of an organization and prints what a person wants to know of it.
 *
 * @param quiet prints only notes. @default - false
 * @throws ConfigError with every problem of the configuration, before anything is written
 * @throws UsageError if the directory can't be written, or has what no synth wrote, or HCL is asked for
 */
export function synth(file: string, outdir: string, quiet = false): void {
  const refusal = refusalOfHcl(process.env);
  if (refusal !== undefined) throw new UsageError(terminal`${refusal}`);
  const organization = loadOrganization(file, sayNote);
  const names = deploymentsOf(organization).map(({ stack }) => stack);
  const stacks = replaceOutput(outdir, names, (staging) => {
    const app = new OrganizationApp(organization, outdir, staging);
    const progress = progressBar("Writing stacks", app.stacks.length);
    for (const stack of app.stacks) stack.synthesizer = reporting(stack.synthesizer, progress.advance);
    try {
      app.synth();
    } finally {
      progress.end();
    }
    return app.stacks;
  });
  if (!quiet) print(summary(organization, stacks, outdir));
}

function reporting(synthesizer: IStackSynthesizer, done: () => void): IStackSynthesizer {
  return {
    synthesize: (session) => {
      synthesizer.synthesize(session);
      done();
    },
  };
}
