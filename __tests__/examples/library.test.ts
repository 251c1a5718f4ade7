import { readFileSync } from "node:fs";
import path from "node:path";

import { OrganizationApp } from "secretwatch";

import { PaymentsStack } from "../../examples/library/payments-stack";
import { exampleOrganization, resourceOf, type Synthesized } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

test("an app of a team's own has every stack of the organization, and the team's beside them", () => {
  const organization = exampleOrganization();
  const directory = temporaryDirectory();
  const app = new OrganizationApp(organization, directory);
  const own = app.stacks.length;

  new PaymentsStack(app, "payments", { organization, account: organization.members[0]! });
  app.synth();

  const stack = JSON.parse(readFileSync(path.join(directory, "stacks/payments/cdk.tf.json"), "utf8")) as Synthesized;
  const { stacks } = JSON.parse(readFileSync(path.join(directory, "manifest.json"), "utf8")) as { stacks: object };
  expect(Object.keys(stacks)).toHaveLength(own + 1);
  expect(resourceOf(stack, "aws_secretsmanager_secret")).toMatchObject({ name: "prod/payments/ledger" });
  expect(resourceOf(stack, "aws_kms_key").policy).toContain("secretsmanager.eu-west-1.amazonaws.com");
});
