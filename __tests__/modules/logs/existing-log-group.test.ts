import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";

import { ExistingLogGroup } from "../../../modules/logs/existing-log-group";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

test("a log group of others is looked for and never made, and a plan without it goes no further", () => {
  let group: ExistingLogGroup | undefined;

  const text = synthesizedModule((scope) => {
    group = new ExistingLogGroup(scope, "Existing", { logGroupName: "aws-controltower/CloudTrailLogs" });
  });

  expect(group?.logGroupName).toBe("aws-controltower/CloudTrailLogs");
  expect(addressesOf(text, "Existing")).toEqual(["data.aws_cloudwatch_log_groups.Existing_LogGroups"]);
  expect(onlyOf(text, DataAwsCloudwatchLogGroups)).toEqual({
    log_group_name_prefix: "aws-controltower/CloudTrailLogs",
    lifecycle: {
      postcondition: [
        {
          // The prefix alone would be content with a group whose name is longer.
          condition: '${contains(self.log_group_names, "aws-controltower/CloudTrailLogs")}',
          error_message:
            "There is no log group aws-controltower/CloudTrailLogs in this account and region. Correct trail.existing.logGroupName, or have the trail deliver to a log group of that name.",
        },
      ],
    },
  });
});
