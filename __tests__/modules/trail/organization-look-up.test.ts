import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";

import { CLOUDTRAIL, lookUpOrganization } from "../../../modules/trail/organization-look-up";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (service: { readonly service: string; readonly servicePrincipal: string }) =>
  synthesizedModule((scope) => lookUpOrganization(scope, { organizationId: "o-example1", ...service }));

test("a plan goes on in the right organization with all features that trusts the service, and else says what to do", () => {
  const text = made({ service: "CloudWatch", servicePrincipal: "observabilityadmin.amazonaws.com" });

  expect(addressesOf(text, "Organization")).toEqual(["data.aws_organizations_organization.Organization"]);
  expect(onlyOf(text, DataAwsOrganizationsOrganization)).toEqual({
    lifecycle: {
      postcondition: [
        {
          condition: '${self.id == "o-example1"}',
          error_message:
            "The credentials belong to another organization than o-example1. Correct organizationId or the management account.",
        },
        {
          condition: '${self.feature_set == "ALL"}',
          error_message:
            "The organization has consolidated billing only. Enable all features in AWS Organizations first.",
        },
        {
          condition: '${contains(self.aws_service_access_principals, "observabilityadmin.amazonaws.com")}',
          error_message:
            "CloudWatch has no trusted access to the organization. Run in the management account: aws organizations enable-aws-service-access --service-principal observabilityadmin.amazonaws.com",
        },
      ],
    },
  });
});

test("trails need CloudTrail's principal", () => {
  expect(CLOUDTRAIL).toEqual({ service: "CloudTrail", servicePrincipal: "cloudtrail.amazonaws.com" });
  expect(JSON.stringify(onlyOf(made(CLOUDTRAIL), DataAwsOrganizationsOrganization))).toContain(
    "CloudTrail has no trusted access",
  );
});
