import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";

import { OrganizationTrail, type OrganizationTrailProps } from "../../../modules/trail/organization-trail";
import { aKey } from "../../support/constructs";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (
  props: Partial<OrganizationTrailProps> = {},
  providerOf: (scope: Construct) => TerraformProvider | undefined = () => undefined,
) =>
  synthesizedModule(
    (scope) =>
      new OrganizationTrail(scope, "Trail", {
        trailName: "organization",
        bucketName: "trail-files",
        logGroupArn: "arn-of-the-group",
        deliveryRoleArn: "arn-of-the-role",
        key: aKey(scope),
        preventDestroy: true,
        dependsOn: [new SnsTopic(scope, "Before", {})],
        provider: providerOf(scope),
        ...props,
      }),
  );
const management = { field: "eventCategory", equals: ["Management"] };

test("a trail is of all accounts and regions, is on and proves that its files are whole", () => {
  const text = made();

  expect(addressesOf(text, "Trail")).toEqual(["aws_cloudtrail.Trail"]);
  expect(text).toHaveResourceWithProperties(Cloudtrail, {
    name: "organization",
    is_organization_trail: true,
    is_multi_region_trail: true,
    include_global_service_events: true,
    enable_logging: true,
    enable_log_file_validation: true,
    lifecycle: { prevent_destroy: true },
  });
});

test("it delivers encrypted files to the bucket and events to all streams of the log group, once both can take them", () => {
  expect(made()).toHaveResourceWithProperties(Cloudtrail, {
    s3_bucket_name: "trail-files",
    kms_key_id: "${aws_kms_key.Key.arn}",
    cloud_watch_logs_group_arn: "arn-of-the-group:*",
    cloud_watch_logs_role_arn: "arn-of-the-role",
    depends_on: ["aws_sns_topic.Before"],
  });
});

test.each([undefined, false])(
  "it has every management event, reads among them (KMS left out: %s)",
  (excludeKmsEvents) => {
    expect(made({ excludeKmsEvents })).toHaveResourceWithProperties(Cloudtrail, {
      advanced_event_selector: [{ name: "Read and write management events", field_selector: [management] }],
    });
  },
);

test("calls of KMS alone can be left out", () => {
  expect(made({ excludeKmsEvents: true })).toHaveResourceWithProperties(Cloudtrail, {
    advanced_event_selector: [
      {
        name: "Read and write management events",
        field_selector: [management, { field: "eventSource", not_equals: ["kms.amazonaws.com"] }],
      },
    ],
  });
});

test("Insights are switched on if they are named", () => {
  expect(onlyOf(made(), Cloudtrail)).not.toHaveProperty("insight_selector");
  expect(made({ insights: ["ApiCallRateInsight", "ApiErrorRateInsight"] })).toHaveResourceWithProperties(Cloudtrail, {
    insight_selector: [{ insight_type: "ApiCallRateInsight" }, { insight_type: "ApiErrorRateInsight" }],
  });
});

test("a delegated administrator makes it with a provider of its own; it may be destroyed if it is said", () => {
  const text = made({ preventDestroy: false }, (scope) => new AwsProvider(scope, "Aws", { alias: "delegated" }));

  expect(onlyOf(made(), Cloudtrail)).not.toHaveProperty("provider");
  expect(text).toHaveResourceWithProperties(Cloudtrail, {
    provider: "aws.delegated",
    lifecycle: { prevent_destroy: false },
  });
});
