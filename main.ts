import { configurationFile } from "./config/files/configuration-file";
import { loadOrganization } from "./config/load-organization";
import { ConfigError, render } from "./config/files/problem";
import { OrganizationApp } from "./stacks/organization-app";
import { refusalOfHcl } from "./stacks/hcl-output";
import { complain } from "./text/print";
import { terminal } from "./text/terminal";

// What `cdktf synth` and `cdktf deploy` run. ORGANIZATION names another file than organization.yaml.
try {
  const refusal = refusalOfHcl(process.env);
  if (refusal === undefined) {
    const organization = loadOrganization(configurationFile(), (note) => {
      complain(render(note));
    });
    new OrganizationApp(organization).synth();
  } else {
    complain(terminal`${refusal}`);
    process.exitCode = 1;
  }
} catch (error) {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof ConfigError) complain(error.report);
  else if (code === undefined) throw error;
  else complain(terminal`The output could not be written as a whole (${code}): synthesize again.`);
  process.exitCode = 1;
}
