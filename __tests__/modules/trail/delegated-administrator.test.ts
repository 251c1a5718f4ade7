import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";

import { DelegatedAdministrator } from "../../../modules/trail/delegated-administrator";
import { after, securityAccount } from "../../support/constructs";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const text = synthesizedModule((scope) => {
  const { registration } = new DelegatedAdministrator(scope, "Administrator", {
    accountId: securityAccount,
    organizationId: "o-example1",
  });
  after(scope, registration);
});

test("the account is registered once the organization is looked at, and trusted access is no resource", () => {
  expect(addressesOf(text, "Administrator")).toEqual([
    "aws_cloudtrail_organization_delegated_admin_account.Administrator",
    "data.aws_organizations_organization.Administrator_Organization",
  ]);
  expect(text).toHaveResourceWithProperties(CloudtrailOrganizationDelegatedAdminAccount, {
    account_id: securityAccount,
    depends_on: ["data.aws_organizations_organization.Administrator_Organization"],
  });
});

test("it has to be this organization, and it has to trust CloudTrail", () => {
  const conditions = JSON.stringify(onlyOf(text, DataAwsOrganizationsOrganization));

  expect(conditions).toContain("o-example1");
  expect(conditions).toContain("cloudtrail.amazonaws.com");
});

test("a trail can wait for the registration", () => {
  expect(text).toHaveResourceWithProperties(SnsTopic, {
    depends_on: ["aws_cloudtrail_organization_delegated_admin_account.Administrator"],
  });
});
