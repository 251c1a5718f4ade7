import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { TerraformOutput } from "cdktf";

import { TrailLogGroup } from "../../../modules/logs/trail-log-group";
import { aKey, after } from "../../support/constructs";
import { addressesOf, synthesizedModule } from "../../support/synthesized-module";

const made = (protection: boolean) =>
  synthesizedModule((scope) => {
    const group = new TrailLogGroup(scope, "Trail", {
      logGroupName: "trail",
      key: aKey(scope),
      retentionInDays: 365,
      protection,
    });
    after(scope, group.resource);
    new TerraformOutput(scope, "Name", { value: group.logGroupName });
  });

test("a log group is encrypted with the key and keeps events for so many days", () => {
  const text = made(true);

  expect(addressesOf(text, "Trail")).toEqual(["aws_cloudwatch_log_group.Trail"]);
  expect(text).toHaveResourceWithProperties(CloudwatchLogGroup, {
    name: "trail",
    kms_key_id: "${aws_kms_key.Key.arn}",
    retention_in_days: 365,
  });
});

test.each([true, false])("plans and API calls that delete it are refused together: %s", (protection) => {
  expect(made(protection)).toHaveResourceWithProperties(CloudwatchLogGroup, {
    deletion_protection_enabled: protection,
    lifecycle: { prevent_destroy: protection },
  });
});

test("a trail can refer to its name and wait for it", () => {
  const text = made(true);

  expect(JSON.parse(text)).toMatchObject({ output: { Name: { value: "${aws_cloudwatch_log_group.Trail.name}" } } });
  expect(text).toHaveResourceWithProperties(SnsTopic, { depends_on: ["aws_cloudwatch_log_group.Trail"] });
});
