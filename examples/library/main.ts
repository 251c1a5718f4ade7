import { ConfigError, loadOrganization, OrganizationApp } from "secretwatch";

import { PaymentsStack } from "./payments-stack";

// The app of a cdktf.json: every stack of organization.yaml, and one of the team's own.
try {
  const organization = loadOrganization("organization.yaml");
  const app = new OrganizationApp(organization);
  for (const account of organization.members.filter(({ name }) => name === "payments-prod")) {
    new PaymentsStack(app, "payments", { organization, account });
  }
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
