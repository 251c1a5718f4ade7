import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { TerraformOutput } from "cdktf";

import { EventLogGroup } from "../../../modules/logs/event-log-group";
import { aKey } from "../../support/constructs";
import { addressesOf, synthesizedModule } from "../../support/synthesized-module";

const made = (protection: boolean) =>
  synthesizedModule((scope) => {
    const group = new EventLogGroup(scope, "Journal", {
      logGroupName: "/aws/events/journal",
      logGroupArn: "arn-of-the-journal",
      key: aKey(scope),
      retentionInDays: 90,
      protection,
    });
    new TerraformOutput(scope, "Name", { value: group.logGroupName });
    new TerraformOutput(scope, "Arn", { value: group.logGroupArn });
  });

test("a log group is encrypted with the key and keeps events for so many days", () => {
  const text = made(true);

  expect(addressesOf(text, "Journal")).toEqual(["aws_cloudwatch_log_group.Journal"]);
  expect(text).toHaveResourceWithProperties(CloudwatchLogGroup, {
    name: "/aws/events/journal",
    kms_key_id: "${aws_kms_key.Key.arn}",
    retention_in_days: 90,
  });
});

test.each([true, false])("plans and API calls that delete it are refused together: %s", (protection) => {
  expect(made(protection)).toHaveResourceWithProperties(CloudwatchLogGroup, {
    deletion_protection_enabled: protection,
    lifecycle: { prevent_destroy: protection },
  });
});

test("its name is a reference, its ARN is the one that a target takes", () => {
  expect(JSON.parse(made(true))).toMatchObject({
    output: { Name: { value: "${aws_cloudwatch_log_group.Journal.name}" }, Arn: { value: "arn-of-the-journal" } },
  });
});
