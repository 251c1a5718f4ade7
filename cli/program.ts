import { Command } from "commander";

import { ConfigError } from "../config/problem";
import { version } from "../package.json";

// Commands are loaded when they run: --help should not wait for the provider's bindings.
const program = new Command("secretwatch")
  .description("Terraform for every account of an AWS Organization, so that whoever reads a secret is seen.")
  .version(version)
  .addHelpText(
    "after",
    `
The configuration is organization.yaml, or the file that the environment variable ORGANIZATION names.

Exit codes:
  0  done
  1  the configuration has problems; nothing was written
  2  the command line is wrong`,
  );

const configuration = (): string => process.env.ORGANIZATION ?? "organization.yaml";

program
  .command("synth")
  .description("write the Terraform JSON of every account, and say what it does")
  .option("-o, --output <directory>", "where to write", "cdktf.out")
  .action(async ({ output }: { output: string }) => {
    const { synth } = await import("./synth");
    synth(configuration(), output);
  });

program
  .command("check")
  .description("check the configuration and write nothing")
  .action(async () => {
    const { check } = await import("./check");
    check(configuration());
  });

program
  .command("schema")
  .description("print the JSON Schema of organization.yaml, for editors")
  .option("--included", "of the files that it includes")
  .action(async ({ included = false }: { included?: boolean }) => {
    const { schema } = await import("./schema");
    schema(included);
  });

for (const command of [program, ...program.commands]) {
  command.showHelpAfterError("(secretwatch --help shows what there is)").exitOverride(({ exitCode }) => {
    process.exit(exitCode === 0 ? 0 : 2);
  });
}

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
