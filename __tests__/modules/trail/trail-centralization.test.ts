import { DataAwsIamRoles } from "@cdktf/provider-aws/lib/data-aws-iam-roles";
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { ObservabilityadminCentralizationRuleForOrganization } from "@cdktf/provider-aws/lib/observabilityadmin-centralization-rule-for-organization";

import { CENTRALIZATION_PROVIDER_VERSIONS, TrailCentralization } from "../../../modules/trail/trail-centralization";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (preventDestroy = true) =>
  synthesizedModule(
    (scope) =>
      new TrailCentralization(scope, "Copy", {
        ruleName: "copy-trail",
        organizationId: "o-example1",
        sourceAccountId: "111111111111",
        sourceRegion: "us-east-1",
        sourceLogGroupName: "trail",
        destinationAccountId: "222222222222",
        destinationRegion: "eu-west-1",
        destinationLogGroupName: "copy",
        preventDestroy,
      }),
  );

test("one rule copies one log group of one account and region, also an encrypted one, to one group", () => {
  const text = made();

  expect(addressesOf(text, "Copy")).toEqual([
    "aws_observabilityadmin_centralization_rule_for_organization.Copy",
    "data.aws_iam_roles.Copy_ServiceRoles",
    "data.aws_organizations_organization.Copy_Organization",
  ]);
  expect(text).toHaveResourceWithProperties(ObservabilityadminCentralizationRuleForOrganization, {
    rule_name: "copy-trail",
    rule: [
      {
        source: [
          {
            scope: "AccountId = '111111111111'",
            regions: ["us-east-1"],
            source_logs_configuration: [
              {
                log_group_selection_criteria: "LogGroupName = 'trail'",
                encrypted_log_group_strategy: "ALLOW",
              },
            ],
          },
        ],
        destination: [
          {
            account: "222222222222",
            region: "eu-west-1",
            destination_logs_configuration: [
              {
                logs_encryption_configuration: [{ encryption_strategy: "AWS_OWNED" }],
                log_group_name_configuration: [{ log_group_name_pattern: "copy" }],
              },
            ],
          },
        ],
      },
    ],
  });
});

test("the provider waits half an hour for the rule, once organization and role are looked at", () => {
  expect(made()).toHaveResourceWithProperties(ObservabilityadminCentralizationRuleForOrganization, {
    timeouts: { create: "30m", update: "30m" },
    depends_on: ["data.aws_organizations_organization.Copy_Organization", "data.aws_iam_roles.Copy_ServiceRoles"],
  });
});

test.each([true, false])("plans that destroy the rule are refused: %s", (preventDestroy) => {
  expect(made(preventDestroy)).toHaveResourceWithProperties(ObservabilityadminCentralizationRuleForOrganization, {
    lifecycle: { prevent_destroy: preventDestroy },
  });
});

test("no plan goes on without the service-linked role, and it says how to make it", () => {
  expect(onlyOf(made(), DataAwsIamRoles)).toEqual({
    path_prefix: "/aws-service-role/observabilityadmin.amazonaws.com/",
    lifecycle: {
      postcondition: [
        {
          condition: "${length(self.names) > 0}",
          error_message:
            "The service-linked role of CloudWatch is missing. Run in the management account: aws iam create-service-linked-role --aws-service-name observabilityadmin.amazonaws.com",
        },
      ],
    },
  });
});

test("it has to be this organization, and it has to trust the service", () => {
  const conditions = JSON.stringify(onlyOf(made(), DataAwsOrganizationsOrganization));

  expect(conditions).toContain("o-example1");
  expect(conditions).toContain("CloudWatch has no trusted access");
  expect(conditions).toContain("observabilityadmin.amazonaws.com");
});

test("the provider's version is one that names the destination's log group", () => {
  expect(CENTRALIZATION_PROVIDER_VERSIONS).toBe(">= 6.41.0, < 7.0.0");
});
