import { configurationFile } from "./config/files/configuration-file";
import { loadOrganization } from "./config/load-organization";
import { ConfigError, render } from "./config/files/problem";
import { OrganizationApp } from "./stacks/organization-app";
import { complain } from "./text/print";

// What `cdktf synth` and `cdktf deploy` run. ORGANIZATION names another file than organization.yaml.
try {
  const organization = loadOrganization(configurationFile(), (note) => {
    complain(render(note));
  });
  new OrganizationApp(organization).synth();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  complain(error.report);
  process.exitCode = 1;
}
