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
  if (!(error instanceof ConfigError)) throw error;
  complain(error.report);
  process.exitCode = 1;
}
